"""Time zones as reports state them: abbreviations, offsets, names of places."""

import re
import tomllib
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

_DATA = tomllib.loads(files(__package__).joinpath("zones.toml").read_text(encoding="utf-8"))
_OFFSETS: dict[str, str] = _DATA["offsets"]
_PLACES: dict[str, str] = _DATA["places"]

_SHORT = "|".join(sorted([*_OFFSETS, *(name for name in _PLACES if name.isupper())], key=len, reverse=True))
_LONG = "|".join(re.escape(name) for name in sorted((name for name in _PLACES if not name.isupper()), key=len, reverse=True))
_AREAS = "Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US"

ZONE = (
    r"(?:(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d{2})?(?!\d)"
    rf"|(?:{_AREAS})/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?"
    rf"|(?:{_SHORT})(?![A-Za-z0-9]|/[A-Za-z])"
    r"|[Uu]tc(?![A-Za-z0-9])"
    r"|[+\-−]\d{2}:?(?:00|15|30|45)(?![\d:])"
    rf"|(?i:{_LONG})(?![A-Za-z])(?:\s\(US & Canada\))?)"
)
"""Matches one stated zone; `offset_of` reads it."""

NAMED_ZONE = rf"(?:(?:{_AREAS})/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|(?:{_SHORT})(?![A-Za-z0-9]|/[A-Za-z]))"
"""Matches a zone given by abbreviation or place, no offset."""

_NAMED = re.compile(NAMED_ZONE)
_NUMERIC = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2}):?(\d{2})?$")


@lru_cache(maxsize=256)
def offset_of(zone: str, day: date | None) -> str | None:
    """The offset "+HH:MM" of a stated zone; the day decides about summer time where the name leaves it open."""
    numeric = _NUMERIC.match(zone)
    if numeric:
        hours = int(numeric[2])
        return f"{'+' if numeric[1] == '+' else '-'}{hours:02d}:{numeric[3] or '00'}" if hours <= 14 else None
    name = zone.removesuffix("(US & Canada)").strip()
    if name.upper() in _OFFSETS:
        return _OFFSETS[name.upper()]
    place = _PLACES.get(name) or _PLACES.get(name.lower()) or name
    try:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(place)) if day else None
    except (KeyError, ValueError, OSError):  # a place that no zone is called after
        return None
    return _as_text(moment.utcoffset()) if moment else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Zone names by the city they are called after ("bucharest": "Europe/Bucharest")."""
    return {name.rsplit("/", 1)[-1].replace("_", " ").lower(): name for name in sorted(available_timezones()) if "/" in name}


def zone_of_city(city: str) -> str | None:
    return _cities().get(city.lower())


def _as_text(offset: timedelta | None) -> str | None:
    if offset is None:
        return None
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def zone_named_in(head: str) -> str | None:
    """The zone in a column head ("Time (UTC)")."""
    found = _NAMED.search(head)
    return found[0] if found else None
