"""Any text in which lines begin with times. A line without one belongs to the line above it."""

import hashlib
import re
from collections.abc import Iterator

from secondstory.integrations.lines import first_lines, lines_of
from secondstory.integrations.pasted.chat_windows import ChatWindow, said_in_zoom
from secondstory.integrations.pasted.log_lines import Read, read_log_line
from secondstory.integrations.pasted.notes import Notes, is_day_alone
from secondstory.integrations.pasted.quotes import header_of_quoted, read_posted, read_quoted, unquoted
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MOST_LINES_OF_ONE = 60
_TO_THE_MINUTE = re.compile(r"[\[(]?\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?![:\d])")
"""Programs write seconds in their logs; people leave them out."""
_MARKUP = re.compile(rb"\s*(?:<\?xml|<!doctype|<html|BEGIN:V)", re.IGNORECASE)


def recognises(payload: Payload) -> bool:
    if payload.is_zip or payload.is_json or _MARKUP.match(payload.head):
        return False
    lines = first_lines(payload)
    reader = _Lines(lines)
    return any(True for line in lines for _ in reader.events_at(line)) or reader.has_event


def events(payload: Payload) -> Iterator[SourceEvent]:
    reader = _Lines(first_lines(payload))
    for line in lines_of(payload):
        yield from reader.events_at(line)
    yield from reader.last()
    if not reader.has_event:
        raise UnreadablePayload("No line of this text begins with a time. Write one event a line, such as “14:02 UTC: the queue grows”.")


class _Lines:
    """Gathers lines into events, in their order."""

    def __init__(self, sample: list[str]) -> None:
        self.has_event = False
        self._notes = Notes(sample)
        self._chat = ChatWindow(self._notes, sample)
        self._current: Read | None = None
        self._below: list[str] = []
        self._is_in_head = False
        self._seen: dict[str, int] = {}

    def events_at(self, line: str) -> Iterator[SourceEvent]:
        """Take one line more; yield what ends before it."""
        if not line.strip():
            self._keep(line)
            return
        if posted := read_posted(line, self._notes):
            self.has_event = True
            yield self._event(posted, self._below)
            self._current, self._below = None, []
            return
        found = self._read(line)
        if found is None and not is_day_alone(line):
            self._keep(line)
            return
        read, taken = found or (None, 0)
        below, self._below = self._below, []
        if self._current is not None:
            yield self._event(self._current, below[: len(below) - taken])
        self._current, self._is_in_head = read, read is not None and read.kind == "mail"
        self.has_event = self.has_event or read is not None

    def last(self) -> Iterator[SourceEvent]:
        if self._current is not None:
            yield self._event(self._current, self._below)

    def _read(self, line: str) -> tuple[Read, int] | None:
        read = None if _TO_THE_MINUTE.match(line) else read_log_line(line)
        if read is None or not read.text or self._chat.is_teams:
            heading = read_quoted(line, self._below, self._notes) or self._chat.read(line, self._below, is_first=self._current is None)
            if heading:
                return heading
            read = read or self._notes.read(line)
        if read and (zoom := said_in_zoom(read.text)):
            read = Read(zoom[1], read.at, read.local, read.stated, zoom[0], kind="chat")
        return (read, 0) if read else None

    def _keep(self, line: str) -> None:
        is_mail = self._current is not None and self._current.kind == "mail"
        if is_mail and self._is_in_head:
            self._is_in_head = bool(line.strip())
            told = header_of_quoted(line) if line.strip() else None
            if told is not None:
                line = told
        if len(self._below) < _MOST_LINES_OF_ONE:
            self._below.append(unquoted(line.rstrip()) if is_mail else line.rstrip())
        elif self._current is None:
            self._below = [*self._below[1:], line.rstrip()]

    def _event(self, read: Read, below: list[str]) -> SourceEvent:
        """A time that is no moment stays in the text. A text gives no identities: time, name and words make one, and a number tells
        apart what stands twice."""
        words = "\n".join([read.text, *(line for line in below if line or read.kind != "mail")]).strip()
        moment = read.at or read.local
        text = f"{read.stated} {words}".strip() if read.stated else words
        stamp = moment.isoformat() if moment else read.stated
        digest = hashlib.sha256(f"{stamp}\0{read.actor}\0{words}".encode("utf-8", "replace")).hexdigest()[:20]
        self._seen[digest] = number = self._seen.get(digest, 0) + 1
        return SourceEvent(
            text=text or "A line without words",
            at=read.at,
            local_at=None if read.at else read.local,
            actor=read.actor,
            actor_email=read.email,
            external_id=f"{stamp}/{digest}" + (f"/{number}" if number > 1 else ""),
            component=read.component,
            vendor_type=read.kind,
            is_noise=read.is_noise,
        )
