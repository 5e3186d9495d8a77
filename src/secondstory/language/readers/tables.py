"""Rows of tables: each cell is a passage, and its column says what it is for."""

import re
from collections.abc import Iterator, Sequence

from secondstory.language.prose import Scope
from secondstory.language.readers.passages import Passages
from secondstory.language.readers.sections import is_label_of_people, scope_of_title, starts_with_time
from secondstory.language.readers.tags import cut_at_block_tags

_DELIMITER_ROW = re.compile(r"\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*+$")
_TIME = re.compile(r"(?:date|time|timestamp|when|utc|date/time|start|at)\b|time\b", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:owners?|assignees?|assigned|who|names?|persons?|people|responsible|leads?|reviewers?|authors?|attendees?|participants?|dri"
    r"|contacts?|teams?)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:actions?|action items?|tasks?|items?|to-?dos?|follow[- ]?ups?|descriptions?|what|title|summary|remediations?|improvements?"
    r"|measures?)\b",
    re.IGNORECASE,
)
_BOOKKEEPING = re.compile(
    r"(?:status|state|due|deadline|dates?|when|tickets?|issues?|jira|bugs?|links?|prs?|priority|prio|types?|kind|categor\w+|ids?|no"
    r"|nr|done|eta|effort|severity|target|completed|by)\b|#",
    re.IGNORECASE,
)


class Table:
    """One table while it is read."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._header: list[str] = []
        self._is_plan = False

    def add_header(self, start: int, end: int) -> None:
        """Add the row of column titles."""
        self.add_header_cells(list(cells_of(self._passages.text, start, end)))

    def add_header_cells(self, cells: Sequence[tuple[int, int]]) -> None:
        """Add the column titles whose places are given."""
        self._header = [self._passages.text[start:end].strip(" \t*_`") for start, end in cells]
        others = any(_PERSON.match(title) or _BOOKKEEPING.match(title) for title in self._header)
        self._is_plan = (
            others and any(_ACTION.match(title) for title in self._header) and not (self._header and _TIME.match(self._header[0]))
        )
        for start, end in cells:
            if start < end:
                self._passages.add(start, end, scope=Scope.HEADING)

    def add_row(self, start: int, end: int) -> None:
        """Add a row of the source."""
        self.add_cells(list(cells_of(self._passages.text, start, end)))

    def add_cells(self, cells: Sequence[tuple[int, int]]) -> None:
        """Add the cells of a row whose places are given."""
        texts = [self._passages.text[start:end] for start, end in cells]
        of_row = self._scope_of_row(texts)
        for index, (start, end) in enumerate(cells):
            if start < end and (scope := of_row or self._scope_of_cell(index)):
                for part_start, part_end in cut_at_block_tags(self._passages.text, start, end):
                    self._passages.add(part_start, part_end, scope=scope)

    def _scope_of_row(self, texts: list[str]) -> Scope | None:
        """What the whole row is for, when its section or its first cell says it."""
        section = self._passages.section
        if section in (Scope.ATTENDEES, Scope.TIMELINE):
            return section
        if not texts or section is Scope.ACTIONS or self._is_plan:
            return None
        title = texts[0].strip(" \t*_`:")
        if is_label_of_people(f"{title}:") or (len(texts) <= 2 and scope_of_title(title) is Scope.ATTENDEES):
            return Scope.ATTENDEES
        if starts_with_time(texts[0]) or (self._header and _TIME.match(self._header[0])):
            return Scope.TIMELINE
        return None

    def _scope_of_cell(self, index: int) -> Scope | None:
        """What a cell is for by the title of its column; None for what is bookkeeping."""
        section = Scope.ACTIONS if self._is_plan else self._passages.section
        title = self._header[index] if index < len(self._header) else ""
        if title and _PERSON.match(title):
            return Scope.ATTENDEES
        if section is Scope.ACTIONS and title:
            return section if _ACTION.match(title) else None if _BOOKKEEPING.match(title) else Scope.PROSE
        return section


def is_delimiter_row(line: str) -> bool:
    """Whether the line is the row of dashes under the titles of a table."""
    return "-" in line and ("|" in line or ":" in line) and _DELIMITER_ROW.match(line) is not None


def cells_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of the cells in a row of a Markdown table, without the blanks around their text; empty cells keep their turn."""
    row = text[start:end].rstrip()
    if "\\|" in row:
        row = row.replace("\\|", "\\ ")
    parts = row.split("|")
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if part.strip() or index not in (0, last):
            inside = part.strip()
            begin = start + len(part) - len(part.lstrip()) if inside else start
            yield begin, begin + len(inside)
        start += len(part) + 1
