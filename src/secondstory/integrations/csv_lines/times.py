"""The times of a table: ISO 8601, seconds since 1970, and what spreadsheets write."""

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from secondstory.documents.extraction.stamps import Notation, leading_stamp
from secondstory.documents.extraction.zones import offset_of
from secondstory.integrations.reading import local_moment, moment
from secondstory.integrations.stated_times import NUMERIC_DAY, moments_of, order_of_days
from secondstory.timeline.rules.columns import DayOrder, WrongColumns

_LONGEST = 60
_ORDERS = {DayOrder.DAY_FIRST: Notation(day_first=True), DayOrder.MONTH_FIRST: Notation(day_first=False)}


def is_time(written: str) -> bool:
    return moment(written) is not None or local_moment(written) is not None or _as_people_write(written, Notation()) != (None, None)


class TimeReader:
    """Reads the times of one table. Raises `WrongColumns` where the format or the zone that a mapping states is none."""

    def __init__(self, time_format: str, zone: str, sample: Sequence[str]) -> None:
        self._pattern = time_format if "%" in time_format else ""
        if time_format and not self._pattern and time_format not in _ORDERS:
            raise WrongColumns(f"“{time_format}” is no format of times. Write day-first, month-first, or a pattern such as %d.%m.%Y %H:%M.")
        if self._pattern:
            _refuse_pattern(self._pattern)
        seen, is_open = order_of_days(one for one in sample if local_moment(one) is None)
        self.is_stated = bool(time_format)
        self.notation = _ORDERS[DayOrder(time_format)] if time_format in _ORDERS else seen
        self.is_open = is_open and not self.is_stated
        self.has_days_in_numbers = any(NUMERIC_DAY.search(one) for one in sample)
        self._zone = zone
        if zone and not self._in_zone(datetime(2026, 1, 1, 12)):  # noqa: DTZ001
            raise WrongColumns(f"“{zone}” is no zone. Write a place such as Europe/Berlin, an offset such as +02:00, or UTC.")

    def read(self, written: str) -> tuple[datetime | None, datetime | None]:
        """Return the moment that is written, or else the time without a zone; neither where it cannot be known."""
        at, local = self._read(written.strip())
        return (self._in_zone(local), None) if local and self._zone else (at, local)

    def _read(self, written: str) -> tuple[datetime | None, datetime | None]:
        if self._pattern:
            return self._by_pattern(written)
        at, local = moment(written), local_moment(written)
        if at or local or (self.is_open and NUMERIC_DAY.search(written)):
            return at, local
        return _as_people_write(written, self.notation)

    def _by_pattern(self, written: str) -> tuple[datetime | None, datetime | None]:
        try:
            read = datetime.strptime(written, self._pattern)  # noqa: DTZ007 - many patterns state no zone
        except (ValueError, re.error, OverflowError):
            return None, None
        return (moment(read.isoformat()), None) if read.tzinfo else (None, local_moment(read.isoformat()))

    def _in_zone(self, local: datetime) -> datetime | None:
        try:
            return moment(local.replace(tzinfo=ZoneInfo(self._zone)).isoformat())
        except (KeyError, ValueError, OSError):
            offset = offset_of(self._zone, local.date())
            return moment(f"{local.isoformat()}{offset}") if offset else None


def _refuse_pattern(pattern: str) -> None:
    try:
        datetime.strptime("", pattern)  # noqa: DTZ007 - only whether it is a pattern is of interest
    except (ValueError, re.error) as error:
        if "does not match" not in str(error):
            raise WrongColumns(f"“{pattern}” is no pattern of times. Write one such as %d.%m.%Y %H:%M.") from error


def _as_people_write(written: str, notation: Notation) -> tuple[datetime | None, datetime | None]:
    """The whole cell is a date and a time of day, and nothing else."""
    if len(written) > _LONGEST or not written[:1].strip():
        return None, None
    stamp = leading_stamp(written, notation)
    if stamp is None or stamp.length < len(written) or stamp.end_clock or stamp.end_day:
        return None, None
    return moments_of(stamp, stamp.day)
