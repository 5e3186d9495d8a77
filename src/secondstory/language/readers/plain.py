"""Plain text: paragraphs between empty lines, lists, titles on lines of their own, logs."""

import re
from itertools import pairwise

from secondstory.language.prose import Prose
from secondstory.language.readers.inline import mask_plain
from secondstory.language.readers.lines import lines_of
from secondstory.language.readers.passages import Passages
from secondstory.language.readers.sections import (
    is_label_of_people,
    is_log,
    names_another_part,
    opens_trace,
    scope_of_title,
    starts_with_time,
)

_MARK = re.compile(r"(?:[-*+•‣◦·–—o]|\d{1,3}[.)]|\(?[a-z\d]\))[ \t]{1,9}(?:\[[ xX]\][ \t])?")
_RULE = re.compile(r"[=\-_*~#]{3,}+$")
_ALLOWANCE = re.compile(r"<!--\s{0,9}secondstory:[^<>]{0,900}-->")
_LONGEST_TITLE = 70
_NOT_AFTER_TITLE = (".", "!", ";", ",")
_WIDEST_WRAPPED = 120


def read_plain_text(text: str) -> Prose:
    """Read a plain text. A line that ended early ended on purpose, so that a list without marks does not run together."""
    passages = Passages(text, mask=_mask)
    if "<!--" in text:
        passages.comments += [comment.span() for comment in _ALLOWANCE.finditer(text)]
    _PlainText(passages).read()
    return passages.prose()


def _mask(text: str) -> str:
    if "<!--" in text:
        text = _ALLOWANCE.sub(lambda comment: " " * len(comment[0]), text)
    return mask_plain(text)


class _PlainText:
    """One walk over the lines; the paragraph that is open is kept as the places of its lines."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._paragraph: list[tuple[int, int]] = []
        self._in_trace = False

    def read(self) -> None:
        for line, start in lines_of(self._passages.text):
            content = line.strip()
            if not content:
                self._close()
                self._in_trace = False
            elif not self._in_trace:
                begin = start + len(line) - len(line.lstrip())
                self._line(content, begin, begin + len(content))
        self._close()

    def _line(self, content: str, start: int, end: int) -> None:
        if content[0] == ">" or _RULE.match(content):
            if content[0] in "=-" and len(self._paragraph) == 1:
                self._passages.add_heading(*self._paragraph.pop(), level=2)
            self._close()
        elif is_log(content):
            self._close()
            self._in_trace = opens_trace(content)
        elif mark := _MARK.match(content):
            self._close()
            if mark.end() < len(content):
                self._paragraph.append((start + mark.end(), end))
        else:
            self._paragraph.append((start, end))

    def _close(self) -> None:
        """Hand over the paragraph that is open, cut where its author began a new line on purpose."""
        if not self._paragraph:
            return
        lines, self._paragraph = self._paragraph, []
        text = self._passages.text
        width = max(end - start for start, end in lines)
        begin = lines[0][0]
        for before, line in pairwise(lines):
            if self._is_title(*before) or self._is_title(*line) or _broke_on_purpose(text, before, line, width):
                self._put(begin, before[1])
                begin = line[0]
        self._put(begin, lines[-1][1])

    def _put(self, start: int, end: int) -> None:
        if self._is_title(start, end):
            self._passages.add_heading(start, end, level=2)
        else:
            self._passages.add(start, end)

    def _is_title(self, start: int, end: int) -> bool:
        """Whether the line is a title that post-mortems have."""
        if end - start > _LONGEST_TITLE:
            return False
        line = self._passages.text[start:end]
        return not (line[0].islower() or line.endswith(_NOT_AFTER_TITLE)) and (scope_of_title(line) is not None or names_another_part(line))


def _broke_on_purpose(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a new line begins although the first word of it had room on the line before."""
    if width > _WIDEST_WRAPPED:
        return True
    start = text[line[0] : min(line[1], line[0] + 100)]
    if start[0].islower():
        return False
    first_word = len(start.split(None, 1)[0])
    return before[1] - before[0] + 1 + first_word < width or starts_with_time(start) or is_label_of_people(start)
