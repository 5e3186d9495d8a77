"""A timeline as CSV: commas, every line ended by CR LF, UTF-8 with the byte order mark by which spreadsheet programs know it."""

import csv
import io
from collections.abc import Sequence

from secondstory.timeline.queries.exports.about import Heading
from secondstory.timeline.rules.exported_csv import COLUMNS, guarded
from secondstory.timeline.rules.records import EventRecord


def as_csv(heading: Heading, records: Sequence[EventRecord]) -> bytes:
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for record in records:
        rows.writerow([guarded(_cell(getattr(record, name))) for name in COLUMNS])
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
