"""How events become marks of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secondstory.timeline.rules.vocabulary import EventKind


class Lane(StrEnum):
    """The four lanes of a drawn timeline."""

    SIGNALS = "signals"
    THINKING = "thinking"
    DOING = "doing"
    TELLING = "telling"


class Emphasis(StrEnum):
    """What a mark in a drawn timeline means."""

    PLAIN = "plain"
    ALARM = "alarm"
    START = "start"
    DECISION = "decision"
    MILESTONE = "milestone"
    ALL_CLEAR = "all-clear"


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
MOST_DRAWN = 40
MOST_OF_NO_KIND = 16


def lane_of(kind: str) -> Lane:
    """Return where an event of this kind is drawn; what somebody did, and what is of no stated kind, is drawn as done."""
    return _LANES.get(EventKind(kind), Lane.DOING)


def emphasis_of(kind: str) -> Emphasis:
    return _EMPHASIS.get(EventKind(kind), Emphasis.PLAIN)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with a full moment, as far as drawing needs it."""

    at: datetime
    kind: str
    text: str
    is_starred: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An event as drawn; with `until` it lasted, as a hypothesis does until it is ruled out or the reason is found."""

    at: datetime
    lane: Lane
    emphasis: Emphasis
    text: str
    until: datetime | None = None
    is_ruled_out: bool = False


def worth_drawing(happenings: Sequence[Happening]) -> list[Happening]:
    """Return the starred events where there are any, else all, else those of a stated kind with others spread evenly among them."""
    starred = [one for one in happenings if one.is_starred]
    if starred:
        return starred[:MOST_DRAWN]
    if len(happenings) <= MOST_DRAWN:
        return list(happenings)
    others = [one for one in happenings if one.kind == EventKind.OTHER]
    step = max(1, len(others) // MOST_OF_NO_KIND)
    chosen = {id(one) for one in others[::step][:MOST_OF_NO_KIND]}
    return [one for one in happenings if one.kind != EventKind.OTHER or id(one) in chosen][:MOST_DRAWN]


def told(happenings: Sequence[Happening]) -> list[Told]:
    """Return events as they are drawn. A ruled-out hypothesis closes the one that was opened before it with the most words in common."""
    open_ones: list[Happening] = []
    closed: dict[int, Happening] = {}
    closing: set[int] = set()
    for one in happenings:
        if one.kind == EventKind.HYPOTHESIS_OPENED:
            open_ones.append(one)
        elif one.kind == EventKind.HYPOTHESIS_RULED_OUT and open_ones:
            opened = max(open_ones, key=lambda before: _in_common(before.text, one.text))
            open_ones.remove(opened)
            closed[id(opened)] = one
            closing.add(id(one))
    diagnosed = next((one.at for one in happenings if one.kind == EventKind.DIAGNOSIS), None)
    return [_told(one, ruled_out=closed.get(id(one)), diagnosed=diagnosed) for one in happenings if id(one) not in closing]


def _told(one: Happening, *, ruled_out: Happening | None, diagnosed: datetime | None) -> Told:
    until = ruled_out.at if ruled_out else None
    if one.kind == EventKind.HYPOTHESIS_OPENED and until is None and diagnosed and diagnosed > one.at:
        until = diagnosed
    return Told(
        one.at, lane_of(one.kind), emphasis_of(one.kind), one.text, until if until and until > one.at else None, ruled_out is not None
    )


def _in_common(one: str, other: str) -> int:
    return len(set(one.lower().split()) & set(other.lower().split()))


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
