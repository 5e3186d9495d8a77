"""The action items of a document: lists, check boxes and tables of follow-up sections, and paragraphs there that commit to something."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.owners import is_name, split_owner
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import stamps_in
from secondstory.documents.extraction.tickets import ticket_in
from secondstory.documents.extraction.wording import wording
from secondstory.documents.values import ActionEntry, BlockKind

_DATA = tomllib.loads(files(__package__).joinpath("actions.toml").read_text(encoding="utf-8"))
_COLUMNS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in _DATA["columns"].items()}
_SIGNS = frozenset(_DATA["signs"]["title"])
_YES = frozenset(_DATA["done"]["yes"])
_NO = frozenset(_DATA["done"]["no"])
_VERBS = frozenset(_DATA["verbs"]["words"])

_COMMITS = wording("actions", "commits")
_COURTESY = wording("actions", "courtesy")
_FOLLOW_UP = wording("actions", "follow_up")
_NOTHING = re.compile(r"(?:n/?a|none|tbd|todo|no comments? added|no action items?(?: added)?|nothing|-+|\.+|…)\.?$", re.IGNORECASE)
_HINT = re.compile(r"(\*|_)(?!\1)[^*_].*\1$", re.DOTALL)
_DUE = re.compile(r"\b(?:due(?: date| on| by)?|deadline|eta|by|target(?: date)?|until)\b\s?[:=]?\s", re.IGNORECASE)
_DONE_END = re.compile(
    r"[\s\-–—(\[:]*\b(done|completed|complete|fixed|merged|closed|todo|in progress|pending)\b[)\]]?[\s.!✅]*$", re.IGNORECASE
)
_DONE_START = re.compile(
    r"^\W*(?:status\s?:\s?)?\**\[?(done|completed|fixed|todo|in progress|pending|on ?going)\]?\**\s?[:\-–—\]]", re.IGNORECASE
)
_TICKED = re.compile(r"^\s*(?:✅|✔️?|☑️?|:white_check_mark:|:heavy_check_mark:)")
_UNTICKED = re.compile(r"^\s*(?:❌|⬜|☐|🔲|:x:|\[\s?\](?=\s))")
_STRUCK = re.compile(r"^\s*~~.+~~\s*\S{0,40}\s*$", re.DOTALL)
_ENUMERATED = re.compile(r"(?:^|(?<=[\s:.]))\(?(\d{1,2})[.)]\s+(?=[A-Z])")
_BULLET = re.compile(r"[•·▪●◦]\s+")
_CLOSED_HEAD = re.compile(r"\((?:completed|done|complete)\)\s*$", re.IGNORECASE)
_MARKED_ITEM = re.compile(r"\**action(?: item)?s?\s?:\**\s*", re.IGNORECASE)
_FEWEST_TICKETED = 0.5
_SHORTEST_REPEATED = 40
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SILENT = frozenset({"summary", "timeline", "people", "references", "appendix", "impact", "causes", "resolution", "lessons", "went"})


@dataclass(slots=True)
class Candidate:
    """An item in the making."""

    text: str
    checked: bool | None = None
    owner: str | None = None
    done: bool | None = None
    more: list[Piece] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ActionReader:
    conventions: Conventions
    definitions: dict[str, str]
    people: frozenset[str]
    labels: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def read(self, sections: list[Section]) -> list[ActionEntry]:
        """The items in reading order; what they hold is marked as taken."""
        candidates: list[Candidate] = []
        roots: list[list[Section]] = []
        for section in sections:
            root = _root(section)
            if root is None:
                candidates += self._marked_tables(section)
            elif root is section or not roots:
                roots.append([section])
            else:
                roots[-1].append(section)
        for group in roots:
            candidates += self._of_group(group)
        if not candidates:
            candidates = [candidate for section in sections for candidate in self._unheaded(section)]
        return [self._entry(candidate) for candidate in candidates]

    def _is_repeated(self, text: str) -> bool:
        """Whether an item stands in the document a second time, word for word: the second one stays in the body."""
        repeated = text in self.seen and len(text) > _SHORTEST_REPEATED
        self.seen.add(text)
        return repeated

    # ------------------------------------------------------------------ where items stand

    def _of_group(self, group: list[Section]) -> Iterator[Candidate]:
        strict = group[0].part is not None and group[0].part.name == "actions"
        listed = any(
            piece.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE) and not piece.taken for section in group for piece in section.pieces
        )
        for section in group:
            own_list = any(piece.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE) and not piece.taken for piece in section.pieces)
            below = any(other.parent is section for other in group)
            prose = not own_list and not (listed and below)
            yield from self._of_section(section, strict=strict, prose=prose)

    def _of_section(self, section: Section, *, strict: bool, prose: bool) -> Iterator[Candidate]:
        done = True if _CLOSED_HEAD.search(section.title) else None
        items = [piece for piece in section.pieces if piece.kind is BlockKind.LIST_ITEM and not piece.taken]
        base = min((piece.level for piece in items), default=1)
        numbered = bool(items) and items[0].ordered and sum(piece.ordered and piece.level == base for piece in items) > 1
        candidate: Candidate | None = None
        owner: str | None = None
        after_colon = False
        for piece in section.pieces:
            if piece.taken or piece.kind not in (*_TEXTS, BlockKind.TABLE):
                if candidate and piece.depth and not piece.taken:
                    _add_to(candidate, piece)
                continue
            if piece.kind is BlockKind.TABLE:
                yield from self._rows(piece, anywhere=False)
            elif piece.kind is BlockKind.LIST_ITEM and candidate is not None and (piece.level > base or (numbered and not piece.ordered)):
                _add_to(candidate, piece)
            elif piece.kind is BlockKind.LIST_ITEM or (candidate is not None and piece.depth >= base):
                if piece.kind is not BlockKind.LIST_ITEM:
                    _add_to(candidate, piece) if candidate else None
                    continue
                if candidate:
                    yield candidate
                candidate = _started(piece, owner, done)
                if candidate and _is_category(piece):
                    owner = _owner_head(piece.text)
                    self.labels.append(piece.source)
                    candidate, base = None, base + 1
            else:
                if candidate:
                    yield candidate
                    candidate = None
                head = _owner_head(piece.text)
                if head or _is_bold_line(piece.text):
                    owner = head
                    self.labels.append(piece.source)
                    piece.taken = True
                elif _MARKED_ITEM.match(piece.text) or prose or after_colon:
                    yield from self._prose(piece, strict=strict or after_colon, done=done)
                after_colon = piece.text.rstrip().endswith(":") and not piece.taken
        if candidate:
            yield candidate

    def _prose(self, piece: Piece, *, strict: bool, done: bool | None) -> Iterator[Candidate]:
        text = piece.text.strip()
        if self._is_repeated(text):
            return
        enumerated = _enumerated(text)
        if enumerated:
            piece.text = piece.source = enumerated[0]
            piece.taken = not enumerated[0]
            for item in enumerated[1:]:
                yield Candidate(text=item, done=done)
            return
        marked = _MARKED_ITEM.match(text)
        if marked:
            self.labels.append(marked[0].strip())
            text = text[marked.end() :]
        elif _is_nothing(text) or text.endswith(":") or _COURTESY.search(text[:200]):
            return
        elif not strict and not (_COMMITS.search(text) or _is_imperative(text)):
            return
        piece.taken = True
        if piece.label:
            self.labels.append(piece.label)
        yield Candidate(text=text, done=done)

    def _unheaded(self, section: Section) -> Iterator[Candidate]:
        """Lists that read as follow-ups where no heading says so: their items name tickets, or are commands after a promise."""
        if section.part and section.part.name in _SILENT:
            return
        run: list[Piece] = []
        before = ""
        lists = [number for number, piece in enumerate(section.pieces) if piece.kind is BlockKind.LIST_ITEM]
        for number, piece in enumerate([*section.pieces, Piece(BlockKind.RULE, "", "")]):
            if piece.kind is BlockKind.LIST_ITEM and not piece.taken:
                run.append(piece)
                continue
            if run and self._reads_as_follow_up(run, before, is_last=number > lists[-1]):
                yield from _of_run(run)
            run = []
            if piece.kind is BlockKind.PARAGRAPH:
                before = piece.text

    def _reads_as_follow_up(self, run: list[Piece], before: str, *, is_last: bool) -> bool:
        top = [piece for piece in run if piece.level == run[0].level]
        ticketed = sum(ticket_in(piece.text, self.definitions) is not None for piece in top)
        commands = sum(_is_imperative(piece.text) for piece in top)
        if ticketed >= _FEWEST_TICKETED * len(top) and (is_last or _FOLLOW_UP.search(before)):
            return True
        return bool(_FOLLOW_UP.search(before)) and 2 * commands >= len(top)

    # ------------------------------------------------------------------ tables

    def _marked_tables(self, section: Section) -> Iterator[Candidate]:
        for piece in section.pieces:
            if piece.kind is BlockKind.TABLE and not piece.taken:
                yield from self._rows(piece, anywhere=True)

    def _rows(self, table: Piece, *, anywhere: bool) -> Iterator[Candidate]:
        if len(table.rows) < 2:
            return
        head = [plain(cell).lower().strip(" :") for cell in table.rows[0]]
        columns = _columns_of(head, table.rows[1:])
        if anywhere and not (any(name in _SIGNS for name in head) and len(columns) > 1):
            return
        table.taken = True
        self.labels.append(" | ".join(table.rows[0]))
        for row in table.rows[1:]:
            cells = {number: cell.strip() for number, cell in enumerate(row) if cell.strip()}
            if not cells:
                continue
            named = {name: cells.pop(number) for name, number in columns.items() if number in cells}
            named["rest"] = "\n".join(f"{table.rows[0][number].strip()}: {cell}" for number, cell in cells.items())
            yield Candidate(text=named.pop("title", ""), columns=named)

    # ------------------------------------------------------------------ one item

    def _entry(self, candidate: Candidate) -> ActionEntry:
        text = candidate.text.strip()
        description = [markdown_of(candidate.more)]
        columns = candidate.columns
        whole = "\n".join([text, *description, *columns.values()])
        owner, title = (candidate.owner, text) if candidate.owner else split_owner(text, people=self.people)
        owner = plain(columns["owner"]) if columns.get("owner") else owner
        for name in ("due", "ticket", "status"):
            if columns.get(name):
                description.append(f"{name.capitalize()}: {columns[name]}")
        description.append(columns.get("rest", ""))
        if not owner:
            owner = next(
                (found for piece in candidate.more if (found := split_owner(piece.text, people=frozenset())[0]) and "wner" in piece.text),
                None,
            )
        return ActionEntry(
            title=title,
            owner=owner or None,
            due_on=self._due(columns.get("due"), whole),
            ticket=ticket_in(columns["ticket"], self.definitions) if columns.get("ticket") else ticket_in(whole, self.definitions),
            done=_done(candidate),
            description="\n\n".join(part for part in description if part),
        )

    def _due(self, column: str | None, text: str) -> date | None:
        if column:
            return next(self._days(column), None)
        for found in _DUE.finditer(text):
            day = next(self._days(text[found.end() : found.end() + 40], at_start=True), None)
            if day:
                return day
        return None

    def _days(self, text: str, *, at_start: bool = False) -> Iterator[date]:
        for position, stamp in stamps_in(text, self.conventions.notation):
            day = self.conventions.day_of(stamp.day)
            if day and (not at_start or position <= 12):
                yield day


def _root(section: Section) -> Section | None:
    """The outermost follow-up section around `section`, where it is in one."""
    found = None
    current: Section | None = section
    while current is not None:
        if current.part and current.part.name in ("actions", "plans"):
            found = current
        elif current.part and current.part.name in ("timeline", "appendix") and found is None:
            return None
        current = current.parent
    return found


def _started(piece: Piece, owner: str | None, done: bool | None) -> Candidate | None:
    if _is_nothing(piece.text):
        return None
    piece.taken = True
    return Candidate(text=piece.text, checked=piece.checked, owner=owner, done=done)


def _of_run(run: list[Piece]) -> Iterator[Candidate]:
    candidate: Candidate | None = None
    for piece in run:
        if candidate and piece.level > run[0].level:
            _add_to(candidate, piece)
            continue
        if candidate:
            yield candidate
        candidate = _started(piece, None, None)
    if candidate:
        yield candidate


def _add_to(candidate: Candidate, piece: Piece) -> None:
    piece.taken = True
    candidate.more.append(piece)


def _is_nothing(text: str) -> bool:
    stripped = text.strip()
    return not stripped or bool(_NOTHING.match(stripped)) or bool(_HINT.match(stripped) and len(stripped) > 3)


def _is_category(piece: Piece) -> bool:
    """An item that only names what stands below it: "Monitoring:", "**Ada**"."""
    text = piece.text.strip()
    return (text.endswith(":") or text.endswith(":**")) and len(plain(text).split()) <= 6 or _is_bold_line(text) and len(text.split()) <= 3


def _is_bold_line(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(\*\*|__)[^*\n]{1,80}\1\s*:?\s*", text))


def _owner_head(text: str) -> str | None:
    """The person under whose name the items below stand."""
    name = plain(text).strip(" :")
    if "\n" in text or len(name) > 40 or not (_is_bold_line(text) or text.strip().endswith(":") or name.startswith("@")):
        return None
    return name if is_name(name) or name.startswith("@") else None


def _is_imperative(text: str) -> bool:
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


def _columns_of(head: list[str], rows: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for number, name in enumerate(head):
        for role, words in _COLUMNS.items():
            if role not in columns and name in words:
                columns[role] = number
                break
    if "title" not in columns:
        free = [number for number in range(len(head)) if number not in columns.values()]
        if free:
            columns["title"] = max(free, key=lambda number: sum(len(row[number]) for row in rows if number < len(row)))
    return columns


def _done(candidate: Candidate) -> bool | None:
    if candidate.checked is not None:
        return candidate.checked
    for name in ("status", "ticket"):
        word = plain(candidate.columns.get(name, "")).lower().strip(" .!")
        if word in _YES or word in _NO:
            return word in _YES
    text = candidate.text
    if _TICKED.match(text) or _STRUCK.match(text):
        return True
    if _UNTICKED.match(text):
        return False
    said = _DONE_END.search(text[-40:]) or _DONE_START.match(text)
    if said and (said[0][:1] in "([-–—:" or said[0].strip()[:1] in "([-–—:" or said[1].isupper() or said.re is _DONE_START):
        return said[1].lower() in _YES
    return candidate.done
