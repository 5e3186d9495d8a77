"""What passes between the steps of reading a document: `SourceFile` -> `Document` -> `PostMortem`."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


class RefusedInput(Exception):
    """An input that cannot be read. The message names the reason in words its owner can act on."""


class UnreadableError(Exception):
    """Says in plain words what is wrong with the front matter of a file."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as found below a PATH, in a zip or in an upload.

    `name` is the path relative to the PATH given, with forward slashes (`archive.zip/folder/page.md` inside a zip).
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why."""

    name: str
    reason: str


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    HTML = "html"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document's Markdown, in reading order.

    `text` is inline Markdown without the block's own marker (no `#`, `-`, `>`); for a table it is its source.
    `level` is 1-6 for a heading and the nesting depth from 1 for a list item, else 0.
    `start` and `end` are line numbers in `Document.markdown`, from 0, end exclusive.
    `rows` are a table's cells, the header row first. `checked` is set for a task list item.
    `depth` counts the list items that hold the block (a first-level item and a paragraph outside any list have 0).
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    checked: bool | None = None
    ordered: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A source file turned into Markdown, whatever its format was; nothing of its text is dropped."""

    name: str
    format: str  # markdown | text | html | docx | rst
    encoding: str
    markdown: str  # without the front matter
    blocks: tuple[Block, ...]
    front_matter: dict[str, object] = field(default_factory=dict)
    title: str | None = None  # what the container says (HTML <title>, DOCX properties), where it says one
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precisely as the source states it.

    `iso` is "YYYY-MM-DDTHH:MM[:SS][±HH:MM]", "YYYY-MM-DD" (only the day is stated) or "THH:MM" (no day is stated anywhere).
    """

    iso: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    at: Moment | None
    text: str  # Markdown
    stated: str = ""  # the time as the source writes it


@dataclass(frozen=True, slots=True)
class ActionEntry:
    title: str
    owner: str | None = None
    due_on: datetime.date | None = None
    ticket: str | None = None  # URL where the source gives one, else its key ("OPS-12", "#34")
    done: bool | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled passage in reading order. `level` and `title` are its heading's; the preamble has level 0 and no title."""

    title: str
    level: int
    markdown: str


@dataclass(frozen=True, slots=True)
class PostMortem:
    """The structured record. `body` holds every passage of the source that no other field took, in reading order,
    so that body and fields together hold all of its text."""

    name: str
    identity: str | None  # the `id` of its front matter
    title: str | None
    kind: str | None = None  # what the front matter of an export says
    date: datetime.date | None = None
    severity: str | None = None  # as stated
    started_at: Moment | None = None
    detected_at: Moment | None = None
    resolved_at: Moment | None = None
    summary: str = ""
    impact: str = ""
    causes: str = ""
    lessons: str = ""
    resolution: str = ""
    timeline: tuple[TimelineEntry, ...] = ()
    action_items: tuple[ActionEntry, ...] = ()
    people: tuple[str, ...] = ()  # names of authors, responders and attendees where the document lists them
    teams: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: tuple[Passage, ...] = ()
    labels: tuple[str, ...] = ()  # headings, labels and column heads of what became a field, as written
    properties: tuple[tuple[str, str], ...] = ()  # front matter that no field took
    warnings: tuple[str, ...] = ()
