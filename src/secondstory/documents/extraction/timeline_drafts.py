"""Entries in the making: what begins with a time, and what follows it until the next one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import Notation, Stamp, leading_stamp
from secondstory.documents.extraction.zones import zone_named_in
from secondstory.documents.values import BlockKind

_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_TIME_HEAD = re.compile(r"\b(?:time|times|date|when|timestamp|hour|utc|start|started|at|day)\b", re.IGNORECASE)
_ACTION_HEAD = re.compile(r"\b(?:owner|assignee|action|ticket|due|issue|bug|priority|status)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[:\-–—|]")
_RELATIVE = re.compile(
    r"\s*\*{0,2}(?:\[[^\[\]]{0,60}\b(?:prior|before|earlier|after|later|previously)\b[^\[\]]{0,40}\](?!\()"
    r"|T\s?[+-]\s?\d{1,4}\s?(?:s|m|h|min|mins|minutes|hours|d|days)?\b)\*{0,2}[\s:–—-]*"
)


@dataclass(slots=True)
class Draft:
    """`level` is the list level of the entry, 0 for a paragraph, -1 for a heading; `heading` is the title of its section."""

    stamp: Stamp
    text: str
    stated: str
    level: int
    piece: Piece
    heading: str = ""
    zone: str | None = None
    more: list[Piece] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)  # belong to the entry once another one follows

    @property
    def gathers(self) -> bool:
        """Whether all that follows is its text, until the next time."""
        return self.level < 0 or not self.text

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.more

    def hold(self, piece: Piece) -> bool:
        """Give an untimed piece to the entry, at once or to wait; False where the piece ends it."""
        if self.gathers and piece.kind is not BlockKind.RULE:
            return self._keep(piece)
        if self.level > 0:
            inside = piece.level > self.level if piece.kind is BlockKind.LIST_ITEM else piece.depth >= self.level
            if inside:
                return self._keep(piece)
            if piece.kind is BlockKind.PARAGRAPH:
                return False
        self.waiting.append(piece)
        return True

    def _keep(self, piece: Piece) -> bool:
        self.more += [*self.waiting, piece]
        self.waiting = []
        return True

    def markdown(self) -> str:
        more = markdown_of(self.more)
        joint = "\n" if self.more and self.more[0].kind is BlockKind.LIST_ITEM else "\n\n"
        return joint.join(part for part in (self.text, more) if part)

    def take(self) -> None:
        for piece in (self.piece, *self.more):
            piece.taken = True


def drafts_of(section: Section, notation: Notation, *, headed: bool) -> Iterator[Draft]:
    """The entries of a section. `headed` tells that it is a timeline by its title, so that looser forms count as times."""
    draft: Draft | None = None
    for piece in section.pieces:
        if piece.taken:
            continue
        rows = list(_rows_of(piece, notation, headed=headed)) if piece.kind is BlockKind.TABLE else []
        inside = draft is not None and draft.level > 0 and piece.kind is BlockKind.PARAGRAPH and piece.depth >= draft.level
        begun = None if inside else _begun_by(piece, notation, headed=headed, goes_on=draft is not None)
        if draft and (rows or begun or not draft.hold(piece)):
            draft.more += draft.waiting if begun else []
            yield _headed(draft, section)
            draft = None
        draft = begun or draft
        yield from (_headed(row, section) for row in rows)
    if draft:
        yield _headed(draft, section)


def _headed(draft: Draft, section: Section) -> Draft:
    draft.heading = section.title
    return draft


def _begun_by(piece: Piece, notation: Notation, *, headed: bool, goes_on: bool) -> Draft | None:
    """The entry that a piece begins, where it begins with a time."""
    if piece.kind not in _TEXTS and piece.kind is not BlockKind.HEADING:
        return None
    stamp = _stamp_of(piece, notation, headed=headed, goes_on=goes_on)
    if stamp is None:
        return None
    text = piece.text[stamp.length :].strip()
    if stamp.unclosed and stamp.unclosed in text:
        text = stamp.unclosed + text
    level = {BlockKind.HEADING: -1, BlockKind.LIST_ITEM: piece.level}.get(piece.kind, 0)
    return Draft(stamp=stamp, text=text, stated=piece.text[: stamp.length].strip(), level=level, piece=piece)


def _stamp_of(piece: Piece, notation: Notation, *, headed: bool, goes_on: bool) -> Stamp | None:
    stamp = leading_stamp(piece.text, notation, lead=headed)
    if stamp is None and headed:
        relative = _RELATIVE.match(piece.text)
        return Stamp(length=relative.end(), end=relative.end()) if relative else None
    if stamp is None and goes_on:  # "Between 14:18 and 14:57:" among timed lines
        between = leading_stamp(piece.text, notation, lead=True)
        return between if between and between.end_clock else None
    if stamp is None or stamp.clock is not None or stamp.length >= len(piece.text):
        return stamp
    if not headed:  # a day alone may begin any sentence
        return None
    is_prose = piece.kind is BlockKind.PARAGRAPH and not _SEPARATOR.search(piece.text[stamp.end : stamp.length])
    return None if is_prose else stamp


# ---------------------------------------------------------------------- tables


def _rows_of(table: Piece, notation: Notation, *, headed: bool) -> Iterator[Draft]:
    """One entry for each row of a table with a column of times."""
    if len(table.rows) < 2:
        return
    head = [plain(cell) for cell in table.rows[0]]
    column = next((number for number, name in enumerate(head) if _TIME_HEAD.search(name)), None)
    if not headed and (column is None or column > 1 or any(_ACTION_HEAD.search(name) for name in head)):
        return
    has_head = column is not None or leading_stamp(" | ".join(head), notation) is None
    drafts = [draft for row in table.rows[has_head:] if (draft := _row_of(row, column or 0, table, notation))]
    if 2 * sum(draft.stamp.end > 0 for draft in drafts) < len(drafts):
        return
    for draft in drafts:
        draft.zone = zone_named_in(head[column]) if column is not None else None
        yield draft


def _row_of(row: tuple[str, ...], column: int, table: Piece, notation: Notation) -> Draft | None:
    """A row as an entry: its time may fill several cells ("Date | Time"); the other cells are its text."""
    if not any(cell.strip() for cell in row):
        return None
    cells = [*row[column:], *row[:column]]
    joined = " | ".join(cells)
    stamp = leading_stamp(joined, notation, lead=True) or Stamp()
    ends: list[int] = []  # where each cell ends in the joined text
    for cell in cells:
        ends.append((ends[-1] + 3 if ends else 0) + len(cell))
    filled = sum(end <= stamp.end for end in ends)
    if stamp.end and filled < len(cells) and (ends[filled - 1] + 3 if filled else 0) < stamp.end:
        rest = [joined[stamp.length : max(ends[filled], stamp.length)], *cells[filled + 1 :]]
    else:
        rest = cells[filled:]
    text = " – ".join(cell.strip(" |") for cell in rest if cell.strip(" |"))
    return Draft(stamp=stamp, text=text, stated=joined[: stamp.length].strip(" |"), level=1, piece=table)
