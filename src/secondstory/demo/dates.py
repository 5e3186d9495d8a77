"""When the demonstration's incidents happened, seen from a given day: the same day always gives the same dates."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from secondstory.demo.values import WEEKDAYS, Incident, Offset


def first_day(incident: Incident, *, today: date) -> date:
    """The day on which an incident starts; most fall on a working day, the rest on the day that its story needs."""
    day = today - timedelta(days=incident.days_ago)
    if incident.falls_on == "any":
        return day
    if incident.falls_on == "month_end":
        return _nearest_month_end(day)
    if incident.falls_on == "workday":
        return day - timedelta(days=max(0, day.weekday() - 4))
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(incident.falls_on)) % 7)


def start(incident: Incident, *, today: date) -> datetime:
    """The moment from which minutes are counted, with the incident's own time zone."""
    return datetime.combine(first_day(incident, today=today), incident.starts, ZoneInfo(incident.zone))


def moment(offset: Offset, *, incident: Incident, today: date) -> datetime:
    """The moment an offset stands for, with the incident's own time zone."""
    if offset.minutes is not None:
        utc = start(incident, today=today).astimezone(UTC) + timedelta(minutes=offset.minutes)
        return utc.astimezone(ZoneInfo(incident.zone))
    day = first_day(incident, today=today) + timedelta(days=offset.day)
    return datetime.combine(day, offset.clock, ZoneInfo(incident.zone))


def day_after(days: int, *, incident: Incident, today: date) -> date:
    return first_day(incident, today=today) + timedelta(days=days)


def minutes_from_start(offset: Offset, *, incident: Incident) -> int:
    """Minutes on the wall clock between the incident's start and an offset, whatever the day; negative before it."""
    if offset.minutes is not None:
        return offset.minutes
    clock = (offset.clock.hour - incident.starts.hour) * 60 + offset.clock.minute - incident.starts.minute
    return offset.day * 24 * 60 + clock


def _nearest_month_end(day: date) -> date:
    this = day.replace(day=monthrange(day.year, day.month)[1])
    previous = day.replace(day=1) - timedelta(days=1)
    return this if this - day <= day - previous else previous
