"""Markdown: its blocks by one walk over the lines, so that a place in the source is never lost and a long document costs little.

It follows CommonMark and GitHub's tables and alerts where they decide what is prose. Where a sloppy document would turn half of itself into
code (an item indented too far, a fence that is indented less than its list), it takes the reading that the author meant.
"""

import re
from itertools import pairwise

from secondstory.language.prose import Prose
from secondstory.language.readers.front_matter import read_front_matter
from secondstory.language.readers.lines import lines_of
from secondstory.language.readers.passages import Passages
from secondstory.language.readers.sections import is_chat, is_log, opens_trace, starts_with_time
from secondstory.language.readers.tables import Table, is_delimiter_row
from secondstory.language.readers.tags import BLOCK_TAG, cut_at_block_tags, pattern

_BULLET = re.compile(r"[-*+•‣◦](?=[ \t]|$)[ \t]{0,4}(?:\[[ xX]\][ \t])?")
_NUMBER = re.compile(r"\d{1,9}[.)](?=[ \t]|$)[ \t]{0,4}(?:\[[ xX]\][ \t])?")
_BREAK = re.compile(r"([-*_])[ \t]*+(?:\1[ \t]*+){2,}$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]{1,99}|$|(?<=##)(?=[^\s#]))")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"(`{3,}+|~{3,}+)(?!.*`)|(~{3,}+)")
_DEFINITION = re.compile(r"\[(?!\^)[^\[\]]{1,300}\]:(?:[ \t]|$)")
_RAW_ELEMENT = re.compile(r"<(pre|script|style|textarea|blockquote|svg|math)(?:[\s>]|$)", re.IGNORECASE)
_ONLY_TAGS = re.compile(r"(?:</?[a-zA-Z][^<>]*+>[ \t]*+)+$")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]|:::|\{%[^%]{0,300}%\}[ \t]*$|\{[:#.][^{}]{0,200}\}[ \t]*$|=== \"")
_ALERT = re.compile(r">[ \t]{0,4}\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$", re.IGNORECASE)
_OWN_LINE = re.compile(r"(?:\*\*|__)[^*_\n]{1,60}(?::(?:\*\*|__)|(?:\*\*|__)[ \t]{0,2}:)|[A-Z]\S{0,30}(?: \S{1,30}){0,3}: ")

_DEEPEST = 60
"""How far list items are followed into each other."""


def read_markdown(text: str) -> Prose:
    """Read a Markdown document."""
    front_matter = read_front_matter(text)
    passages = Passages(text)
    MarkdownBlocks(passages).read(front_matter.end)
    return passages.prose(title=front_matter.title, people=front_matter.people)


class MarkdownBlocks:
    """One walk over the lines. The paragraph that is open is kept as the places of its lines."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.text = passages.text
        self._paragraph: list[tuple[int, int]] = []
        self._items: list[int] = []
        """How far the text of the open list items is indented."""
        self._table: Table | None = None
        self._fence = ""
        self._raw_end = ""
        self._in_quote = self._in_alert = self._in_trace = False
        self._last_comment_end = self.text.rfind("-->")
        self._comment_start = -1

    def read(self, position: int) -> None:
        """Read from `position` to the end of the text."""
        for line, start in lines_of(self.text, start=position):
            if line:
                self._line(line, start, start + len(line))
            elif not self._raw_end and not self._fence:
                self._blank()
        self._close()

    def _line(self, line: str, start: int, end: int) -> None:
        content = line.lstrip(" \t")
        if self._fence or self._raw_end:
            self._inside_raw(line, content, start, end)
        elif not content or content.isspace():
            self._blank()
        elif content[0].isalpha() and self._goes_on(line, content):
            self._more_text(content, end)
        elif not self._in_trace:
            self._block(line, content, end)

    def _goes_on(self, line: str, content: str) -> bool:
        """Whether a line that begins with a letter is plain text for sure: most lines are, so it is asked first."""
        if self._in_alert or "<!--" in line:
            return False
        if self._paragraph:
            return True
        if content is not line or self._table is not None or self._in_quote or self._in_trace:
            return False
        self._items.clear()
        return True

    def _blank(self) -> None:
        self._close()
        self._in_quote = self._in_alert = self._in_trace = False

    def _close(self) -> None:
        """End the paragraph or table that is open."""
        self._table = None
        if self._paragraph:
            lines, self._paragraph = self._paragraph, []
            self._put_paragraph(lines)

    def _inside_raw(self, line: str, content: str, start: int, end: int) -> None:
        if self._fence:
            if content.startswith(self._fence) and not content.strip(self._fence[0] + " \t"):
                self._fence = ""
            return
        at = line.find(self._raw_end) if self._raw_end == "-->" else line.lower().find(self._raw_end)
        if at < 0:
            return
        at += len(self._raw_end)
        self._raw_end = ""
        if self._comment_start >= 0:
            self.passages.comments.append((self._comment_start, start + at))
            self._comment_start = -1
        if line[at:].strip():
            self._line(line[at:], start + at, end)

    def _more_text(self, content: str, end: int) -> None:
        """A line that begins with a letter and continues the paragraph, unless a machine wrote it."""
        if is_log(content):
            self._skip_log(content)
        else:
            self._paragraph.append((end - len(content), end))

    def _block(self, line: str, content: str, end: int) -> None:
        indent = _columns(line[: len(line) - len(content)]) if content is not line else 0
        while self._items and indent < self._items[-1] and not self._paragraph:
            self._items.pop()
        if indent >= 4 and not self._paragraph and self._table is None and self._is_code(content, indent):
            return
        if self._in_alert and content[0] == ">":
            self._alert_line(content, end)
            return
        if "<!--" in content and not self._comment(content, end):
            return
        self._opening(content, end - len(content), end, indent)

    def _is_code(self, content: str, indent: int) -> bool:
        if not self._items:
            return True
        return indent - self._items[-1] >= 4 and not _BULLET.match(content)

    def _opening(self, content: str, start: int, end: int, indent: int) -> None:
        """A line by its first character."""
        first = content[0]
        if first.isalpha() and self._table is None:
            self._text(content, start, end, indent)
        elif first == "#" and (heading := _HEADING.match(content)):
            self._close()
            self._heading(content, heading, start)
        elif first == ">":
            self._close()
            self._in_quote = not _ALERT.match(content)
            self._in_alert = not self._in_quote
        elif first in "`~" and (fence := _FENCE.match(content)):
            self._close()
            self._fence = fence[1] or fence[2]
        elif first in "-=" and self._paragraph and _UNDERLINE.match(content) and not self._table_begins(content):
            self._underlined(1 if first == "=" else 2)
        elif first in "-*_" and _BREAK.match(content):
            self._close()
        elif (first in "-*+•‣◦" and (mark := _BULLET.match(content))) or (
            first.isdigit() and (mark := _NUMBER.match(content)) and self._may_number(mark[0])
        ):
            self._item(content, mark, start, end, indent)
        elif first in "|:-" and self._paragraph and self._table_begins(content):
            self._open_table(content)
        elif self._table is not None or first == "|":
            self._row(content, start, end)
        elif not self._hidden(content, first):
            self._text(content, start, end, indent)

    def _heading(self, content: str, heading: re.Match[str], start: int) -> None:
        self._items.clear()
        self._in_quote = False
        title = content[heading.end() :].rstrip()
        closed = title.rstrip("#")
        if closed != title and (not closed or closed[-1] in " \t"):
            title = closed.rstrip()
        if title:
            begin = start + heading.end()
            self.passages.add_heading(begin, begin + len(title), level=len(heading[1]))

    def _underlined(self, level: int) -> None:
        lines, self._paragraph = self._paragraph, []
        for line in lines[:-1]:
            self.passages.add(*self._trimmed(*line))
        self._items.clear()
        self.passages.add_heading(*self._trimmed(*lines[-1]), level=level)

    def _may_number(self, mark: str) -> bool:
        """Inside a paragraph only "1." opens a list, so that a wrapped "… in\n2020. Then" does not."""
        return not self._paragraph or bool(self._items) or mark.rstrip().rstrip(".)") == "1"

    def _item(self, content: str, mark: re.Match[str], start: int, end: int, indent: int) -> None:
        self._close()
        self._in_quote = False
        while self._items and indent < self._items[-1]:
            self._items.pop()
        self._items.append(indent + min(mark.end(), 5))
        rest = content[mark.end() :]
        if not rest.strip():
            return
        if indent > _DEEPEST:
            self._paragraph.append((end - len(rest), end))
        else:
            self._opening(rest.lstrip(" \t"), end - len(rest.lstrip(" \t")), end, indent + mark.end())

    def _table_begins(self, content: str) -> bool:
        last = self._paragraph[-1]
        return "|" in self.text[last[0] : last[1]] and is_delimiter_row(content)

    def _open_table(self, content: str) -> None:
        header = self._paragraph.pop()
        self._close()
        self._table = Table(self.passages)
        self._table.add_header(*header)

    def _row(self, content: str, start: int, end: int) -> None:
        if self._table is None:
            self._paragraph.append((start, end))
        elif "|" in content:
            self._table.add_row(start, end)
        else:
            self._close()
            self._text(content, start, end, 0)

    def _hidden(self, content: str, first: str) -> bool:
        """Whether the line is no prose: a definition of a link, raw HTML, a marker of an extension."""
        if first == "[" and not self._paragraph and _DEFINITION.match(content):
            return True
        if first in "!?:{=" and _ADMONITION.match(content):
            self._close()
            if first in "!?=":
                self._items.append((self._items[-1] if self._items else 0) + 4)
            return True
        if first == "<" and not is_chat(content):
            return self._raw_html(content)
        return False

    def _raw_html(self, content: str) -> bool:
        if element := _RAW_ELEMENT.match(content):
            self._close()
            end = f"</{element[1].lower()}>"
            if end not in content.lower():
                self._raw_end = end
                return True
            return content.lower().rstrip().endswith(end)
        if _ONLY_TAGS.match(content):
            if not self._paragraph or pattern(BLOCK_TAG, re.IGNORECASE).match(content):
                self._close()
            return True
        return False

    def _text(self, content: str, start: int, end: int, indent: int) -> None:
        if is_log(content):
            self._skip_log(content)
            return
        if self._in_quote:
            return  # the lazy end of a quotation
        if not self._paragraph:
            while self._items and indent < self._items[-1]:
                self._items.pop()
        self._paragraph.append((start, end))

    def _skip_log(self, content: str) -> None:
        self._close()
        self._in_trace = opens_trace(content)

    def _alert_line(self, content: str, end: int) -> None:
        inside = content[1:].lstrip(" \t")
        if not inside or inside.isspace():
            self._close()
        else:
            self._opening(inside, end - len(inside), end, 0)

    def _comment(self, content: str, end: int) -> bool:
        """Note the comments of the line. False when nothing of the line is left to read."""
        start = end - len(content)
        at = content.find("<!--")
        if content.count("`", 0, at) % 2:
            return True
        begin, done = at, 0
        while at >= 0:
            stop = content.find("-->", at + 4)
            if stop < 0:
                return self._open_comment(content, start, at)
            done = stop + 3
            self.passages.comments.append((start + at, start + done))
            at = content.find("<!--", done)
        if begin == 0 and not content[done:].strip():
            self._close()
            return False
        return True

    def _open_comment(self, content: str, start: int, at: int) -> bool:
        if at and self._last_comment_end < start + at:
            return True  # never closed: text
        before = content[:at].rstrip()
        if before:
            self._opening(before, start, start + len(before), 0)
        self._close()
        self._raw_end = "-->"
        self._comment_start = start + at
        return False

    def _put_paragraph(self, lines: list[tuple[int, int]]) -> None:
        """Hand over a paragraph, cut where its author began a new line on purpose."""
        if self.text[lines[0][0]] == "|" and self.text[lines[0][1] - 1] == "|":
            rows = Table(self.passages)
            for line in lines:
                rows.add_row(*line)
            return
        begin = lines[0][0]
        for before, line in pairwise(lines):
            if self._broke_on_purpose(before, line):
                self._put_lines(begin, before[1])
                begin = line[0]
        self._put_lines(begin, lines[-1][1])

    def _broke_on_purpose(self, before: tuple[int, int], line: tuple[int, int]) -> bool:
        last = self.text[before[1] - 1]
        if last == "\\" or (last == " " and self.text[before[1] - 2] == " "):
            return True
        start = self.text[line[0] : min(line[1], line[0] + 100)]
        return not start[0].islower() and (starts_with_time(start) or _OWN_LINE.match(start) is not None)

    def _put_lines(self, start: int, end: int) -> None:
        start, end = self._trimmed(start, end)
        if start >= end:
            return
        if "<" not in self.text[start:end]:
            self.passages.add(start, end)
            return
        for part_start, part_end in cut_at_block_tags(self.text, start, end):
            self.passages.add(part_start, part_end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        if self.text[end - 1].isspace():
            end = start + len(self.text[start:end].rstrip())
        return end - len(self.text[start:end].lstrip()), end


def _columns(space: str) -> int:
    return len(space.expandtabs(4)) if "\t" in space else len(space)
