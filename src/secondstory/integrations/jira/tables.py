"""Issues exported as CSV. Such a table states times without a zone: those of whoever exported it."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from secondstory.integrations.jira.markup import plain
from secondstory.integrations.reading import local_moment
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_NEEDED = {"Summary", "Issue key", "Created"}
_FORMATS = ("%d/%b/%y %I:%M %p", "%d/%b/%y %H:%M", "%d/%b/%Y %I:%M %p", "%d/%b/%Y %H:%M")
_DATE = re.compile(r"\d{1,2}/[A-Za-z]{3}/\d{2,4} \d{1,2}:\d{2}(?: [AaPp][Mm])?")


def is_table(payload: Payload) -> bool:
    first = payload.head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    return {name.strip().strip('"') for name in re.split("[,;]", first)} >= _NEEDED


def of_table(payload: Payload) -> Iterator[SourceEvent]:
    text = payload.text.lstrip()
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(rows, [])]
        for row in rows:
            if any(row):
                yield from _told_of([*zip(names, row, strict=False)])
    except csv.Error as error:
        raise UnreadablePayload(f"This is no whole table: {error}.") from error


def _told_of(cells: list[tuple[str, str]]) -> Iterator[SourceEvent]:
    """A name can stand above several columns: one for each comment, for example."""
    row = {name: value.strip() for name, value in reversed(cells)}
    key, summary = row.get("Issue key", ""), row.get("Summary", "")
    component = row.get("Component/s", "") or row.get("Components", "") or row.get("Project name", "")
    identity = f"issue/{row.get('Issue id') or key}"
    yield SourceEvent(
        text=f"{key} created: {summary}",
        local_at=_local(row.get("Created", "")),
        actor=row.get("Creator", "") or row.get("Reporter", "") or "Jira",
        external_id=identity,
        component=component,
        vendor_type="issue",
        words=row.get("Description", ""),
    )
    for number, said in enumerate((value for name, value in cells if name == "Comment" and value.strip()), start=1):
        when, _, rest = said.partition(";")
        author, _, words = rest.partition(";")
        at = _local(when)
        yield SourceEvent(
            text=f"Comment on {key}: {plain(words if at else said)}",
            local_at=at,
            actor=author.strip() if at else "Jira",
            external_id=f"{identity}/comment/{number}",
            component=component,
            vendor_type="comment",
            thread=identity,
        )
    if resolved := _local(row.get("Resolved", "")):
        yield SourceEvent(
            text=f"{key} resolved as {row.get('Resolution') or 'done'}: {summary}",
            local_at=resolved,
            actor="Jira",
            external_id=f"{identity}/resolved",
            component=component,
            vendor_type="issue resolved",
            thread=identity,
        )


def _local(stated: str) -> datetime | None:
    text = stated.strip()
    if _DATE.fullmatch(text):
        for form in _FORMATS:
            try:
                return local_moment(datetime.strptime(text, form).isoformat())  # noqa: DTZ007 - the table states no zone
            except ValueError:
                continue
    return local_moment(text)
