"""A note as it is typed while something goes on: what happened, with its time before it or without one."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from secondstory.kit.zones import UnreadableTime, read_time
from secondstory.timeline.rules.vocabulary import EventKind

_TIME_FIRST = re.compile(
    r"(?P<time>(?:\d{4}-\d{2}-\d{2}[ T])?(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?Z?)(?:\s*[–—-]\s+|:\s+|,\s+|\s+)(?P<text>\S.*)"
)
_CLOCKS_DIFFER_BY = timedelta(minutes=2)

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
class Note:
    text: str
    at: datetime


def read_note(typed: str, *, now: datetime, day: date | None, zone: tzinfo) -> Note:
    """Return what was noted and when: at the time that stands before it, else `now`.

    A time alone is on `day`, the day of an incident that is over. Where `day` is None it goes on, and the latest such time is meant that
    is not still to come. What cannot be a time is part of the words: in a hurry nothing is asked and nothing is lost.
    """
    words = " ".join(typed.split())
    found = _TIME_FIRST.fullmatch(words)
    if found is None:
        return Note(words, now)
    try:
        return Note(found["text"], moment_meant(found["time"], now=now, day=day, zone=zone))
    except UnreadableTime:
        return Note(words, now)


def moment_meant(time: str, *, now: datetime, day: date | None, zone: tzinfo) -> datetime:
    """Return the moment of a time of day, or of a day and a time; an ISO 8601 time with a zone stands for itself.

    Raise `UnreadableTime` for anything else.
    """
    stated = _with_zone(time.strip())
    if stated:
        return stated
    today = now.astimezone(zone).date()
    moment = read_time(time, on=day or today, zone=zone)
    is_alone = re.match(r"\d{4}-", time.strip()) is None
    if day is None and is_alone and moment > now + _CLOCKS_DIFFER_BY:
        return read_time(time, on=today - timedelta(days=1), zone=zone)
    return moment


def _with_zone(time: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        return None
    return read if read.tzinfo and 1900 < read.year < 3000 else None
