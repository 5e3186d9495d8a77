"""Time zones by name, and times as a person types them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
_TIME_ALONE = re.compile(rf"{_TIME}")
_DAY_AND_TIME = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[ T]+{_TIME}(?P<zone>Z?)")
ADVICE = "Write a time such as 14:02, or a day and a time such as 2026-05-08 14:02."


class UnreadableTime(ValueError):
    """What was typed is no time; the message says how to write one."""


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo:
    """Return the zone of an IANA name or a fixed offset such as UTC-08:00; raise ValueError for anything else."""
    offset = _OFFSET.fullmatch(name.strip())
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(span if offset[1] == "+" else -span)
    try:
        return ZoneInfo(name.strip() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{name}” is not a time zone. Write one such as Europe/Berlin, UTC or UTC-08:00.") from error


def zone_or_utc(name: str) -> tzinfo:
    """Return the zone of this name, UTC where the name is unknown: for showing what is stored."""
    try:
        return zone_named(name)
    except ValueError:
        return UTC


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Names to choose from, UTC first."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))))


def read_time(text: str, *, on: date | None, zone: tzinfo) -> datetime:
    """Return the moment, in UTC, that a person in `zone` means: `14:02` is on the day `on`, `2026-05-08 14:02` says its own.

    Raise `UnreadableTime` where there is no such moment.
    """
    typed = " ".join(text.split())
    whole = _DAY_AND_TIME.fullmatch(typed)
    alone = whole or _TIME_ALONE.fullmatch(typed)
    if alone is None:
        raise UnreadableTime(f"“{typed}” is not a time we can read. {ADVICE}")
    if whole is None and on is None:
        raise UnreadableTime("Say the day too, such as 2026-05-08 14:02.")
    try:
        day = date(int(whole["year"]), int(whole["month"]), int(whole["day"])) if whole else on or date.min
        clock = time(int(alone["hour"]), int(alone["minute"]), int(alone["second"] or 0))
    except ValueError as error:
        raise UnreadableTime(f"“{typed}” is not on the calendar or the clock. {ADVICE}") from error
    return _moment(day, clock, zone=UTC if whole and whole["zone"] else zone)


def _moment(day: date, clock: time, *, zone: tzinfo) -> datetime:
    local = datetime.combine(day, clock, tzinfo=zone)
    try:
        moment = local.astimezone(UTC)
    except OverflowError as error:
        raise UnreadableTime(f"The year {day.year} is too far away.") from error
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise UnreadableTime(f"{clock:%H:%M} did not exist on {day}: the clocks were put forward then.")
    return moment


def written_local(moment: datetime | None, *, on: date | None, zone: tzinfo) -> str:
    """Return a moment as `read_time` reads it: the time alone on the day `on`, with its day on any other."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return clock if local.date() == on else f"{local.date().isoformat()} {clock}"
