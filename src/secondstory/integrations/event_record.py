"""An event as a line of JSON, as the command line and the API give it."""

from datetime import UTC, datetime
from typing import Any

from secondstory.timeline.ports import SourceEvent


def event_record(event: SourceEvent, *, source: str, file: str) -> dict[str, Any]:
    """Return `at` (UTC, ISO 8601, or None), `actor`, `text`, `kind`, `external_id`, `link`, `source` and `file`."""
    return {
        "at": in_utc(event.at),
        "actor": event.actor,
        "text": event.text,
        "kind": event.kind.value,
        "external_id": event.external_id,
        "link": event.link,
        "source": source,
        "file": file,
    }


def in_utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
