"""Which column of a table says what, guessed from the names of the columns and from what stands in them."""

import re
from collections.abc import Mapping, Sequence

from secondstory.integrations.csv_lines.times import TimeReader, is_time
from secondstory.timeline.rules.columns import Columns

Row = Mapping[str, str]

_TIMES = (
    "at", "time", "timestamp", "datetime", "date time", "@timestamp", "ts", "when", "occurred at", "occurred", "event time", "created at",
    "created", "created on", "date", "start", "started at", "start time", "eventtime", "time utc", "timestamp utc", "date utc",
    "wann", "zeit", "zeitpunkt", "zeitstempel", "datum", "horodatage", "fecha",
)  # fmt: skip
_DAYS = ("date", "day", "datum", "tag", "jour", "fecha")
_CLOCKS = ("time", "time utc", "clock", "time of day", "hour", "uhrzeit", "zeit", "heure", "hora")
_TEXTS = (
    "text", "message", "msg", "summary", "description", "event", "what", "what happened", "title", "subject", "note", "notes", "details",
    "body", "content", "action", "comment", "entry", "log", "was", "nachricht", "beschreibung", "ereignis", "texte",
)  # fmt: skip
_ACTORS = (
    "actor", "user", "who", "author", "by", "username", "user name", "person", "from", "sender", "owner", "name", "email", "reporter",
    "wer", "autor", "auteur",
)  # fmt: skip
_KINDS = ("kind", "type", "event type", "category")
_IDENTITIES = ("external id", "id", "event id", "uuid", "guid", "key", "message id")
_LINKS = ("link", "url", "href", "permalink")
_COMPONENTS = ("component", "service", "host", "hostname", "channel", "system", "app", "application", "repository", "server", "logger")


def guessed(names: Sequence[str], rows: Sequence[Row]) -> Columns | None:
    """Guess by the names of the columns and by what stands in them; None where no column holds times."""
    plain = {_plain(name): name for name in reversed(names) if isinstance(name, str)}
    time = next((plain[one] for one in _TIMES if one in plain and _holds_times(rows, plain[one])), None)
    clock = ""
    if time is None:
        day = next((plain[one] for one in _DAYS if one in plain), None)
        clock = next((plain[one] for one in _CLOCKS if one in plain), "")
        if day and clock and any(is_time(f"{row.get(day, '')} {row.get(clock, '')}") for row in rows):
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
        id=first_of(_IDENTITIES),
        link=first_of(_LINKS),
        component=first_of(_COMPONENTS),
    )


def reader_of(columns: Columns, rows: Sequence[Row]) -> TimeReader:
    """A reader of times in these columns. The rows show in which order days and months stand, where the mapping does not say it."""
    zone = columns.zone
    if not zone and re.search(r"\b(?:utc|gmt)\b", f"{columns.time} {columns.clock}".lower().replace("_", " ")):
        zone = "UTC"  # the name of the column states it
    return TimeReader(columns.time_format, zone, [written_in(row, columns) for row in rows])


def written_in(row: Row, columns: Columns) -> str:
    return " ".join(part for part in (row.get(columns.time, ""), row.get(columns.clock, "") if columns.clock else "") if part).strip()


def _holds_times(rows: Sequence[Row], name: str) -> bool:
    written = [row[name] for row in rows if row.get(name)]
    return bool(written) and sum(map(is_time, written)) * 2 > len(written)


def _plain(name: str) -> str:
    return re.sub(r"[\s_.()-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()
