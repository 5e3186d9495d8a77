"""HTML: the text between the tags of blocks, by a scanner of our own: the standard library's takes quadratic time for some."""

import re

from secondstory.language.prose import Prose
from secondstory.language.readers.inline import mask_plain
from secondstory.language.readers.passages import Passages
from secondstory.language.readers.sections import is_log
from secondstory.language.readers.tables import Table
from secondstory.language.readers.tags import ATTRIBUTES, BLOCK_TAG, TAG, mask_tags, pattern

_SKIPPED = "script|style|pre|blockquote|svg|math|template|noscript|head|nav|footer|button|select|textarea|form|iframe|object|canvas"
_STEP = rf"<!--|<[!?][^<>]*+>|<({_SKIPPED})\b{ATTRIBUTES}(?<!/)>|{BLOCK_TAG}"
_TITLE = re.compile(r"<title[^<>]{0,300}>([^<]{0,500}+)</title", re.IGNORECASE)
_SPLITS_CELL = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table"})
_OF_ROWS = frozenset({"table", "tr", "td", "th", "thead", "tbody", "tfoot"})


def read_html(text: str) -> Prose:
    """Read a page of HTML."""
    passages = Passages(text, mask=_mask)
    _Page(passages).read()
    title = _TITLE.search(text[:100_000])
    return passages.prose(title=passages.title or (" ".join(_mask(title[1]).split()) if title else ""))


def _mask(text: str) -> str:
    return mask_plain(mask_tags(text) if "<" in text else text)


class _Page:
    """One walk over the tags of blocks. The cells of a row wait for its end, since the first says what the others are for."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._text = passages.text
        self._level = 0
        self._table: Table | None = None
        self._row: list[tuple[int, int]] = []
        self._row_is_header = False
        self._cell = -1
        self._never_closed: set[str] = set()

    def read(self) -> None:
        steps = pattern(_STEP, re.IGNORECASE)
        done = position = 0
        while step := steps.search(self._text, position):
            start, position = step.span()
            if step[0] == "<!--":
                position = self._end_of_comment(start)
            elif step[1]:
                self._put(done, start)
                done = position = self._end_of(step[1].lower(), position)
            elif step[3]:
                name, closes = step[3].lower(), bool(step[2])
                if self._cell < 0 or name in _OF_ROWS or name in _SPLITS_CELL:
                    self._put(done, start)
                    done = position
                    self._block(name, closes=closes, end=position)
        self._put(done, len(self._text))
        self._end_row()

    def _end_of_comment(self, start: int) -> int:
        end = self._text.find("-->", start + 4)
        end = len(self._text) if end < 0 else end + 3
        self._passages.comments.append((start, end))
        return end

    def _end_of(self, name: str, position: int) -> int:
        """Where the element ends that is skipped. What is never closed is read, except scripts and styles."""
        if name not in self._never_closed:
            if end := pattern(rf"</{name}\s{{0,9}}>", re.IGNORECASE).search(self._text, position):
                return end.end()
            self._never_closed.add(name)
        return len(self._text) if name in {"script", "style"} else position

    def _block(self, name: str, *, closes: bool, end: int) -> None:
        if name in _OF_ROWS:
            self._part_of_table(name, closes=closes, end=end)
            return
        if name[0] == "h" and name[1:].isdigit():
            self._cell = -1
            self._level = 0 if closes else int(name[1:])

    def _part_of_table(self, name: str, *, closes: bool, end: int) -> None:
        self._cell = -1
        if name == "table":
            self._end_row()
            self._table = None if closes else Table(self._passages)
        elif name in {"td", "th"}:
            if not closes:
                self._table = self._table or Table(self._passages)
                self._cell = end
                self._row_is_header = name == "th" and (self._row_is_header or not self._row)
        else:
            self._end_row()

    def _put(self, start: int, end: int) -> None:
        """Hand over the text between two tags of blocks."""
        if self._cell >= 0:
            self._row.append(self._trimmed(start, end))
            return
        start, end = self._trimmed(start, end)
        if start >= end or is_log(self._text[start : min(end, start + 300)]):
            return
        if pattern(rf"(?:\s*+(?:{TAG}|<!--[^<>]{{0,900}}-->))++\s*+$").match(self._text, start, end):
            return
        self._end_row()
        if self._level:
            self._passages.add_heading(start, end, level=self._level)
        else:
            self._passages.add(start, end)

    def _end_row(self) -> None:
        row, self._row = self._row, []
        if not row:
            return
        header, self._row_is_header = self._row_is_header, False
        table = self._table or Table(self._passages)
        if header:
            table.add_header_cells(row)
        else:
            table.add_cells(row)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        inside = self._text[start:end]
        return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
