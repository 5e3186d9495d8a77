"""A note as it is typed while something goes on: what happened, with its time before it or without one."""

from dataclasses import dataclass
from datetime import date, datetime

from secondstory.incidents.rules import MILESTONES, Milestones
from secondstory.kit.zones import UnreadableTime, read_time, zone_or_utc
from secondstory.timeline.rules.quick_entry import QuickEntry, read_quick_entry
from secondstory.timeline.rules.vocabulary import Certainty, EventKind

LONGEST_NOTE = 20_000

CHIPS: tuple[tuple[EventKind, str], ...] = (
    (EventKind.SIGNAL, "Saw"),
    (EventKind.HYPOTHESIS_OPENED, "Thought"),
    (EventKind.DECISION, "Decided"),
    (EventKind.ACTION, "Did"),
    (EventKind.COMMUNICATION, "Told"),
)
"""Kinds that anybody can choose in a hurry, in their own words."""


@dataclass(frozen=True, slots=True)
class When:
    """What a note needs to know of its incident. While it goes on, a time alone is the latest such time that has been."""

    is_going_on: bool
    day: date | None
    zone: str
    milestones: Milestones


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    at: datetime
    until: datetime | None = None
    certainty: Certainty = Certainty.EXACT
    kind: EventKind | None = None


def read_note(typed: str, *, now: datetime, when: When) -> Note:
    """Return what was noted and when: at the time that stands before it, else `now`.

    What cannot be a time is part of the words: in a hurry nothing is asked and nothing is lost.
    """
    entry = read_line(typed, now=now, when=when)
    if entry.at is None:
        return Note(entry.text, now, kind=entry.kind)
    text = entry.text or " ".join(typed.split())  # a time alone is what happened, too
    return Note(text, entry.at, entry.until, entry.certainty, entry.kind)


def moment_meant(time: str, *, now: datetime, when: When) -> datetime:
    """Return the moment of a time of day, or of a day and a time; an ISO 8601 time with a zone stands for itself.

    Raise `UnreadableTime` for anything else.
    """
    stated = _with_zone(time.strip())
    if stated:
        return stated
    entry = read_line(time, now=now, when=when)
    if entry.at and not entry.text and not entry.until:
        return entry.at
    raise UnreadableTime(entry.note) if entry.note else _unreadable(time, when)


def _unreadable(time: str, when: When) -> UnreadableTime:
    try:
        read_time(time, on=date(2000, 1, 1), zone=zone_or_utc(when.zone))
    except UnreadableTime as error:
        return error
    return UnreadableTime(f"“{time}” is not a time we can read.")


def read_line(typed: str, *, now: datetime, when: When) -> QuickEntry:
    if when.is_going_on:
        return read_quick_entry(typed, day=None, zone=when.zone, now=now)
    stated = [at for name in MILESTONES if (at := getattr(when.milestones, name))]
    begin, end = min(stated, default=None), max(stated, default=None)
    return read_quick_entry(typed, day=when.day, zone=when.zone, now=now, begin=begin, end=end)


def _with_zone(time: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        return None
    return read if read.tzinfo and 1900 < read.year < 3000 else None
