"""Any text in which lines begin with times. A line without one belongs to the line above it."""

import hashlib
import re
from collections.abc import Iterator

from secondstory.integrations.lines import first_lines, lines_of
from secondstory.integrations.pasted.log_lines import Read, read_log_line
from secondstory.integrations.pasted.notes import Notes, is_day_alone
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MOST_LINES_OF_ONE = 60
_MARKUP = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|BEGIN:V)", re.IGNORECASE)


def recognises(payload: Payload) -> bool:
    if payload.is_zip or payload.is_json or _MARKUP.match(payload.head):
        return False
    lines = first_lines(payload)
    notes = Notes(lines)
    return any(line.strip() and (read_log_line(line) or notes.read(line) or notes.heading(line)) for line in lines)


def events(payload: Payload) -> Iterator[SourceEvent]:
    notes = Notes(first_lines(payload))
    seen: dict[str, int] = {}
    current: Read | None = None
    below: list[str] = []
    count = 0
    for line in lines_of(payload):
        read = _read(line, notes) if line.strip() else None
        if read is not None or is_day_alone(line):
            if current is not None:
                yield _event(current, below, seen)
            current, below = read, []
            count += read is not None
        elif current is not None and len(below) < _MOST_LINES_OF_ONE:
            below.append(line.rstrip())
    if current is not None:
        yield _event(current, below, seen)
    if not count:
        raise UnreadablePayload("No line of this text begins with a time. Write one event a line, such as “14:02 UTC: the queue grows”.")


def _read(line: str, notes: Notes) -> Read | None:
    return read_log_line(line) or notes.read(line) or notes.heading(line)


def _event(read: Read, below: list[str], seen: dict[str, int]) -> SourceEvent:
    """A time that is no moment stays in the text. A text gives no identities: time, name and words make one, and a number tells
    apart what stands twice."""
    words = "\n".join([read.text, *below]).strip()
    moment = read.at or read.local
    text = f"{read.stated} {words}".strip() if read.stated else words
    stamp = moment.isoformat() if moment else read.stated
    digest = hashlib.sha256(f"{stamp}\0{read.actor}\0{words}".encode("utf-8", "replace")).hexdigest()[:20]
    seen[digest] = number = seen.get(digest, 0) + 1
    return SourceEvent(
        text=text or "A line without words",
        at=read.at,
        local_at=None if read.at else read.local,
        actor=read.actor,
        external_id=f"{stamp}/{digest}" + (f"/{number}" if number > 1 else ""),
        component=read.component,
        vendor_type=read.kind,
    )
