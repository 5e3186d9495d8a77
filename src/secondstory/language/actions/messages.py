"""What to change in an action item, in the words of its rule files (`language/rules/actions/`)."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from secondstory.language.actions.deadlines import Deadline
from secondstory.language.actions.evidence import Evidence
from secondstory.language.actions.owners import Owner, OwnerKind
from secondstory.language.actions.reading import Reading
from secondstory.language.actions.verdicts import loudest
from secondstory.language.findings import Finding
from secondstory.language.rule_files import FOLDER, Rule, read_rule

_LONGEST_OBJECT = 90
_VAGUE_RULES = {
    "explore": "action-only-explores",
    "inspect": "action-only-explores",
    "intent": "action-only-intent",
    "hollow": "action-only-intent",
    "improve": "action-comparison",
    "comparative": "action-comparison",
    "unsure": "action-unsure",
}
"""Which rule explains a vague item, by the kind of word that made it so. All others: `action-vague`."""

_PEOPLE_RULES = (
    ("head:care", "action-only-care"),
    ("main:care", "action-only-care"),
    ("head:train", "action-only-training"),
    ("first:train", "action-only-training"),
)


class Situation(NamedTuple):
    """What is known of an item when its messages are written."""

    reading: Reading
    evidence: Evidence
    is_vague: bool
    is_paper: bool
    owner: Owner
    has_deadline: bool
    soft_deadline: Deadline | None
    has_goal: bool


@cache
def rule_named(name: str) -> Rule:
    return read_rule(FOLDER / "actions" / f"{name}.toml")


def finding_of(name: str, start: int, end: int, *, about: str = "", control: str = "") -> Finding:
    """Return the finding of a rule at a place. `about` and `control` choose rewordings that fit the item, where the rule has some."""
    rule = rule_named(name)
    fitting = rule.rewording.get(control, "")
    with_object = rule.rewording.get("with_object", "").replace("{object}", about) if about else ""
    own = tuple(rewording for rewording in (fitting, with_object) if rewording)
    return Finding(rule.id, rule.category, rule.level, start, end, rule.message, (*own, *rule.rewordings))


def messages_for(situation: Situation) -> Iterator[Finding]:
    """Yield what to change: what the item asks for first, then who, until when and how one can tell."""
    if situation.is_vague:
        yield _vague(situation)
    yield from _paper(situation)
    yield from _owner(situation)
    yield from _deadline(situation)
    if not situation.is_vague and not situation.has_goal:
        yield finding_of("action-no-definition-of-done", *_whole(situation), control=_control(situation))


def _vague(situation: Situation) -> Finding:
    ground = loudest("vague", situation.evidence)
    start, end = (ground.start, ground.end) if ground else _whole(situation)
    kind = ground.evidence.partition(":")[2] if ground else ""
    return finding_of(_VAGUE_RULES.get(kind, "action-vague"), start, end, about=_object(situation))


def _paper(situation: Situation) -> Iterator[Finding]:
    evidence = situation.evidence
    for piece, name in _PEOPLE_RULES:
        if piece in evidence and situation.is_paper:
            yield finding_of(name, *evidence[piece])
            return
    if situation.is_paper:
        ground = loudest("paper", evidence)
        yield finding_of("action-only-paper", *((ground.start, ground.end) if ground else _whole(situation)), control=_control(situation))


def _owner(situation: Situation) -> Iterator[Finding]:
    owner = situation.owner
    if owner.kind is OwnerKind.NONE:
        yield finding_of("action-no-owner", *_whole(situation))
    elif owner.kind is OwnerKind.TEAM:
        yield finding_of("action-team-owner", *((owner.start, owner.end) if owner.end else _whole(situation)))


def _deadline(situation: Situation) -> Iterator[Finding]:
    if situation.has_deadline:
        return
    if soft := situation.soft_deadline:
        yield finding_of("action-soft-deadline", soft.start, soft.end)
    else:
        yield finding_of("action-no-deadline", *_whole(situation))


def _whole(situation: Situation) -> tuple[int, int]:
    words = situation.reading.words
    return (words[0].start, words[-1].end) if words else (0, 0)


def _control(situation: Situation) -> str:
    return next((piece.partition(":")[2] for piece in situation.evidence if piece.startswith("first:")), "")


def _object(situation: Situation) -> str:
    """What the item is about, in its own words: from behind its verb to where it begins to explain."""
    reading = situation.reading
    if not reading.parts or not situation.evidence.keys() & {"head:explore", "head:improve", "head:talk", "head:assure"}:
        return ""
    part = next((part for part in reading.parts if part.start <= reading.head < part.end), reading.parts[0])
    first = max((hit.last for hit in reading.at.get(reading.head, ()) if hit.is_solid), default=reading.head + 1)
    if first >= part.main_end:
        return ""
    about = " ".join(reading.text[reading.words[first].start : reading.words[part.main_end - 1].end].split())
    return about if len(about) <= _LONGEST_OBJECT else ""
