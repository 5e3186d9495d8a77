"""Times as people write them: in any order of day and month, with or without a zone."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from secondstory.documents.extraction.stamps import Day, Notation, Stamp
from secondstory.documents.extraction.zones import offset_of
from secondstory.integrations.reading import local_moment, moment

NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?!\d)")


def order_of_days(lines: Iterable[str]) -> tuple[Notation, bool]:
    """Whether days like 3/4/2024 begin with the day or the month, and whether the lines leave that open."""
    found = [match for line in lines if (match := NUMERIC_DAY.search(line))]
    if any(int(one[1]) > 12 for one in found):
        return Notation(day_first=True), False
    if any(int(one[2]) > 12 for one in found):
        return Notation(day_first=False), False
    return Notation(), bool(found) and not all("." in one[0] for one in found)


def moments_of(stamp: Stamp, day: Day | None) -> tuple[datetime | None, datetime | None]:
    """The moment of a stamp, or else its time without a zone; neither where a part of the date is not stated."""
    if day is None or day.year is None or stamp.clock is None:
        return None, None
    clock = f"{stamp.clock.hour:02}:{stamp.clock.minute:02}:{stamp.clock.second or 0:02}"
    written = f"{day.year:04}-{day.month:02}-{day.day:02} {clock}"
    if not stamp.zone:
        return None, local_moment(written)
    offset = _offset(stamp.zone, day.year, day.month, day.day)
    return (moment(written + offset), None) if offset else (None, local_moment(written))


@lru_cache(maxsize=256)
def _offset(zone: str, year: int, month: int, day: int) -> str | None:
    try:
        return offset_of(zone, date(year, month, day))
    except ValueError:
        return None
