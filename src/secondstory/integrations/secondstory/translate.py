"""Exported timelines, read again."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from secondstory.integrations.reading import EARLIEST, LATEST, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.exported_csv import COLUMNS, unguarded
from secondstory.timeline.rules.records import Retold
from secondstory.timeline.rules.vocabulary import EventKind, web_address

_KINDS = {kind.value: kind for kind in EventKind}
_DELIMITERS = ",;\t"
_EVERY_RECORD = {"at", "text", "markdown", "certainty", "incident", "id"}
_TRUE = frozenset({"yes", "true", "1"})
_LONGEST_CELL = 1_000_000


def recognises(payload: Payload) -> bool:
    if payload.is_zip:
        return False
    if payload.is_json:
        return any(one.keys() >= _EVERY_RECORD for one in _records(payload)[:1])
    return _delimiter(payload) is not None


def events(payload: Payload) -> Iterator[SourceEvent]:
    """Yield the events in their order. Raises `UnreadablePayload` for a time that is none, naming its place."""
    if payload.is_json:
        for number, one in enumerate(_records(payload), start=1):
            yield _event(one, place=f"Event {number}")
        return
    for line, row in _rows(payload):
        if any(row.values()):
            yield _event(row, place=f"Line {line}")


def _records(payload: Payload) -> Sequence[Mapping[str, Any]]:
    """The list of an export, or of an answer of the API."""
    read = payload.json
    return list(objects(read.get("events") if isinstance(read, dict) else read))


def _delimiter(payload: Payload) -> str | None:
    """What separates the columns, which a spreadsheet program may have changed; None where the first line is not that of an export."""
    first = payload.head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip().replace('"', "")
    return next((sign for sign in _DELIMITERS if set(first.split(sign)) >= {"at", "text", "certainty", "incident", "id"}), None)


def _rows(payload: Payload) -> Iterator[tuple[int, Mapping[str, str]]]:
    delimiter = _delimiter(payload)
    if delimiter is None:
        raise UnreadablePayload(f"This is no exported timeline: its first line should be {','.join(COLUMNS)}.")
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(io.StringIO(payload.text, newline=""), delimiter=delimiter)
    try:
        names = next(reader)
        for cells in reader:
            yield reader.line_num, {name: unguarded(cell) for name, cell in zip(names, cells, strict=False)}
    except csv.Error as error:
        raise UnreadablePayload(f"Line {reader.line_num} of the table cannot be read: {error}.") from error


def _event(record: Mapping[str, Any], *, place: str) -> SourceEvent:
    incident, number = text_of(record, "incident"), text_of(record, "id")
    stated = {name: text_of(record, name) for name in ("text", "markdown", "actor", "kind", "time_as_stated", "milestone", "certainty")}
    return SourceEvent(
        text=stated["text"] or stated["markdown"] or "An event without words",
        at=_moment(record, "at", place),
        actor=stated["actor"],
        kind=_KINDS.get(stated["kind"], EventKind.OTHER),
        external_id=f"{incident}/{number}" if incident and number else "",
        link=web_address(text_of(record, "link")),
        vendor_type=text_of(record, "source"),
        words=stated["markdown"] if stated["markdown"] != stated["text"] else "",
        retold=Retold(
            markdown=_storable(stated["markdown"]),
            until=_moment(record, "until", place),
            certainty=stated["certainty"],
            time_as_stated=_storable(stated["time_as_stated"]),
            is_starred=_truth(record, "is_starred"),
            is_learnt_later=_truth(record, "is_learnt_later"),
            milestone=stated["milestone"],
            repeats=_number(text_of(record, "repeats")),
            last_at=_moment(record, "last_at", place),
        ),
    )


def _moment(record: Mapping[str, Any], name: str, place: str) -> datetime | None:
    stated = text_of(record, name)
    if not stated:
        return None
    try:
        read = datetime.fromisoformat(stated)
    except ValueError as error:
        raise UnreadablePayload(f"{place}: “{stated[:40]}” under {name} is not a time such as 2026-05-08T14:02:00Z.") from error
    if read.tzinfo is None or not EARLIEST <= read <= LATEST:
        raise UnreadablePayload(f"{place}: “{stated[:40]}” under {name} has no zone, or a year that cannot be meant.")
    return read


def _truth(record: Mapping[str, Any], name: str) -> bool:
    return record.get(name) is True or text_of(record, name).lower() in _TRUE


def _number(stated: str) -> int:
    return int(stated) if stated.isdecimal() and len(stated) < 10 else 1


def _storable(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
