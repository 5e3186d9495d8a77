"""What a drawn timeline is made from: plain values, of which no later app's tables need be known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    SIGNALS = "signals"
    THINKING = "thinking"
    DOING = "doing"
    TELLING = "telling"


class LanesBy(StrEnum):
    """What shares a lane: events of one kind, or of one source."""

    KIND = "kind"
    SOURCE = "source"


class Emphasis(StrEnum):
    """What a mark means; its shape says it too, never its colour alone."""

    PLAIN = "plain"
    ALARM = "alarm"
    START = "start"
    DECISION = "decision"
    MILESTONE = "milestone"
    ALL_CLEAR = "all-clear"


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    """One entry. Without ``at`` it stands in the table alone, with what is ``stated`` of its time.

    ``until``: it lasted, and is drawn as a bar, such as a hypothesis that was open for a while. ``latest``: it happened once,
    at some time between ``at`` and then. ``is_end``: it ended what is drawn as a bar,
    and is told in the table alone. ``key`` is its id on the page that tells it, to which the mark leads: letters,
    digits and hyphens; ``page`` is the query string under which that page shows it, where it does not from the start.
    """

    at: datetime | None
    lane: Lane
    label: str
    emphasis: Emphasis = Emphasis.PLAIN
    note: str = ""
    until: datetime | None = None
    is_ruled_out: bool = False
    key: str = ""
    page: str = ""
    kind: str = ""
    source: str = ""
    stated: str = ""
    is_about: bool = False
    latest: datetime | None = None
    is_learnt_later: bool = False
    is_starred: bool = False
    repeats: int = 1
    last_at: datetime | None = None
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class DrawnPhase:
    start: datetime
    end: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything to be drawn. ``key`` makes the ids on the page unique; times are shown in ``zone``.

    ``address`` is the page that tells the events; empty where that is the page with the drawing.
    """

    key: str
    title: str
    events: tuple[DrawnEvent, ...]
    phases: tuple[DrawnPhase, ...] = ()
    zone: str = "UTC"
    address: str = ""
