"""One file read as events: recognised or taken as what a person says, and narrowed to a window. Pages, programs and the command line
read alike."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from io import SEEK_END

from secondstory.timeline.ports import EventSource, Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.columns import Columns, WrongColumns
from secondstory.timeline.sources.offered import event_sources, recognised

PROGRESS_EVERY = 2_000
LARGEST_JSON = 100 * 1024 * 1024
"""In bytes, of one JSON value, which has to be in memory as a whole. Zips and lines are read piece by piece."""
MOST_EVENTS = 200_000
SHORTER = "Export the time around the incident alone."


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when; None leaves a side open. Both ends are inside."""

    since: datetime | None = None
    until: datetime | None = None

    def includes(self, at: datetime) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)

    @property
    def narrows(self) -> bool:
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What a person says of a file. Without a source it is recognised; with columns it is a table.

    `zone` is that of times which state none. Where it is None, such a time lies in no window and outside none.
    """

    source: EventSource | None = None
    columns: Columns | None = None
    window: Window = field(default_factory=Window)
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave: the events inside the window, or in a sentence why there are none.

    `outside` were left out. Among `events`, `without_time` state no time that could lie outside, and `without_zone` a time without a zone.
    """

    source: EventSource | None
    events: tuple[SourceEvent, ...] = ()
    refusal: str = ""
    remark: str = ""
    outside: int = 0
    without_time: int = 0
    without_zone: int = 0

    def left_out_words(self, window: Window) -> str:
        """Say what the window did, in a sentence; empty where it did nothing."""
        if not window.narrows:
            return ""
        said = []
        if self.outside:
            said.append(f"{self.outside:,} outside the window left out")
        if self.without_time:
            said.append(f"{self.without_time:,} without a time kept, since nothing says whether they are outside")
        return f"{'; '.join(said)}." if said else ""


def read_events(payload: Payload, how: HowToRead, *, progress: Callable[[int], None] | None = None) -> Read:
    """Read a file from its beginning to its end, and keep in memory only what lies inside the window. Nothing is stored.

    `progress` is told now and then how many events were read.
    """
    source = how.source
    try:
        _refuse_large_json(payload)
        if how.columns is not None and source is None:
            source = next(one for one in event_sources().values() if one.by_columns)
        source = source or recognised(payload)
        if source is None:
            return Read(None, refusal=_why_unknown(payload))
        return _narrowed(_translated(payload, source, how.columns), payload, source, how, progress)
    except (UnreadablePayload, WrongColumns) as error:
        return Read(source, refusal=str(error))
    except OSError as error:
        return Read(source, refusal=f"it cannot be read: {error.strerror or error}")


def moment_of(event: SourceEvent, zone: tzinfo | None) -> datetime | None:
    """Return when it was; a time without a zone is one in `zone`, and unknown where that is None."""
    if event.at is None and event.local_at is not None and zone is not None:
        return event.local_at.replace(tzinfo=zone)
    return event.at


def _translated(payload: Payload, source: EventSource, columns: Columns | None) -> Iterable[SourceEvent]:
    if columns is not None and source.by_columns:
        return source.by_columns.translate(payload, columns)
    return source.translate(payload)


def _narrowed(
    events: Iterable[SourceEvent], payload: Payload, source: EventSource, how: HowToRead, progress: Callable[[int], None] | None
) -> Read:
    inside: list[SourceEvent] = []
    found = without_time = without_zone = 0
    for found, event in enumerate(events, start=1):
        if progress and found % PROGRESS_EVERY == 0:
            progress(found)
        at = moment_of(event, how.zone)
        if at is not None and not how.window.includes(at):
            continue
        without_time += at is None
        without_zone += event.at is None and event.local_at is not None
        if len(inside) == MOST_EVENTS:
            raise UnreadablePayload(f"It has more than {MOST_EVENTS:,} events, too many for a timeline. Narrow the window, or export less.")
        inside.append(event)
    return Read(
        source,
        tuple(inside),
        remark=_remark(payload, source, how, found),
        outside=found - len(inside),
        without_time=without_time,
        without_zone=without_zone,
    )


def _refuse_large_json(payload: Payload) -> None:
    head = payload.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] not in {b"{", b"["}:
        return
    with payload.stream() as stream:
        size = stream.seek(0, SEEK_END)
    if size > LARGEST_JSON and not _is_whole_json(head.partition(b"\n")[0]):
        most = LARGEST_JSON // 1024 // 1024
        raise UnreadablePayload(f"It is one JSON value of {size // 1024 // 1024} MB; up to {most} MB are read at once. {SHORTER}")


def _is_whole_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _remark(payload: Payload, source: EventSource, how: HowToRead, found: int) -> str:
    if found:
        return source.by_columns.proposes(payload).remark if source.by_columns and how.columns is None else ""
    said = source.says_nothing(payload) or "it holds no event."
    if how.source is None or (seems := recognised(payload)) is None or seems.name == source.name:
        return said
    return f"it holds no event that {source.title} writes. By its content it comes from {seems.title}."


def _why_unknown(payload: Payload) -> str:
    """Say why no source knows a file: it is empty or damaged, or of a format of its own. Raises `UnreadablePayload`."""
    if not payload.head.strip():
        return "it is empty."
    if payload.is_zip:
        payload.archive().close()
    elif payload.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} and not payload.is_json:
        _ = payload.json
    return "this format is not known. Say where it comes from."
