"""The document as titled sections: headings, and whatever writers use in their place (bold lines, run-in labels, labelled list items)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.stamps import Notation, leading_stamp
from secondstory.documents.extraction.vocabulary import Part, Rank, normal_title, part_named
from secondstory.documents.values import Block, BlockKind, Document


@dataclass(slots=True)
class Piece:
    """A block or a part of one: what extraction takes or leaves.

    `text` is what it says without marker and label, `source` its Markdown with both. `taken` is set by the field that holds it.
    """

    kind: BlockKind
    text: str
    source: str
    level: int = 0
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    checked: bool | None = None
    ordered: bool = False
    label: str = ""
    taken: bool = False


@dataclass(slots=True)
class Section:
    """A titled passage. `labelled` tells a run-in label from a heading; `marker` is the heading's source."""

    title: str
    level: int
    part: Part | None = None
    parent: "Section | None" = None
    labelled: bool = False
    marker: str = ""
    pieces: list[Piece] = field(default_factory=list)
    in_body: bool = False

    def is_within(self, name: str) -> bool:
        """Whether this section or one around it plays the part `name`."""
        section: Section | None = self
        while section is not None:
            if section.part and section.part.name == name:
                return True
            section = section.parent
        return False


_LABEL = re.compile(
    r"(?P<mark>\*{2,3}|__)(?P<bold>[A-Za-z0-9][^:*\n|<>]{1,70}?)\s?(?:[:：]\s?(?P=mark)|(?P=mark)\s?[:：])\s*"
    r"|(?P<bare>[A-Z][A-Za-z '’/&,()-]{2,50}?)\s?[:：](?=\s|$)\s*"
    r"|(?P<capitals>[A-Z]{4,}(?: [A-Z]{2,}){0,5})\s+(?=[A-Z][a-z'’])"
)
_BOLD_LINE = re.compile(r"(\*{2,3}|__)([^*\n]{2,80}?)\1\s*:?\s*$")
_RUN_IN = re.compile(
    r"(?<=[.!?)\]”\"])\s+(?=(?:(?:Preliminary |Probable )?Root Cause(?: and Mitigation)?|Summary of Impact|Customer Impact|Impact"
    r"|Mitigation|Resolution|Next Steps|Workaround|Provide Feedback|Timeline|Detection)\s?:)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)”\"]))\s+(?=[A-Z]{4,}(?: [A-Z]{2,}){0,5}\s+[A-Z][a-z'’])")
_SENTENCE_MARKS = re.compile(r"[.!?]\s+\S")
_PLACED = frozenset({"summary", "impact", "causes", "lessons", "went", "resolution", "actions", "plans", "timeline"})
_LISTS_STAY = frozenset({"actions", "plans", "timeline", "lessons", "went"})
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


class Outline:
    """Builds the sections of one document, block by block."""

    def __init__(self, document: Document, notation: Notation) -> None:
        self.notation = notation
        self.lines = document.markdown.split("\n")
        self.section = Section(title="", level=0)
        self.sections = [self.section]
        self.title: Section | None = None
        self.item_level = 0  # the level of the list item whose label opened the current section
        self._build(document.blocks)

    def _build(self, blocks: tuple[Block, ...]) -> None:
        seen = 0
        for block in blocks:
            self._keep_lines_between(seen, block.start)
            self._add(block)
            seen = max(seen, block.end)
        self._keep_lines_between(seen, len(self.lines))

    def _keep_lines_between(self, start: int, end: int) -> None:
        """Lines that belong to no block, such as link definitions, stay as they are."""
        if start < end:
            source = "\n".join(line for line in self.lines[start:end] if line.strip())
            if source.strip():
                self.section.pieces.append(Piece(BlockKind.HTML, "", source))

    def _add(self, block: Block) -> None:
        if block.kind is BlockKind.HEADING:
            self._add_heading(block)
        elif block.kind in _TEXTS:
            for piece in self._lines_of(block):
                self._add_text(piece)
        else:
            self.section.pieces.append(_piece(block, self._source(block)))

    def _source(self, block: Block) -> str:
        return "\n".join(self.lines[block.start : block.end]).rstrip()

    def _add_heading(self, block: Block) -> None:
        if self._is_time_heading(block):
            self.section.pieces.append(_piece(block, self._source(block)))
            return
        self._open(block.text, level=block.level, part=part_named(block.text), marker=self._source(block))
        if self.title is None and block.level == 1 and not _is_only_links(block.text):
            self.title = self.section
            if self.section.part and self.section.part.name in ("plans", "other", "actions"):
                self.section.part = None

    def _is_time_heading(self, block: Block) -> bool:
        stamp = leading_stamp(plain(block.text), self.notation, lead=True)
        if stamp is None:
            return False
        alone = not plain(block.text)[stamp.length :].strip(" .:-–—()*_")
        inside = self.section.is_within("timeline")
        return (alone and stamp.clock is not None) or (inside and (alone or stamp.clock is not None))

    def _open(self, title: str, *, level: int, part: Part | None, marker: str, labelled: bool = False) -> None:
        parent = next(
            (section for section in reversed(self.sections) if section.level < level and (labelled or not section.labelled)), None
        )
        self.section = Section(title=title.strip(), level=level, part=part, parent=parent, labelled=labelled, marker=marker)
        self.sections.append(self.section)
        if not labelled:
            self.item_level = 0

    def _level_of_labels(self) -> int:
        section = self.section
        while section.labelled and section.parent is not None:
            section = section.parent
        return section.level + 1

    def _lines_of(self, block: Block) -> Iterator[Piece]:
        """A paragraph as pieces: cut where a line begins with a label or a time, and where a label follows a sentence."""
        piece = _piece(block, self._source(block))
        if "\n" not in block.text and len(block.text) < 120 and ":" not in block.text:
            yield piece
            return
        cuts = self._cut(block.text)
        if len(cuts) < 2:
            yield piece
            return
        yield replace(piece, text=cuts[0], source=_with_marker(piece, cuts[0]))
        for text in cuts[1:]:
            yield replace(piece, kind=BlockKind.PARAGRAPH, text=text, source=text, level=0, checked=None)

    def _cut(self, text: str) -> list[str]:
        cuts: list[str] = []
        timed = leading_stamp(text, self.notation, lead=self.section.is_within("timeline")) is not None
        for line in text.split("\n"):
            stripped = line.strip()
            parts = self._run_in(stripped) if len(stripped) > 120 else [stripped]
            for number, part in enumerate(parts):
                if cuts and number == 0 and not self._begins_anew(part, timed=timed):
                    cuts[-1] += "\n" + part
                else:
                    cuts.append(part)
        return cuts

    def _run_in(self, line: str) -> list[str]:
        """A long line cut where a known label follows a sentence, as "Root cause: " or as a title in capitals."""
        parts: list[str] = []
        for part in _RUN_IN.split(line):
            for number, piece in enumerate(_CAPITALS.split(part) if len(part) > 120 else [part]):
                label = _LABEL.match(piece) if number else None
                if number and not (label and label["capitals"] and self._is_known(label["capitals"])):
                    parts[-1] += f" {piece}"
                else:
                    parts.append(piece)
        return parts

    def _begins_anew(self, line: str, *, timed: bool) -> bool:
        """Whether a line of a paragraph starts something of its own. A time does only where the paragraph begins with one too: in prose it may wrap there."""
        label = _LABEL.match(line)
        if label and (label["bold"] or self._is_known(label["bare"] or label["capitals"])):
            return True
        stamp = leading_stamp(line, self.notation, lead=True) if timed else None
        return stamp is not None and stamp.clock is not None

    def _is_known(self, title: str) -> bool:
        part = part_named(title)
        return part is not None and part.rank is not Rank.PHRASE and _is_label_like(title)

    def _add_text(self, piece: Piece) -> None:
        part = self._titled(piece)
        if part is None:
            self.section.pieces.append(piece)

    def _titled(self, piece: Piece) -> Part | None:
        """Open a section where the piece is or begins with a title; None where it is ordinary text."""
        is_item = piece.kind is BlockKind.LIST_ITEM
        if is_item and (piece.level > max(self.item_level, 1) or self._keeps_items()):
            return None
        if not is_item:
            whole = _whole_title(piece.text)
            here = self.section.part.name if self.section.part else ""
            if whole and whole[1].name != here and not self.section.is_within("timeline") and not piece.depth:
                self._open(whole[0], level=self._level_of_labels(), part=whole[1], marker=piece.source, labelled=True)
                return whole[1]
        label = _LABEL.match(piece.text)
        if label is None:
            return None
        title = label["bold"] or label["bare"] or label["capitals"]
        part = part_named(title)
        if label["capitals"] and (part is None or part.rank is not Rank.EXACT or len(piece.text) < 2 * len(title)):
            return None
        if not self._opens(title, part, bold=bool(label["bold"]), is_item=is_item):
            return None
        part = part or Part("other", Rank.PHRASE)
        self._open(title, level=self._level_of_labels(), part=part, marker="", labelled=True)
        self.item_level = piece.level
        rest = piece.text[label.end() :]
        kind = BlockKind.PARAGRAPH if is_item else piece.kind
        self.section.pieces.append(replace(piece, kind=kind, text=rest, label=piece.text[: label.end()].strip()))
        return part

    def _keeps_items(self) -> bool:
        section: Section | None = self.section
        if section is not None and section.labelled and self.item_level:
            return False
        while section is not None:
            if section.part and section.part.name in _LISTS_STAY:
                return True
            section = section.parent
        return False

    def _opens(self, title: str, part: Part | None, *, bold: bool, is_item: bool) -> bool:
        """Whether a run-in label begins a section here."""
        here = self.section.part.name if self.section.part else ""
        if not _is_label_like(title) or self.section.is_within("timeline"):
            return False
        if self.section.labelled:
            if here in _LISTS_STAY and is_item and not self.item_level:
                return False
            return part is not None and (bold or part.rank is not Rank.PHRASE) or (bold and bool(self.item_level) == is_item)
        if part is None or part.name not in _PLACED:
            return False
        if not bold and part.rank is Rank.PHRASE:
            return False
        same = part.name == here and normal_title(title) != normal_title(self.section.title)
        return not same and here not in _LISTS_STAY


def _whole_title(text: str) -> tuple[str, Part] | None:
    """A line that stands for a heading: bold alone, in capitals, or a known title with a colon."""
    if "\n" in text or len(text) > 90:
        return None
    bold = _BOLD_LINE.match(text)
    title = bold[2] if bold else text
    part = part_named(title)
    if part is None or part.rank is Rank.WEAK and not (bold or text.isupper()):
        return None
    if bold or (text.isupper() and len(text) > 5) or (part.rank is Rank.EXACT and text.endswith(":")):
        return title.rstrip(": "), part
    return None


def _is_label_like(title: str) -> bool:
    return len(title) <= 60 and len(title.split()) <= 8 and not _SENTENCE_MARKS.search(title)


def _is_only_links(text: str) -> bool:
    """A heading that is nothing but a link or an image is furniture of the page it was saved from."""
    return text.startswith(("[![", "![")) or bool(re.fullmatch(r"\s*\[[^\[\]]*\]\s?\([^()]*\)\s*", text))


def _piece(block: Block, source: str) -> Piece:
    return Piece(
        kind=block.kind,
        text=block.text,
        source=source,
        level=block.level,
        depth=block.depth,
        rows=block.rows,
        checked=block.checked,
        ordered=block.ordered,
    )


def _with_marker(piece: Piece, text: str) -> str:
    if piece.kind is not BlockKind.LIST_ITEM:
        return text
    first = piece.source.split("\n", 1)[0]
    head = text.split("\n", 1)[0]
    marker = first[: first.find(head)] if head and head in first else "- "
    return marker + text
