"""Where a document's action items stand: lists, tables and paragraphs of its follow-up sections."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from secondstory.documents.extraction.action_items import Candidate, action_entry
from secondstory.documents.extraction.action_tables import is_action_table, items_of_table
from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.owners import is_name, owner_mark
from secondstory.documents.extraction.prose import is_hint, says_nothing
from secondstory.documents.extraction.tickets import ticket_in
from secondstory.documents.extraction.wording import wording
from secondstory.documents.values import ActionEntry, BlockKind

_VERBS = frozenset(tomllib.loads(files(__package__).joinpath("actions.toml").read_text(encoding="utf-8"))["verbs"]["words"])
_COMMITS = wording("actions", "commits")
_COURTESY = wording("actions", "courtesy")
_FOLLOW_UP = wording("actions", "follow_up")
_ENUMERATED = re.compile(r"(?:^|(?<=[\s:.]))\(?(\d{1,2})[.)]\s+(?=[A-Z])")
_BULLET = re.compile(r"[•·▪●◦]\s+")
_CLOSED_HEAD = re.compile(r"\((?:completed|done|complete)\)\s*$", re.IGNORECASE)
_MARKED_ITEM = re.compile(r"\*{0,3}action(?: item)?s?\s?:\*{0,3}\s*", re.IGNORECASE)
_STATE_FIRST = re.compile(r"\s*\**status\**\s?:", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(\*\*|__)[^*\n]{1,80}\1\s*:?\s*$")
_SHORTEST_REPEATED = 40
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SILENT = ("summary", "timeline", "people", "appendix", "impact", "causes", "resolution", "lessons", "went")


def actions_of(
    sections: list[Section], conventions: Conventions, *, definitions: dict[str, str], people: frozenset[str]
) -> tuple[list[ActionEntry], list[str]]:
    """The items in reading order, and the labels that went with them; what they hold is marked as taken."""
    found = _Found(definitions)
    candidates = [candidate for group in _groups(sections) for candidate in found.in_group(group)]
    if not candidates:
        candidates = [candidate for section in sections for candidate in found.in_unheaded_lists(section)]
    entries = [action_entry(candidate, conventions=conventions, definitions=definitions, people=people) for candidate in candidates]
    marks = [mark for candidate in candidates if (mark := owner_mark(candidate.text))]
    return entries, [*found.labels, *marks]


def _groups(sections: list[Section]) -> Iterator[list[Section]]:
    """Follow-up sections with everything below them, and every other section alone."""
    group: list[Section] = []
    root: Section | None = None
    for section in sections:
        above = _root(section)
        if group and (above is None or above is not root):
            yield group
            group = []
        root = above
        group.append(section)
        if above is None:
            yield group
            group = []
    if group:
        yield group


def _root(section: Section) -> Section | None:
    """The outermost follow-up section around a section, where it is in one."""
    found = None
    current: Section | None = section
    while current is not None:
        if current.plays("actions", "plans"):
            found = current
        elif found is None and current.plays("timeline", "appendix"):
            return None
        current = current.parent
    return found


@dataclass(slots=True)
class _Found:
    """Collects items; remembers what it has seen, because pages saved from the web may say everything twice."""

    definitions: dict[str, str]
    labels: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def in_group(self, group: list[Section]) -> Iterator[Candidate]:
        if _root(group[0]) is None:
            yield from self._in_tables(group[0])
            return
        strict = group[0].plays("actions")
        listed = any(_is_listed(section) for section in group)
        for section in group:
            prose = not _is_listed(section) and not (listed and section.children)
            yield from _Walk(self, section, strict=strict, prose=prose).items()

    def _in_tables(self, section: Section) -> Iterator[Candidate]:
        for piece in section.pieces:
            if piece.kind is BlockKind.TABLE and not piece.taken and len(piece.rows) > 1 and is_action_table(piece):
                yield from self.in_table(piece)

    def in_table(self, table: Piece) -> Iterator[Candidate]:
        table.taken = True
        self.labels.append(" | ".join(table.rows[0]))
        yield from items_of_table(table)

    def in_prose(self, piece: Piece, *, strict: bool, done: bool | None) -> Iterator[Candidate]:
        """The items of a paragraph: those it counts, else the paragraph itself where it commits to something."""
        text = piece.text.strip()
        if text in self.seen and len(text) > _SHORTEST_REPEATED:
            return
        self.seen.add(text)
        intro, *counted = _enumerated(text) or [text]
        if counted:
            piece.text = piece.source = piece._said = intro
            piece.taken = not intro
            self.labels.append(f"({', '.join(mark[1] for mark in _ENUMERATED.finditer(text))})")
            yield from (Candidate(text=item, done=done) for item in counted)
            return
        marked = _MARKED_ITEM.match(text)
        if not marked and not _is_item(piece, strict=strict):
            return
        piece.taken = True
        self.labels += [marked[0].strip()] if marked else []
        self.labels += [piece.label] if piece.label else []
        yield Candidate(text=text[marked.end() :] if marked else text, done=done)

    def in_unheaded_lists(self, section: Section) -> Iterator[Candidate]:
        """Lists that read as follow-ups where no heading says so: their items name tickets, or are commands after a promise."""
        if section.plays(*_SILENT):
            return
        runs = list(_runs_of_items(section.pieces))
        for number, (before, run) in enumerate(runs):
            if self._reads_as_follow_up(run, before, is_last=number + 1 == len(runs)):
                yield from _items_of_run(run)

    def _reads_as_follow_up(self, run: list[Piece], before: str, *, is_last: bool) -> bool:
        top = [piece for piece in run if piece.level == run[0].level]
        promised = bool(_FOLLOW_UP.search(before))
        ticketed = sum(ticket_in(piece.text, self.definitions) is not None for piece in top)
        commands = sum(is_imperative(piece.text) for piece in top)
        with_state = sum(bool(_STATE_FIRST.match(piece.text)) for piece in top)
        told = 2 * ticketed >= len(top) and (is_last or promised)
        return told or (promised and 2 * commands >= len(top)) or 2 * with_state >= len(top)


@dataclass(slots=True)
class _Walk:
    """Goes through the pieces of one follow-up section."""

    found: _Found
    section: Section
    strict: bool  # whether every paragraph is an item, or only those that commit to something
    prose: bool  # whether paragraphs count at all
    candidate: Candidate | None = None
    owner: str | None = None
    base: int = 1  # the level of items in lists
    numbered: bool = False  # whether the list counts its items, so that bullets between them are parts of them
    after_colon: bool = False

    def items(self) -> Iterator[Candidate]:
        listed = [piece for piece in self.section.pieces if piece.kind is BlockKind.LIST_ITEM and not piece.taken]
        self.base = min((piece.level for piece in listed), default=1)
        self.numbered = bool(listed) and listed[0].ordered and sum(piece.ordered and piece.level == self.base for piece in listed) > 1
        for piece in self.section.pieces:
            if piece.taken:
                continue
            if self.candidate is not None and self._is_part(piece):
                _add_to(self.candidate, piece)
                continue
            yield from self._finish(piece)
            yield from self._begin(piece)
        yield from self._finish(None)

    def _is_part(self, piece: Piece) -> bool:
        """Whether a piece belongs to the item before it."""
        if piece.kind is BlockKind.LIST_ITEM:
            return piece.level > self.base or (self.numbered and not piece.ordered)
        return piece.depth >= self.base

    def _finish(self, piece: Piece | None) -> Iterator[Candidate]:
        if self.candidate is not None and (piece is None or piece.kind in (*_TEXTS, BlockKind.TABLE)):
            yield self.candidate
            self.candidate = None

    def _begin(self, piece: Piece) -> Iterator[Candidate]:
        done = True if _CLOSED_HEAD.search(self.section.title) else None
        if piece.kind is BlockKind.TABLE and len(piece.rows) > 1:
            yield from self.found.in_table(piece)
        elif piece.kind is BlockKind.LIST_ITEM:
            self._begin_item(piece, done=done)
            self.after_colon = False
        elif piece.kind is BlockKind.PARAGRAPH:
            head = _person_heading(piece.text)
            if head or _BOLD_LINE.match(piece.text):
                self.owner, piece.taken = head, True
                self.found.labels.append(piece.source)
            elif self.prose or self.after_colon or _MARKED_ITEM.match(piece.text):
                yield from self.found.in_prose(piece, strict=self.strict or self.after_colon, done=done)
            self.after_colon = piece.text.rstrip().endswith(":") and not piece.taken

    def _begin_item(self, piece: Piece, *, done: bool | None) -> None:
        if says_nothing(piece.text):
            return
        piece.taken = True
        if _is_category(piece.text):
            self.owner = _person_heading(piece.text)
            self.found.labels.append(piece.source)
            self.base += 1
        else:
            self.candidate = Candidate(text=piece.text, checked=piece.checked, owner=self.owner, done=done)


# ---------------------------------------------------------------------- pieces


def _is_listed(section: Section) -> bool:
    return any(piece.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE) and not piece.taken for piece in section.pieces)


def _is_item(piece: Piece, *, strict: bool) -> bool:
    text = piece.text.strip()
    if says_nothing(text) or is_hint(piece) or text.endswith(":") or _COURTESY.search(text[:200]):
        return False
    return strict or bool(_COMMITS.search(text)) or is_imperative(text)


def is_imperative(text: str) -> bool:
    words = plain(text[:120]).lower().split()
    return bool(words) and words[0].strip(",:;.") in _VERBS


def _enumerated(text: str) -> list[str]:
    """Intro and items of "this includes: 1. Fix … 2. Review …", or nothing where no such count runs through the text."""
    bullets = [part.strip() for part in _BULLET.split(text)]
    if len(bullets) > 2:
        return bullets
    marks = list(_ENUMERATED.finditer(text))
    if len(marks) < 2 or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[: marks[0].start()].strip(), *(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))]


def _is_category(text: str) -> bool:
    """An item that only names what stands below it: "Monitoring:", "**Ada**"."""
    stripped = text.strip()
    if stripped.endswith((":", ":**")):
        return len(plain(stripped).split()) <= 6
    return bool(_BOLD_LINE.match(stripped)) and len(stripped.split()) <= 3


def _person_heading(text: str) -> str | None:
    """The person under whose name the items below stand."""
    name = plain(text).strip(" :")
    if "\n" in text or len(name) > 40 or not (_BOLD_LINE.match(text) or text.strip().endswith(":") or name.startswith("@")):
        return None
    return name if is_name(name) or name.startswith("@") else None


def _runs_of_items(pieces: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Each run of list items, with the paragraph before it."""
    run: list[Piece] = []
    before = ""
    for piece in pieces:
        if piece.kind is BlockKind.LIST_ITEM and not piece.taken:
            run.append(piece)
            continue
        if run:
            yield before, run
            run = []
        if piece.kind is BlockKind.PARAGRAPH:
            before = piece.text
    if run:
        yield before, run


def _items_of_run(run: list[Piece]) -> Iterator[Candidate]:
    candidate: Candidate | None = None
    for piece in run:
        if candidate and piece.level > run[0].level:
            _add_to(candidate, piece)
            continue
        if candidate:
            yield candidate
        piece.taken = True
        candidate = Candidate(text=piece.text, checked=piece.checked)
    if candidate:
        yield candidate


def _add_to(candidate: Candidate, piece: Piece) -> None:
    piece.taken = True
    candidate.more.append(piece)
