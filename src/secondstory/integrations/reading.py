"""Reading what others wrote, without trusting it: a value of another type than expected reads as absent."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?", re.IGNORECASE)
_MILLISECONDS_FROM = 10**11
_MICROSECONDS_FROM = 10**14
_NANOSECONDS_FROM = 10**17


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list; anything else in it is passed over, and anything else than a list holds none."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def object_at(value: Any, *path: str) -> Mapping[str, Any]:
    """Return the object under these keys, one inside the other; an empty one where it is missing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def text_of(value: Any, *path: str) -> str:
    """Return the text or number under these keys as text, without white space around it; empty where it is missing."""
    inner = value.get(path[0]) if len(path) == 1 and type(value) is dict else object_at(value, *path[:-1]).get(path[-1])
    if type(inner) is str:
        return inner.strip()
    if isinstance(inner, bool) or not isinstance(inner, str | int | float):
        return ""
    return str(inner).strip()


def moment(value: Any) -> datetime | None:
    """Return the moment of an ISO 8601 text with a zone or of a number of seconds, milli-, micro- or nanoseconds since 1970, in UTC.

    None for anything else, for a time without a zone (see `local_moment`) and for the placeholders of vendors (0, the year 1, 9999).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value)) if isinstance(value, float) else _since_1970(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{9,19}(?:\.\d{1,9})?", text):
        return _since_1970(float(text) if "." in text else int(text))
    found = _ISO.fullmatch(text)
    if found is None or not found[4]:
        return None
    return _plausible(_read(found))


def local_moment(value: Any) -> datetime | None:
    """Return a full date and time that is stated without a zone, naive; None for anything else."""
    found = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or found[4]:
        return None
    read = _read(found)
    return read if read and EARLIEST.replace(tzinfo=None) <= read <= LATEST.replace(tzinfo=None) else None


def _read(found: re.Match[str]) -> datetime | None:
    day, clock, fraction, zone = found.groups()
    clock = clock if len(clock) > 5 else f"{clock}:00"
    zone = (zone or "").upper()
    if zone in {"Z", "UTC", "GMT"}:
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    try:
        return datetime.fromisoformat(f"{day}T{clock}.{(fraction or '0')[:6].ljust(6, '0')}{zone}")
    except ValueError:
        return None


def _since_1970(number: float) -> datetime | None:
    """Whole numbers are divided as whole numbers: as fractions, nanoseconds of today are already wrong by some microseconds."""
    units = ((_NANOSECONDS_FROM, 10**9), (_MICROSECONDS_FROM, 10**6), (_MILLISECONDS_FROM, 10**3))
    unit = next((unit for limit, unit in units if number >= limit), 1)
    try:
        microseconds = number * 1_000_000 // unit if isinstance(number, int) else round(number * 1_000_000 / unit)
        return _plausible(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds))
    except (OverflowError, ValueError):
        return None


def _plausible(read: datetime | None) -> datetime | None:
    if read is None:
        return None
    try:
        read = read.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return read if EARLIEST <= read <= LATEST else None
