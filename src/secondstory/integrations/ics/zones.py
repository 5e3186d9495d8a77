"""Times of calendars: in UTC, in a zone by its name, or in a zone that the file itself describes (RFC 5545, section 3.6.5)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from secondstory.integrations.ics.contents import Component
from secondstory.integrations.reading import local_moment, moment

_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_MOST_DATES = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """From `since`, by the clock before the change, `after` holds instead of `before`."""

    since: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class Time:
    """A time as stated: a moment, a clock without a zone, or a day alone."""

    at: datetime | None = None
    local: datetime | None = None
    day: date | None = None


def time_of(value: str, zone: str, described: Mapping[str, Component]) -> Time:
    value = value.strip()
    if found := _STAMP.fullmatch(value):
        try:
            clock = datetime(*(int(part) for part in found.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:
            return Time()
        if found[7]:
            return Time(at=moment(clock.replace(tzinfo=UTC).isoformat()))
        at = _moment_in(clock, zone, described) if zone else None
        return Time(at=moment(at.isoformat())) if at else Time(local=local_moment(clock.isoformat()))
    if found := _DAY.fullmatch(value):
        try:
            return Time(day=date(*(int(part) for part in found.groups())))
        except ValueError:
            return Time()
    return Time()


def _moment_in(clock: datetime, zone: str, described: Mapping[str, Component]) -> datetime | None:
    try:
        if named := _named(zone):
            return clock.replace(tzinfo=named).astimezone(UTC)
        if zone in described:
            offset = _offset_at(clock, described[zone])
            return (clock - offset).replace(tzinfo=UTC) if offset is not None else None
    except (OverflowError, ValueError):
        return None
    return None


def _named(zone: str) -> tzinfo | None:
    """A zone of the world by its name, also behind the prefixes that some calendars put before it."""
    parts = zone.strip("/").split("/")
    for name in (zone.strip("/"), "/".join(parts[-2:]), "/".join(parts[-3:]), WINDOWS_TO_OLSON.get(zone, "")):
        if (
            name
            and (zone == name or zone.endswith("/" + name) or name == WINDOWS_TO_OLSON.get(zone))
            and re.fullmatch(r"[A-Za-z0-9_+/-]{1,60}", name)
        ):
            try:
                return ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                continue
    return None


def _offset_at(clock: datetime, zone: Component) -> timedelta | None:
    changes = sorted((change for part in zone.inside for change in _changes(part, until=clock)), key=lambda change: change.since)
    if not changes:
        return None
    held = next((change for change in reversed(changes) if change.since <= clock), None)
    if held is None:
        return changes[0].before
    skipped = held.after - held.before
    return held.before if clock < held.since + skipped else held.after


def _changes(observance: Component, *, until: datetime) -> Iterator[Change]:
    before, after = _offset(observance.text("TZOFFSETFROM")), _offset(observance.text("TZOFFSETTO"))
    start = _clock(observance.text("DTSTART"))
    if observance.name not in {"STANDARD", "DAYLIGHT"} or before is None or after is None or start is None:
        return
    yield Change(start, before, after)
    for listed in observance.all("RDATE"):
        for value in listed.value.split(",")[:_MOST_DATES]:
            if stated := _clock(value):
                yield Change(stated, before, after)
    for rule in observance.all("RRULE"):
        parts = dict(part.split("=", 1) for part in rule.value.upper().split(";") if "=" in part)
        for since in _yearly(start, parts, until=until, before=before):
            yield Change(since, before, after)


def _yearly(start: datetime, rule: Mapping[str, str], *, until: datetime, before: timedelta) -> Iterator[datetime]:
    """The last two dates that a rule gives up to the year of a time; clocks change by yearly rules, and any other gives none."""
    month, day = rule.get("BYMONTH", ""), re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", rule.get("BYDAY", ""))
    if rule.get("FREQ") != "YEARLY" or not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12) or day is None:
        return
    step = int(rule["INTERVAL"]) if re.fullmatch(r"[1-9]\d{0,2}", rule.get("INTERVAL", "")) else 1
    last = _clock(rule.get("UNTIL", ""))
    if last and rule.get("UNTIL", "").endswith("Z"):
        last += before
    count = int(rule["COUNT"]) if re.fullmatch(r"\d{1,4}", rule.get("COUNT", "")) else 10_000
    newest = min(until.year, last.year if last else until.year, start.year + (count - 1) * step)
    newest -= (newest - start.year) % step
    for year in (newest - step, newest):
        since = _weekday_in(year, int(month), int(day[1] or 1), _WEEKDAYS[day[2]], start) if year >= start.year else None
        if since and since >= start and (last is None or since <= last):
            yield since


def _weekday_in(year: int, month: int, number: int, weekday: int, clock: datetime) -> datetime | None:
    days = [day for day in range(1, 32) if _is_weekday(year, month, day, weekday)]
    position = number - 1 if number > 0 else number
    try:
        return clock.replace(year=year, month=month, day=days[position])
    except (IndexError, ValueError):
        return None


def _is_weekday(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _clock(value: str) -> datetime | None:
    found = _STAMP.fullmatch(value.strip())
    try:
        return datetime(*(int(part) for part in found.groups()[:6])) if found else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _offset(value: str) -> timedelta | None:
    found = _OFFSET.fullmatch(value.strip())
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -offset if found[1] == "-" else offset
