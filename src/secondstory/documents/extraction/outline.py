"""The document as titled sections: headings, and whatever writers use in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.labels import Label, begins_with_label, label_of, split_at_labels, title_line
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
    _said: str | None = None

    @property
    def said(self) -> str:
        """`text` without marks."""
        if self._said is None:
            self._said = plain(self.text)
        return self._said


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
    children: list["Section"] = field(default_factory=list)
    in_body: bool = False

    def is_within(self, name: str) -> bool:
        """Whether this section or one around it plays the part `name`."""
        section: Section | None = self
        while section is not None:
            if section.part and section.part.name == name:
                return True
            section = section.parent
        return False

    def is_below(self, other: "Section") -> bool:
        section = self.parent
        while section is not None and section is not other:
            section = section.parent
        return section is other

    def plays(self, *names: str) -> bool:
        return self.part is not None and self.part.name in names


_ONLY_LINK = re.compile(r"\s*\[[^\[\]]*\]\s?\([^()]*\)\s*$")
_AROUND_TIME = " .:-–—()*_"
_PLACED = ("summary", "impact", "causes", "lessons", "went", "resolution", "actions", "plans", "timeline")
_LISTS_STAY = ("actions", "plans", "timeline", "lessons", "went")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


class Outline:
    """Builds the sections of one document, block by block."""

    def __init__(self, document: Document, notation: Notation) -> None:
        self.notation = notation
        self.lines = document.markdown.split("\n")
        self.section = Section(title="", level=0)
        self.around = [self.section]  # the open headings, outermost first
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
        source = "\n".join(line for line in self.lines[start:end] if line.strip())
        if source:
            self.section.pieces.append(Piece(BlockKind.HTML, "", source))

    def _add(self, block: Block) -> None:
        if block.kind is BlockKind.HEADING:
            self._add_heading(block)
        elif block.kind in _TEXTS:
            for piece in self._lines_of(block):
                if not self._opened_by(piece):
                    self.section.pieces.append(piece)
        else:
            self.section.pieces.append(_piece(block, self._source(block)))

    def _source(self, block: Block) -> str:
        return "\n".join(self.lines[block.start : block.end]).rstrip()

    # ------------------------------------------------------------------ sections

    def _add_heading(self, block: Block) -> None:
        if self._is_time_heading(block):
            self.section.pieces.append(_piece(block, self._source(block)))
            return
        while len(self.around) > 1 and self.around[-1].level >= block.level:
            self.around.pop()
        self._open(block.text, level=block.level, part=part_named(block.text), marker=self._source(block), labelled=False)
        self.around.append(self.section)
        self.item_level = 0
        if self.title is None and block.level == 1 and not _is_furniture(block.text):
            self.title = self.section
            if self.section.plays("plans", "other", "actions"):
                self.section.part = None

    def _is_time_heading(self, block: Block) -> bool:
        text = plain(block.text)
        stamp = leading_stamp(text, self.notation, lead=True)
        if stamp is None:
            return False
        alone = not text[stamp.length :].strip(_AROUND_TIME)
        inside = self.section.is_within("timeline")
        return (alone and stamp.clock is not None) or (inside and (alone or stamp.clock is not None))

    def _open(self, title: str, *, level: int, part: Part | None, marker: str, labelled: bool) -> None:
        parent = self.around[-1] if self.around[-1].level < level else None
        self.section = Section(title=title.strip(), level=level, part=part, parent=parent, labelled=labelled, marker=marker)
        self.sections.append(self.section)
        if parent is not None:
            parent.children.append(self.section)

    def _open_labelled(self, title: str, part: Part | None, *, marker: str = "") -> None:
        self._open(title, level=self.around[-1].level + 1, part=part, marker=marker, labelled=True)

    # ------------------------------------------------------------------ text

    def _lines_of(self, block: Block) -> Iterator[Piece]:
        """A paragraph as pieces: cut where a line begins with a label or a time, and where a label follows a sentence."""
        piece = _piece(block, self._source(block))
        cuts = self._cut(block) if "\n" in block.text or len(block.text) > 120 else []
        if len(cuts) < 2:
            yield piece
            return
        yield replace(piece, text=cuts[0], source=_with_marker(piece, cuts[0]))
        for text in cuts[1:]:
            yield replace(piece, kind=BlockKind.PARAGRAPH, text=text, source=text, level=0, checked=None)

    def _cut(self, block: Block) -> list[str]:
        runs: list[list[str]] = []
        timed = leading_stamp(block.text, self.notation, lead=self.section.is_within("timeline")) is not None
        for number, line in enumerate(block.text.split("\n")):
            first, *others = split_at_labels(_without_hard_break(line.strip()))
            inside = block.kind is BlockKind.LIST_ITEM and self.lines[block.start + number][:1].isspace()
            if runs and (inside or not self._begins_anew(first, timed=timed)):
                runs[-1].append(first)
            else:
                runs.append([first])
            runs += [[other] for other in others]
        return ["\n".join(run) for run in runs]

    def _begins_anew(self, line: str, *, timed: bool) -> bool:
        """Whether a line of a paragraph starts something of its own.

        A time does only where the paragraph begins with one too: in prose a wrapped line may begin with a time by chance. Indented
        lines of a list item never do.
        """
        if begins_with_label(line):
            return True
        stamp = leading_stamp(line, self.notation, lead=True) if timed else None
        return stamp is not None and stamp.clock is not None

    def _opened_by(self, piece: Piece) -> bool:
        """Open a section where a piece is a title or begins with one; False where it is ordinary text."""
        if piece.kind is BlockKind.LIST_ITEM:
            if piece.level > max(self.item_level, 1) or self._keeps_items():
                return False
        elif self._is_title(piece):
            return True
        label = label_of(piece.text)
        if label is None or not self._opens(label, is_item=piece.kind is BlockKind.LIST_ITEM):
            return False
        self._open_labelled(label.title, label.part or Part("other", Rank.PHRASE))
        self.item_level = piece.level
        rest = piece.text[label.end :]
        self.section.pieces.append(replace(piece, kind=BlockKind.PARAGRAPH, text=rest, label=piece.text[: label.end].strip()))
        return True

    def _is_title(self, piece: Piece) -> bool:
        whole = title_line(piece.text) if not piece.depth else None
        if whole is None or self.section.plays(whole[1].name) or self.section.is_within("timeline"):
            return False
        self._open_labelled(*whole, marker=piece.source)
        return True

    def _keeps_items(self) -> bool:
        """Whether list items here are items of a list and no labels, whatever they begin with."""
        return not self._is_labelled_item() and any(self.section.is_within(name) for name in _LISTS_STAY)

    def _is_labelled_item(self) -> bool:
        return self.section.labelled and self.item_level > 0

    def _opens(self, label: Label, *, is_item: bool) -> bool:
        """Whether a run-in label begins a section here."""
        if self.section.is_within("timeline"):
            return False
        known = label.part is not None and (label.bold or label.part.rank is not Rank.PHRASE)
        if self.section.labelled:
            if self.section.plays(*_LISTS_STAY) and is_item and not self.item_level:
                return False
            return known or (label.bold and self._is_labelled_item() == is_item)
        if label.part is None or label.part.name not in _PLACED or not known or self.section.plays(*_LISTS_STAY):
            return False
        return not self.section.plays(label.part.name) or normal_title(label.title) == normal_title(self.section.title)


def _without_hard_break(line: str) -> str:
    """A line without the backslash that breaks it off from the next one; two of them are a backslash."""
    return line[:-1] if line.endswith("\\") and not line.endswith("\\\\") else line


def _is_furniture(title: str) -> bool:
    """A heading that is nothing but a link or an image belongs to the page it was saved from."""
    return title.startswith(("[![", "![")) or bool(_ONLY_LINK.match(title))


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
    """The source of a list item cut down to `text`."""
    if piece.kind is not BlockKind.LIST_ITEM:
        return text
    first = piece.source.split("\n", 1)[0]
    head = text.split("\n", 1)[0]
    return (first[: first.find(head)] if head and head in first else "- ") + text
