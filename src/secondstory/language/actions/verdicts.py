"""The verdicts on an item: each weighs the evidence of its text and can name the words that spoke loudest."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from secondstory.language.actions.evidence import Evidence


class Strength(StrEnum):
    """How well an item holds when people are tired: the three steps of the action hierarchy. Pages say stronger, intermediate, weaker."""

    STRONG = "strong"
    INTERMEDIATE = "intermediate"
    WEAK = "weak"


class Horizon(StrEnum):
    SHORT = "short"
    """Repairs this instance."""
    LONG = "long"
    """Prevents or shows the class."""
    UNCLEAR = "unclear"


class ActionClass(StrEnum):
    INVESTIGATE = "investigate"
    MITIGATE_THIS = "mitigate_this"
    REPAIR = "repair"
    DETECT = "detect"
    MITIGATE_FUTURE = "mitigate_future"
    PREVENT = "prevent"
    PROCESS = "process"


class Ground(NamedTuple):
    """What led to a verdict: the code points of the words that weighed most, and the name of what they say (`head:explore`)."""

    verdict: str
    evidence: str
    start: int
    end: int


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Weight of each piece of evidence by verdict, from `weights.toml`."""
    with (Path(__file__).parent / "weights.toml").open("rb") as file:
        return tomllib.load(file)


def leaning(verdict: str, evidence: Evidence) -> float:
    """How much the evidence speaks for a verdict. Above zero it stands."""
    own = weights()[verdict]
    return own["bias"] + sum(own.get(name, 0.0) for name in evidence)


def loudest(verdict: str, evidence: Evidence) -> Ground | None:
    """Return the piece that speaks most for a verdict, one with words of the vocabulary where there is one; None if nothing does."""
    own = weights()[verdict]
    name = max(evidence, key=lambda piece: (own.get(piece, 0.0) > 0 and _is_worded(piece), own.get(piece, 0.0)), default="")
    return Ground(verdict, name, *evidence[name]) if own.get(name, 0.0) > 0 else None


def _is_worded(piece: str) -> bool:
    """Whether a piece of evidence is a word that was found, not the shape of the text or a word that is missing."""
    return ":" in piece and not piece.endswith(":none")


def is_vague(evidence: Evidence) -> bool:
    """Whether nobody could tell when an item is done. One without words is."""
    return not evidence or leaning("vague", evidence) > 0


def is_on_paper(evidence: Evidence) -> bool:
    """Whether an item changes only papers, meetings, rules or how careful people are."""
    return leaning("paper", evidence) > 0


def strength_of(evidence: Evidence) -> Strength:
    if not evidence:
        return Strength.WEAK
    return max(Strength, key=lambda strength: leaning(strength.value, evidence))


def horizon_of(evidence: Evidence) -> Horizon:
    """Return how far an item reaches; "unclear" names neither this failure nor a kind of failure: "we will take steps to address this"."""
    if not evidence:
        return Horizon.UNCLEAR
    short, unclear = leaning("short", evidence), leaning("unclear", evidence)
    if max(short, unclear) <= 0:
        return Horizon.LONG
    return Horizon.SHORT if short > unclear else Horizon.UNCLEAR


def class_of(evidence: Evidence, *, horizon: Horizon, is_paper: bool) -> ActionClass:
    """Return what an item does about the failure, after the classes of Google and Atlassian."""
    if "head:explore" in evidence or ("head:inspect" in evidence and not {"then:fix", "then:deliver"} & evidence.keys()):
        return ActionClass.INVESTIGATE
    if is_paper:
        return ActionClass.PROCESS
    if {"first:detect", "head:detect"} & evidence.keys():
        return ActionClass.DETECT
    if {"head:stopgap", "then:stopgap"} & evidence.keys():
        return ActionClass.MITIGATE_THIS
    if horizon is Horizon.SHORT:
        return ActionClass.REPAIR
    if {"head:contain", "main:contain", "first:cushion", "head:cushion"} & evidence.keys():
        return ActionClass.MITIGATE_FUTURE
    return ActionClass.PREVENT
