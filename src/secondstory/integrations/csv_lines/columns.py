"""Which column of a table says what. The mapping is a plain value: it is guessed, and whoever imports can give another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from secondstory.integrations.reading import local_moment, moment

Row = Mapping[str, str]

_TIMES = (
    "at", "time", "timestamp", "datetime", "date time", "@timestamp", "ts", "when", "occurred at", "occurred", "event time", "created at",
    "created", "created on", "date", "start", "started at", "start time", "eventtime", "time utc", "timestamp utc", "date utc",
)  # fmt: skip
_DAYS = ("date", "day")
_CLOCKS = ("time", "time utc", "clock", "time of day", "hour")
_TEXTS = (
    "text", "message", "msg", "summary", "description", "event", "what", "what happened", "title", "subject", "note", "notes", "details",
    "body", "content", "action", "comment", "entry", "log",
)  # fmt: skip
_ACTORS = (
    "actor",
    "user",
    "who",
    "author",
    "by",
    "username",
    "user name",
    "person",
    "from",
    "sender",
    "owner",
    "name",
    "email",
    "reporter",
)
_KINDS = ("kind", "type", "event type", "category")
_IDENTITIES = ("external id", "id", "event id", "uuid", "guid", "key", "message id")
_LINKS = ("link", "url", "href", "permalink")
_COMPONENTS = ("component", "service", "host", "hostname", "channel", "system", "app", "application", "repository", "server", "logger")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; empty where the table has none for it. With `clock`, the day stands in `time` and the time of day there."""

    time: str
    text: str = ""
    clock: str = ""
    actor: str = ""
    kind: str = ""
    identity: str = ""
    link: str = ""
    component: str = ""


def guessed(names: Sequence[str], rows: Sequence[Row]) -> Columns | None:
    """Guess by the names of the columns and by what stands in them; None where no column holds times."""
    plain = {_plain(name): name for name in reversed(names) if isinstance(name, str)}
    time = next((plain[one] for one in _TIMES if one in plain and _holds_times(rows, plain[one])), None)
    clock = ""
    if time is None:
        day = next((plain[one] for one in _DAYS if one in plain), None)
        clock = next((plain[one] for one in _CLOCKS if one in plain), "")
        if day and clock and any(_time_in(f"{row.get(day, '')} {row.get(clock, '')}") for row in rows):
            time = day
        else:
            clock = ""
            time = next((name for name in names if _holds_times(rows, name)), None)
    if time is None:
        return None
    taken = {time, clock}

    def first_of(wanted: Sequence[str]) -> str:
        found = next((plain[one] for one in wanted if one in plain and plain[one] not in taken), "")
        taken.add(found)
        return found

    return Columns(
        time=time,
        clock=clock,
        text=first_of(_TEXTS),
        actor=first_of(_ACTORS),
        kind=first_of(_KINDS),
        identity=first_of(_IDENTITIES),
        link=first_of(_LINKS),
        component=first_of(_COMPONENTS),
    )


def time_in(row: Row, columns: Columns) -> tuple[datetime | None, datetime | None, str]:
    """Return the moment of a row, or its time without a zone, or as the last resort the time as written."""
    written = " ".join(part for part in (row.get(columns.time, ""), row.get(columns.clock, "") if columns.clock else "") if part).strip()
    at, local = moment(written), local_moment(written)
    if local and re.search(r"\b(?:utc|gmt)\b", f"{columns.time} {columns.clock}".lower().replace("_", " ")):
        at, local = local.replace(tzinfo=UTC), None  # the name of the column states the zone
    return at, local, "" if at or local else written


def _time_in(written: str) -> bool:
    return moment(written) is not None or local_moment(written) is not None


def _holds_times(rows: Sequence[Row], name: str) -> bool:
    written = [row[name] for row in rows if row.get(name)]
    return bool(written) and sum(map(_time_in, written)) * 2 > len(written)


def _plain(name: str) -> str:
    return re.sub(r"[\s_.()-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()
