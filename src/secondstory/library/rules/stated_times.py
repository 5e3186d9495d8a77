"""From times as a document states them to moments that can be compared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from secondstory.documents.values import Moment

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class StatedTime:
    """`at` is aware and None where no full moment is stated; `as_stated` then holds the day or the time of day."""

    at: datetime | None = None
    as_stated: str = ""
    zone_was_assumed: bool = False


NOT_STATED = StatedTime()


def stated_time(moment: Moment | None) -> StatedTime:
    """Give a moment its zone: the stated offset, UTC where none is stated. One that no database can hold stays as stated."""
    if moment is None:
        return NOT_STATED
    as_stated = StatedTime(as_stated=moment.iso[:40])
    if "T" not in moment.iso or moment.iso.startswith("T"):
        return as_stated
    try:
        at = datetime.fromisoformat(moment.iso)
        aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        is_storable = _EARLIEST < aware < _LATEST
    except (ValueError, OverflowError):
        return as_stated
    return StatedTime(at=aware, zone_was_assumed=at.tzinfo is None) if is_storable else as_stated


def day_of(time: StatedTime) -> date | None:
    """The day in the zone that the document uses."""
    if time.at is not None:
        return time.at.date()
    if _DAY.fullmatch(time.as_stated):
        try:
            return date.fromisoformat(time.as_stated)
        except ValueError:
            return None
    return None


def zone_of(times: Iterable[StatedTime]) -> str:
    """The zone of the first time that states one, as `UTC-08:00`; UTC where none does."""
    for time in times:
        if time.at is not None and not time.zone_was_assumed:
            return _zone_name(time.at.utcoffset() or timedelta())
    return "UTC"


def _zone_name(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
