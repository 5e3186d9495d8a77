"""What a timeline asks of the outside: event sources, which turn what another system recorded into events."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Protocol
from zipfile import BadZipFile, ZipFile

from secondstory.documents.encoding import decode
from secondstory.documents.values import RefusedInput
from secondstory.timeline.rules.columns import Columns, ProposedColumns
from secondstory.timeline.rules.records import Retold
from secondstory.timeline.rules.vocabulary import EventKind

HEAD_BYTES = 65_536


class UnreadablePayload(ValueError):
    """The payload is damaged, or is not what its source should give. The message says what is wrong, in words for a person."""


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """One thing that another system recorded."""

    text: str
    """What happened, as plain text in a line or a few. Markup of the source is taken off; nothing is escaped."""
    at: datetime | None = None
    """Aware, as exact as the source states it; None where it states none. Never invented."""
    local_at: datetime | None = None
    """Naive: a full date and time that is stated without a zone. Whoever imports says which zone was meant."""
    actor: str = ""
    """Who or what did it, as the source shows it to people: a display name, else a handle."""
    actor_email: str = ""
    actor_handle: str = ""
    kind: EventKind = EventKind.OTHER
    """Only what the source itself states (fired, acknowledged, resolved, deployed); what words mean is suggested later, by rules."""
    external_id: str = ""
    """The identity of the event in its source: the same event, seen again, has the same. Empty only where the source gives nothing
    to build it from."""
    link: str = ""
    """Address of the event in its source."""
    component: str = ""
    """The service, host, repository or channel concerned, as stated."""
    vendor_type: str = ""
    """What the source calls this type of event."""
    words: str = ""
    """What the source said word for word, where `text` differs from it."""
    thread: str = ""
    """`external_id` of the event this one answers or follows."""
    replaces: str = ""
    """`external_id` of an earlier event that this one edits."""
    is_deleted: bool = False
    """The source says that the event was taken back."""
    is_noise: bool = False
    """Joins, leaves, bot chatter: kept, but hidden."""
    retold: Retold | None = None
    """Only of an event that a timeline of this product told before."""

    def __post_init__(self) -> None:
        """Replace what no database stores and no page shows: the character zero and halves of surrogate pairs, which JSON can hold."""
        whole = "".join(_TEXTS_OF(self))
        if whole.isascii() and "\0" not in whole:
            return  # nearly always: one look is much quicker than one at each text
        for name in _TEXTS:
            given = getattr(self, name)
            if "\0" in given or not given.isascii():
                object.__setattr__(self, name, given.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8"))


_TEXTS = tuple(one.name for one in fields(SourceEvent) if one.type in {str, "str"})
_TEXTS_OF = attrgetter(*_TEXTS)


class Payload:
    """A file, or the body of a request, as it came. Reading is lazy and cached; all reading raises `UnreadablePayload`."""

    def __init__(self, content: bytes | Path, *, name: str = "", headers: Mapping[str, str] | None = None) -> None:
        self._given = content
        self.name = name or (content.name if isinstance(content, Path) else "")
        self.headers = {key.lower(): value for key, value in (headers or {}).items()}
        """Of a request, names in lower case; empty for a file."""

    @cached_property
    def content(self) -> bytes:
        return self._given.read_bytes() if isinstance(self._given, Path) else self._given

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB: enough to recognise most formats without reading a large file."""
        if isinstance(self._given, Path):
            with self._given.open("rb") as stream:
                return stream.read(HEAD_BYTES)
        return self._given[:HEAD_BYTES]

    def stream(self) -> IO[bytes]:
        """Open the payload for reading piece by piece, so that a large file costs little memory. Close it after use."""
        return self._given.open("rb") if isinstance(self._given, Path) else BytesIO(self._given)

    @cached_property
    def text(self) -> str:
        """The payload as text, without byte order mark, lines ended by a line feed."""
        try:
            return decode(self.content).text
        except RefusedInput as refused:
            raise UnreadablePayload(f"It cannot be read as text: {refused}") from refused

    @cached_property
    def json(self) -> Any:
        """The payload as JSON."""
        try:
            return json.loads(self.text)
        except ValueError as error:
            raise UnreadablePayload(f"It is not whole JSON: {error}") from error
        except RecursionError as error:
            raise UnreadablePayload("Its JSON is nested too deeply.") from error

    @cached_property
    def is_json(self) -> bool:
        """Say whether the payload is one JSON object or array."""
        head = self.head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if head[:1] not in {b"{", b"["} or (len(self.head) == HEAD_BYTES and not _may_be_one_value(head)):
            return False
        try:
            return isinstance(self.json, dict | list)
        except UnreadablePayload:
            return False

    @property
    def object(self) -> dict[str, Any]:
        """The payload as a JSON object; an empty one where it is anything else. For recognising."""
        return self.json if self.is_json and isinstance(self.json, dict) else {}

    def json_lines(self) -> Iterator[Any]:
        """Read one JSON value a line."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise UnreadablePayload(f"Line {number} is not whole JSON: {error}") from error

    @property
    def is_zip(self) -> bool:
        return self.head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}

    @cached_property
    def zip_names(self) -> tuple[str, ...] | None:
        """What a zip says it holds, for recognising; None where it is damaged or no zip."""
        try:
            with self.archive() as archive:
                return tuple(archive.namelist())
        except (UnreadablePayload, ValueError, NotImplementedError):
            return None

    def archive(self) -> ZipFile:
        """Open the payload as a zip. Close it after use."""
        try:
            if isinstance(self._given, Path):
                return ZipFile(self._given)
            return ZipFile(BytesIO(self._given))
        except (BadZipFile, OSError) as error:
            raise UnreadablePayload(f"It is not a whole zip file: {error}") from error


def _may_be_one_value(head: bytes) -> bool:
    """Say whether the start of a large payload can be the start of one JSON value: a log, or one value a line, cannot, and so is
    not read whole to find that out."""
    text = head.decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        return error.pos > len(text) - 20 or error.msg.startswith("Unterminated string")
    except RecursionError:
        return False
    return not text[end:].strip()


class Translator(Protocol):
    def __call__(self, payload: Payload) -> Iterable[SourceEvent]:
        """Yield the events of a payload, in its order. Raise `UnreadablePayload` for a damaged one; a type of event that is not known
        becomes a plain event with the vendor's type."""


class SignatureCheck(Protocol):
    def __call__(self, payload: Payload, secret: str, now: datetime) -> bool:
        """Say whether a request was signed with the secret, and recently where the vendor signs its time."""


@dataclass(frozen=True, slots=True)
class ByColumns:
    """Tables whose columns a person can name."""

    proposes: Callable[[Payload], ProposedColumns]
    """Raises `UnreadablePayload` for what is no table."""
    translate: Callable[[Payload, Columns], Iterable[SourceEvent]]
    """Raises `WrongColumns` before the first event where the mapping does not fit the table."""


@dataclass(frozen=True, slots=True)
class EventSource:
    """An outside system that events come from: what a folder of `integrations` offers as `SOURCE` in its `manifest.py`."""

    name: str
    """As on the command line: lower case, underscores."""
    title: str
    recognises: Callable[[Payload], bool]
    """Say whether a payload comes from this source, by its content alone. Must accept any bytes and never raise."""
    translate: Translator
    covers: str
    """What can be given, in a sentence for the page and the command line: "Workspace export (zip), Events API"."""
    checks_signature: SignatureCheck | None = None
    """None where the vendor does not sign; then the secret in the address is the only proof."""
    answers: Callable[[Payload], str | None] | None = None
    """What to answer to a vendor's greeting (a challenge), or None for anything else."""
    says_nothing: Callable[[Payload], str | None] = field(default=lambda payload: None)
    """Why a recognised payload holds no event (a list of users, an error answer), in a sentence; None where it should hold some."""
    by_columns: ByColumns | None = None
    """Only of a source of tables; `translate` goes by the mapping that it proposes itself."""
    general: bool = False
    """A format rather than a vendor (CSV, pasted text, a calendar): tried after all others."""


LONGEST_IDENTITY = 500


def identified(events: Iterable[SourceEvent]) -> Iterator[tuple[str, SourceEvent]]:
    """Yield events with what identifies each in its source.

    Where a source gives nothing, the time, the actor and the words do, with a number for the second and later of equal ones.
    """
    seen: Counter[str] = Counter()
    for event in events:
        identity = event.external_id
        if not identity or len(identity) > LONGEST_IDENTITY:
            stated = "\n".join([identity, str(event.at or event.local_at or ""), event.actor, event.text])
            identity = f"sha256:{sha256(stated.encode('utf-8', 'surrogatepass')).hexdigest()}"
            seen[identity] += 1
            identity = f"{identity}/{seen[identity]}" if seen[identity] > 1 else identity
        yield identity, event
