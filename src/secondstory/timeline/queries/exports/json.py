"""A timeline as JSON: a list of records, the times as ISO 8601 in UTC."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from secondstory.timeline.queries.exports.about import Heading
from secondstory.timeline.rules.records import EventRecord


def as_json(heading: Heading, records: Sequence[EventRecord]) -> bytes:
    return (json.dumps([asdict(record) for record in records], ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
