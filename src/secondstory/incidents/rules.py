"""The vocabulary of an incident and what follows from its milestones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    TECHNICAL = "technical"
    SECURITY = "security"
    DATA = "data"
    MARKETING = "marketing"
    SUPPORT = "support"
    PROJECT = "project"
    OTHER = "other"


class Status(StrEnum):
    OPEN = "open"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"


GOING_ON = frozenset({Status.OPEN, Status.MITIGATED})
"""The states of an incident of which something may still happen."""


class DetectedBy(StrEnum):
    MONITOR = "monitor"
    CUSTOMER = "customer"
    STAFF = "staff"
    PARTNER = "partner"
    CHANCE = "chance"


class InvolvedAs(StrEnum):
    COMMANDER = "commander"
    ON_CALL = "on_call"
    RESPONDER = "responder"
    COMMUNICATOR = "communicator"
    SCRIBE = "scribe"
    CUSTOMER_SUPPORT = "customer_support"
    PRODUCT_OWNER = "product_owner"
    REPORTER = "reporter"
    OBSERVER = "observer"


# In the order in which they happen; each is a column `<name>_at` of an incident.
MILESTONES = ("impact_started", "first_signal", "detected", "acknowledged", "diagnosed", "mitigated", "resolved")


@dataclass(frozen=True, slots=True)
class Milestones:
    """The moments of an incident, aware; None where nobody has stated it."""

    impact_started: datetime | None = None
    first_signal: datetime | None = None
    detected: datetime | None = None
    acknowledged: datetime | None = None
    diagnosed: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None

    @property
    def duration(self) -> timedelta | None:
        """Time to recovery: from the start of impact to resolution."""
        if self.impact_started and self.resolved and self.resolved >= self.impact_started:
            return self.resolved - self.impact_started
        return None


MILESTONE_WORDS = {
    "impact_started": "Impact started",
    "first_signal": "First signal",
    "detected": "Detected",
    "acknowledged": "Acknowledged",
    "diagnosed": "Diagnosed",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Time between two milestones. `words` says what it was spent on, `short` is the field's abbreviation.

    `share` is its part of the whole, in twelfths.
    """

    words: str
    short: str
    start: datetime
    end: datetime
    share: int = 0

    @property
    def minutes(self) -> float:
        return (self.end - self.start).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class TimeMeasure:
    """A measure of time: from one milestone to a later one. `short` is the field's abbreviation, such as TTD."""

    name: str
    short: str
    start: str
    end: str


_PHASES = {
    "detected": "to detect",
    "acknowledged": "to answer",
    "diagnosed": "to diagnose",
    "mitigated": "to mitigate",
    "resolved": "to all-clear",
}


def measures(milestones: Milestones, wanted: Iterable[TimeMeasure]) -> list[Span]:
    """Return the wanted durations that these milestones allow. One that would end before it begins is no duration: see `turned_round`."""
    pairs = ((one, getattr(milestones, one.start), getattr(milestones, one.end)) for one in wanted)
    return [Span(one.name, one.short, start, end) for one, start, end in pairs if start and end and end >= start]


def turned_round(milestones: Milestones, wanted: Iterable[TimeMeasure]) -> list[TimeMeasure]:
    """Return the wanted measures whose end is stated before their start, one for each pair of milestones."""
    found: dict[tuple[str, str], TimeMeasure] = {}
    for one in wanted:
        start, end = getattr(milestones, one.start), getattr(milestones, one.end)
        if start and end and end < start:
            found.setdefault((one.start, one.end), one)
    return list(found.values())


def question_about(measure: TimeMeasure) -> str:
    """Ask about a measure that would end before it begins."""
    end, start = MILESTONE_WORDS[measure.end], MILESTONE_WORDS[measure.start]
    return f"“{end}” is stated before “{start}”, so “{measure.name}” cannot be told yet. Which of the two times is right?"


def phases(milestones: Milestones) -> list[Span]:
    """Return what the time from the start of impact went into, one span after the other, as far as milestones state it."""
    spans: list[Span] = []
    last = milestones.impact_started
    for name, words in _PHASES.items():
        at = getattr(milestones, name)
        if last and at and at > last:
            spans.append(Span(words, "", last, at))
            last = at
    total = sum(span.minutes for span in spans)
    return [replace(span, share=max(1, round(12 * span.minutes / total))) for span in spans]


_STAGES = (
    ("Unseen", "impact_started", "detected"),
    ("Finding out", "detected", "diagnosed"),
    ("Mending", "diagnosed", "mitigated"),
    ("Watching", "mitigated", "resolved"),
)


def stages(milestones: Milestones) -> list[Span]:
    """Return what the incident went through, as far as milestones state it; a stage whose end is unknown takes in the next one."""
    spans: list[Span] = []
    begun: tuple[str, datetime] | None = None
    for words, start_name, end_name in _STAGES:
        start, end = getattr(milestones, start_name), getattr(milestones, end_name)
        begun = begun or ((words, start) if start else None)
        if begun and end and end > begun[1]:
            spans.append(Span(begun[0], "", begun[1], end))
        if end:
            begun = None
    return spans


def out_of_order(milestones: Milestones) -> list[tuple[str, str]]:
    """Return pairs of milestone names of which the later one is stated as earlier, start against each of the others."""
    start = milestones.impact_started
    pairs = [("impact_started", name) for name in ("mitigated", "resolved") if start and (at := getattr(milestones, name)) and at < start]
    detected, resolved = milestones.detected, milestones.resolved
    if detected and resolved and resolved < detected:
        pairs.append(("detected", "resolved"))
    return pairs
