"""Times, spans and names in the words that the pages use. Pure Python; the present is always passed in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from secondstory.kit.zones import zone_or_utc

MINUTE, HOUR, DAY = 60, 3600, 86400


def relative_time(moment: datetime, *, now: datetime) -> str:
    """“just now”, “12 minutes ago”, “in 3 days”; beyond two months the months, beyond two years the years."""
    seconds = (now - moment).total_seconds()
    span = abs(seconds)
    if span < 45:
        return "just now"
    for limit, unit, name in (
        (45 * MINUTE, MINUTE, "minute"),
        (22 * HOUR, HOUR, "hour"),
        (60 * DAY, DAY, "day"),
        (700 * DAY, 30.44 * DAY, "month"),
        (float("inf"), 365.25 * DAY, "year"),
    ):
        if span < limit:
            count = max(1, round(span / unit))
            return f"{_many(count, name)} ago" if seconds > 0 else f"in {_many(count, name)}"
    raise AssertionError("the last limit is infinite")


def relative_day(day: date, *, today: date) -> str:
    """A due date as a person says it: today, tomorrow, in 4 days, Mon 4 Jan, or how long it is past."""
    distance = (day - today).days
    if distance < 0:
        return f"{_many(-distance, 'day')} past {short_day(day, today=today)}"
    if distance < 2:
        return ("today", "tomorrow")[distance]
    return f"in {distance} days" if distance <= 14 else short_day(day, today=today)


def short_day(day: date, *, today: date) -> str:
    """25 Nov, with the year where it is another one."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}"


def written_day(day: date) -> str:
    """Tuesday 10 November 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def exact_time(moment: datetime, *, zone: str) -> str:
    """Tuesday 10 November 2026, 14:04 CET."""
    local = moment.astimezone(zone_or_utc(zone))
    return f"{written_day(local.date())}, {local:%H:%M} {zone_label(local)}"


def written_time(moment: datetime, *, zone: str, style: str = "full") -> str:
    """``full`` 10 November 2026, 14:04 CET · ``day`` 10 November 2026 · ``short`` 10 Nov, 14:04 · ``time`` 14:04 CET."""
    local = moment.astimezone(zone_or_utc(zone))
    match style:
        case "day":
            return f"{local.day} {local:%B} {local.year}"
        case "time":
            return f"{local:%H:%M} {zone_label(local)}"
        case "short":
            return f"{local.day} {local:%b}, {local:%H:%M}"
        case _:
            return f"{local.day} {local:%B} {local.year}, {local:%H:%M} {zone_label(local)}"


def zone_label(local: datetime) -> str:
    """CET where the zone has a name of letters, UTC+4 where it only has an offset."""
    name = local.tzname() or "UTC"
    if name[:1] not in "+-":
        return name
    minutes = round((local.utcoffset() or timedelta()).total_seconds() / MINUTE)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def duration_words(minutes: float) -> str:
    """47 min · 1 h 52 min · 3 days 4 h. Seconds only below one minute; “no time” for zero."""
    seconds = round(minutes * 60)
    if seconds <= 0:
        return "no time"
    if seconds < MINUTE:
        return f"{seconds} s"
    whole = round(seconds / 60)
    days, rest = divmod(whole, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return _many(days, "day") + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {left} min" if left else "")
    return f"{left} min"


def initials(name: str) -> str:
    """First letters of the first and the last word; “?” for nobody."""
    words = [word for word in name.replace("-", " ").replace("_", " ").replace(".", " ").split("@")[0].split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
