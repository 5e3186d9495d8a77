"""Rows of a table as events."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from secondstory.integrations.csv_lines.columns import Row, guessed, reader_of, written_in
from secondstory.integrations.csv_lines.times import TimeReader, is_time
from secondstory.integrations.lines import first_lines, lines_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.columns import Columns, ProposedColumns, refuse_unknown_columns
from secondstory.timeline.rules.vocabulary import EventKind

_SAMPLE = 50
_SHOWN = 3
_LONGEST_LINE = 1_000_000
_OWN_KEYS = {"at", "text"}
_LOGGED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2},\d{3}\b")
"""What many programs write before each line of their logs: here a comma separates no columns, but the milliseconds."""
_RULE = re.compile(r"\s*:?-*:?\s*")
"""What a table in Markdown has below the names of its columns."""
_KINDS = {kind.value: kind for kind in EventKind}


def recognises(payload: Payload) -> bool:
    if payload.is_zip or (payload.is_json and not payload.object.keys() >= _OWN_KEYS):
        return False
    lines = [line for line in first_lines(payload, most=_SAMPLE) if line.strip()]
    if not lines:
        return False
    try:
        if lines[0].lstrip().startswith("{"):
            rows = list(_objects(iter(lines)))
            return guessed(_names(rows), rows) is not None
        delimiter = _delimiter(lines)
        if delimiter is None or lines[0].lstrip()[:1] in {"[", "<", "#"} or (delimiter == "," and _LOGGED.match(lines[0])):
            return False
        names, table = _table(iter(lines), delimiter)
        return guessed(names, list(islice(table, _SAMPLE))) is not None
    except UnreadablePayload:
        return False


def events(payload: Payload) -> Iterator[SourceEvent]:
    """Which column says what is guessed from the names and the first rows."""
    names, ahead, rows = _rows_of(payload)
    columns = guessed(names, ahead)
    if columns is None:
        raise UnreadablePayload("No column of this table holds times such as 2026-05-08T14:02Z. Say which one does.")
    yield from _told(ahead, rows, columns)


def events_by(payload: Payload, columns: Columns) -> Iterator[SourceEvent]:
    names, ahead, rows = _rows_of(payload)
    refuse_unknown_columns(columns, names)
    return _told(ahead, rows, columns, reader_of(columns, ahead))


def proposed(payload: Payload) -> ProposedColumns:
    names, ahead, _ = _rows_of(payload)
    columns = guessed(names, ahead)
    shown = tuple(tuple(row.get(name, "") for name in names) for row in ahead[:_SHOWN])
    return ProposedColumns(tuple(names), shown, columns, _remark(columns, ahead))


def _remark(columns: Columns | None, ahead: Sequence[Row]) -> str:
    if columns is None:
        return "No column looks as if it held times. Say which one does."
    times = reader_of(columns, ahead)
    if times.is_open:
        example = next(written for row in ahead if (written := written_in(row, columns)))
        return f"A day such as {example} can be read with the day or the month first. Say which: time_format=day-first or month-first."
    if times.has_days_in_numbers:
        first, other = ("day", "month") if times.notation.day_first else ("month", "day")
        return f"Days in numbers are read with the {first} first. Say time_format={other}-first where that is wrong."
    return ""


def _rows_of(payload: Payload) -> tuple[list[str], list[Row], Iterator[Row]]:
    """The names of the columns, the first rows, and the rows after these."""
    if payload.is_zip:
        raise UnreadablePayload("This is a zip; give the tables in it.")
    lines = (line for line in lines_of(payload, most_characters=_LONGEST_LINE) if line.strip())
    first = next(lines, "")
    rows: Iterator[Row]
    if first.lstrip().startswith("{"):
        rows = _objects(chain([first], lines))
        ahead = list(islice(rows, _SAMPLE))
        return _names(ahead), ahead, rows
    delimiter = _delimiter([first, *(line for line in first_lines(payload, most=_SAMPLE) if line.strip())])
    if delimiter is None:
        raise UnreadablePayload("This is no table: its first line has no columns separated by commas, semicolons or tabs.")
    names, rows = _table(chain([first], lines), delimiter)
    return names, list(islice(rows, _SAMPLE)), rows


def _told(ahead: Sequence[Row], rows: Iterator[Row], columns: Columns, times: TimeReader | None = None) -> Iterator[SourceEvent]:
    times = times or reader_of(columns, ahead)
    seen: set[str] = set()
    for row in chain(ahead, rows):
        yield _event(row, columns, times, seen)


def _event(row: Row, columns: Columns, times: TimeReader, seen: set[str]) -> SourceEvent:
    """A time that cannot be read stays in the text as written."""
    written = written_in(row, columns)
    at, local = times.read(written)
    text = row.get(columns.text, "").strip() if columns.text else ""
    if not text:
        used = {columns.time, columns.clock, columns.actor, columns.kind, columns.id, columns.link}
        text = ", ".join(f"{name}: {value}" for name, value in row.items() if value and name not in used)
    kind = row.get(columns.kind, "").strip() if columns.kind else ""
    actor = row.get(columns.actor, "").strip() if columns.actor else ""
    link = row.get(columns.link, "").strip() if columns.link else ""
    return SourceEvent(
        text=(text if at or local else f"{written} {text}").strip() or "A row without words",
        at=at,
        local_at=local,
        actor=actor,
        actor_email=actor if "@" in actor.strip("@") and " " not in actor else "",
        kind=_KINDS.get(kind.lower().replace(" ", "_").replace("-", "_"), EventKind.OTHER),
        external_id=_identity(row, columns, seen),
        link=link if link.startswith(("http://", "https://")) else "",
        component=row.get(columns.component, "").strip() if columns.component else "",
        vendor_type=kind,
    )


def _identity(row: Row, columns: Columns, seen: set[str]) -> str:
    """What the table states, as long as no two rows state the same; else what the row says, numbered where it stands twice."""
    stated = row.get(columns.id, "").strip() if columns.id else ""
    digest = hashlib.sha256("\0".join(f"{name}\0{value}" for name, value in row.items()).encode("utf-8", "replace")).hexdigest()[:24]
    identity, number = stated or f"row/{digest}", 1
    while identity in seen:
        number += 1
        identity = f"{stated or 'row'}/{digest}" + (f"/{number}" if number > 2 or not stated else "")
    seen.add(identity)
    return identity


def _objects(lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        try:
            read = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadablePayload(f"Line {number} is not whole JSON: {error}") from error
        if not isinstance(read, dict):
            raise UnreadablePayload(f"Line {number} is no JSON object.")
        yield {name: _written(value) for name, value in read.items() if value is not None}


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (RecursionError, ValueError):
        return ""


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _delimiter(lines: Sequence[str]) -> str | None:
    """The sign that separates most columns, alike in the first lines."""
    counts = {sign: min(line.count(sign) for line in lines[:2]) for sign in "\t;,|"}
    found = max(counts, key=lambda sign: counts[sign])
    return found if counts[found] else None


def _table(lines: Iterator[str], delimiter: str) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows. A table whose first row holds a time has no names: its columns are numbered."""
    read = _cells(lines, delimiter)
    first = next(read, [])
    names = [cell.strip() for cell in first]
    numbered = [f"column {number}" for number in range(1, len(first) + 1)]
    row = dict(zip(numbered, first, strict=True))
    if any(is_time(value) for value in row.values()):
        names, read = numbered, chain([first], read)
    return names, (dict(zip(names, cells, strict=False)) for cells in read)


def _cells(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadablePayload(f"Line {reader.line_num} of the table cannot be read: {error}.") from error
        if cells is None:
            return
        if delimiter != "|":
            yield cells
        elif not all(_RULE.fullmatch(cell) for cell in cells):
            yield [cell.strip() for cell in cells]
