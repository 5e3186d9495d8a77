"""How events become marks of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondstory.design.drawing.values import Emphasis, Lane
from secondstory.timeline.rules.vocabulary import EventKind

_LANES = {
    EventKind.SIGNAL: Lane.SIGNALS,
    EventKind.DETECTION: Lane.SIGNALS,
    EventKind.PAGE: Lane.SIGNALS,
    EventKind.IMPACT_START: Lane.SIGNALS,
    EventKind.HYPOTHESIS_OPENED: Lane.THINKING,
    EventKind.HYPOTHESIS_RULED_OUT: Lane.THINKING,
    EventKind.DIAGNOSIS: Lane.THINKING,
    EventKind.ESCALATION: Lane.TELLING,
    EventKind.COMMUNICATION: Lane.TELLING,
    EventKind.CUSTOMER_REPORT: Lane.TELLING,
}
_EMPHASIS = {
    EventKind.IMPACT_START: Emphasis.START,
    EventKind.DETECTION: Emphasis.ALARM,
    EventKind.PAGE: Emphasis.ALARM,
    EventKind.DIAGNOSIS: Emphasis.MILESTONE,
    EventKind.DECISION: Emphasis.DECISION,
    EventKind.MILESTONE: Emphasis.MILESTONE,
    EventKind.MITIGATION: Emphasis.MILESTONE,
    EventKind.RESOLUTION: Emphasis.ALL_CLEAR,
}
_LANES_BY_NAME = {kind.value: lane for kind, lane in _LANES.items()}
_EMPHASIS_BY_NAME = {kind.value: emphasis for kind, emphasis in _EMPHASIS.items()}
_MILESTONES = {"impact_started": Emphasis.START, "detected": Emphasis.ALARM, "resolved": Emphasis.ALL_CLEAR}


def lane_of(kind: str) -> Lane:
    """Return where an event of this kind is drawn; what somebody did, and what is of no stated kind, is drawn as done."""
    return _LANES_BY_NAME.get(kind, Lane.DOING)


def emphasis_of(kind: str, milestone: str = "") -> Emphasis:
    """Return what a mark means; that an event is a milestone of the incident says more than its kind."""
    if milestone:
        return _MILESTONES.get(milestone, Emphasis.MILESTONE)
    return _EMPHASIS_BY_NAME.get(kind, Emphasis.PLAIN)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as far as drawing needs it; `number` is for the caller to know it again."""

    at: datetime | None
    kind: str
    text: str
    is_starred: bool = False
    milestone: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """An event as drawn; with `until` it lasted, as a hypothesis does until it is ruled out or the reason is found.

    One that `is_end` is where such a span ends, and needs no mark of its own.
    """

    at: datetime | None
    lane: Lane
    emphasis: Emphasis
    text: str
    until: datetime | None = None
    is_ruled_out: bool = False
    is_end: bool = False
    is_starred: bool = False
    number: int = 0


def worth_drawing(events: Sequence[Told]) -> list[Told]:
    """Return the starred events where there are any, with the ends of their spans, else all."""
    starred = [one for one in events if one.is_starred]
    ends = {one.until for one in starred if one.until}
    return [one for one in events if one.is_starred or (one.is_end and one.at in ends)] if starred else list(events)


def told(happenings: Sequence[Happening]) -> list[Told]:
    """Return events as they are drawn. A ruled-out hypothesis closes the one that was opened before it with the most words in common."""
    open_ones: list[tuple[int, set[str]]] = []
    closed: dict[int, datetime] = {}
    ends: set[int] = set()
    for place, one in enumerate(happenings):
        if one.at is None:
            continue
        if one.kind == EventKind.HYPOTHESIS_OPENED:
            open_ones.append((place, _words(one.text)))
        elif one.kind == EventKind.HYPOTHESIS_RULED_OUT and open_ones:
            words = _words(one.text)
            opened = max(open_ones, key=lambda before: len(before[1] & words))
            open_ones.remove(opened)
            closed[opened[0]] = one.at
            ends.add(place)
    diagnosed = next((one.at for one in happenings if one.kind == EventKind.DIAGNOSIS and one.at), None)
    return [_told(one, ruled_out=closed.get(place), diagnosed=diagnosed, is_end=place in ends) for place, one in enumerate(happenings)]


def _told(one: Happening, *, ruled_out: datetime | None, diagnosed: datetime | None, is_end: bool) -> Told:
    until = ruled_out
    if one.kind == EventKind.HYPOTHESIS_OPENED and until is None:
        until = diagnosed
    return Told(
        at=one.at,
        lane=lane_of(one.kind),
        emphasis=emphasis_of(one.kind, one.milestone),
        text=one.text,
        until=until if until and one.at and until > one.at else None,
        is_ruled_out=ruled_out is not None,
        is_end=is_end,
        is_starred=one.is_starred,
        number=one.number,
    )


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def pin_of(kind: str, *, is_starred: bool, is_milestone: bool) -> str:
    """Return the sign of an event on the line of a list, as classes."""
    classes = ["star"] if is_starred else []
    if is_milestone or kind in {EventKind.MILESTONE, EventKind.IMPACT_START, EventKind.MITIGATION, EventKind.RESOLUTION}:
        classes.append("mile")
    elif kind in {EventKind.PAGE, EventKind.DETECTION}:
        classes.append("page")
    elif kind in {EventKind.HYPOTHESIS_OPENED, EventKind.HYPOTHESIS_RULED_OUT}:
        classes.append("hyp")
    return " ".join(classes)
