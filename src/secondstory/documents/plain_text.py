"""Plain text, as people paste it from wikis and PDFs, turned into Markdown with the same words.

Headings without markers are told by the vocabulary of reports, wrapped lines are joined, lines that begin with a time or a bullet
become list items, and page furniture moves to the end.
"""

import re
from collections.abc import Iterator

from secondstory.documents.extraction.stamps import Notation, Stamp, leading_stamp
from secondstory.documents.extraction.vocabulary import Rank, part_named
from secondstory.documents.text_layout import at_the_margin, in_one_column, single_spaced, without_furniture
from secondstory.documents.text_titles import title_in

_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```)", re.MULTILINE)
_PAGE_BREAK = re.compile(r"\f(?<=[^\n]\f)")
_DELIMITER = frozenset("|-: ")
_BULLET = re.compile(r"(?:[•·◦▪●‣∙○■□]|[-–*+](?=\s))\s*")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$")
_SENTENCE_END = re.compile(r"[.!?:;]['\")\]]?\s*$")
_POSTED = re.compile(r"Posted\b.{0,60}\d")
_LABEL = re.compile(r"[A-Z][A-Za-z '/-]{1,30}:(?:\s|$)")
_LONGEST_HEADING = 70
_LONGEST_WRAPPED = 200
_SHORTEST_RUN = 3
_LEAST_PROSE = 80
_NOTATION = Notation(dotted=True)


def to_markdown(text: str) -> str:
    """Give `text` as Markdown; every word stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [line.rstrip(" \t") for line in _PAGE_BREAK.sub("\n\f", text).expandtabs(8).split("\n")]
    if _MARKDOWN.search(text) or any(_is_table_delimiter(line) for line in lines):
        return text.replace("\f", "\n")
    lines, furniture = without_furniture(lines)
    blocks = list(_Writer(in_one_column(at_the_margin(single_spaced(lines))), furniture).blocks())
    if furniture:
        blocks += ["***", "\n".join(furniture)]
    return "\n\n".join(blocks).strip("\n") + "\n"


class _Writer:
    """Goes through the lines once and gives Markdown blocks."""

    def __init__(self, lines: list[str], furniture: list[str]) -> None:
        self.lines = lines
        self.title = title_in(lines, furniture=furniture)
        self.wraps = sum(len(line) > _LONGEST_WRAPPED for line in lines) * 8 <= sum(bool(line.strip()) for line in lines)
        self.width = 0  # of the longest line around, where lines wrap
        self.block: list[str] = []
        self.last = ""  # the line before, while it may run on
        self.item: int | None = None  # the indentation of the open list item
        self.gathers = False  # whether the open item is a time on a line of its own

    def blocks(self) -> Iterator[str]:
        widths = _widths(self.lines)
        for number, line in enumerate(self.lines):
            self.width = widths[number]
            stripped = line.strip()
            if not stripped:
                yield from self._pause()
            elif self.title and self.title.start <= number < self.title.end:
                yield from self._close()
                if number == self.title.start:
                    yield f"# {self.title.text}"
            elif _UNDERLINE.match(line):
                yield from self._close()
                yield "***"
            elif not (self.title and number < self.title.start) and self._is_heading(line, number):
                yield from self._close()
                yield f"## {stripped}"
            else:
                yield from self._text(line, stripped)
        yield from self._close()

    # ------------------------------------------------------------------ open block

    def _close(self) -> Iterator[str]:
        if self.block:
            yield "\n".join(self.block)
        self.block, self.last, self.item, self.gathers = [], "", None, False

    def _pause(self) -> Iterator[str]:
        """A blank line ends a paragraph; the item of a time on its own line goes on while lines stay indented."""
        if self.gathers and self.block:
            if self.block[-1]:
                self.block.append("")
            self.last = ""
        elif self.block:
            yield from self._close()

    def _text(self, line: str, stripped: str) -> Iterator[str]:
        indent = len(line) - len(line.lstrip())
        stamp = leading_stamp(stripped, _NOTATION)
        timed = (
            stamp is not None and stamp.clock is not None and not (stamp.dotted and not stamp.zone and not self._is_dotted(stripped, stamp))
        )
        if (
            self.gathers
            and self.item is not None
            and indent > self.item
            and not (timed and stamp and stamp.clock and stamp.day is None and stamp.length >= len(stripped))
        ):
            self.block.append(f"  {_escaped(stripped)}")
            return
        if self.gathers and self.block and not self.block[-1]:
            yield from self._close()
        if timed and stamp:
            yield from self._close()
            self._open_item(indent, f"- {stripped}", gathers=True)
            return
        bullet, number = _BULLET.match(stripped), _NUMBER.match(stripped)
        if bullet and bullet.end() < len(stripped):
            yield from self._close_unless_item()
            self._open_item(indent, f"- {_escaped(stripped[bullet.end() :])}")
        elif number and (self.item is not None or not self._runs_on(line, stripped)):
            yield from self._close_unless_item()
            self._open_item(indent, f"{number[1]}. {stripped[number.end() :]}")
        elif self.block and self._runs_on(line, stripped):
            self.block[-1] += f" {stripped}"
            self.last = line
        elif self.item is not None and self.block:
            yield from self._after_item(line, stripped, indent)
        else:
            yield from self._close()
            if indent >= 4 and self.wraps:
                self._open_item(indent, f"- {_escaped(stripped)}")
            else:
                self.block, self.last = [_escaped(stripped)], line

    def _open_item(self, indent: int, text: str, *, gathers: bool = False) -> None:
        self.block.append(text)
        self.last, self.item, self.gathers = " " * indent + text, indent, gathers

    def _close_unless_item(self) -> Iterator[str]:
        if self.item is None or self.gathers:
            yield from self._close()

    def _after_item(self, line: str, stripped: str, indent: int) -> Iterator[str]:
        """A line after a list item that does not run on: the next item where items have no bullets, else a line of the item."""
        if self.item is not None and indent >= 4 and indent == self.item:
            self._open_item(indent, f"- {_escaped(stripped)}")
        elif not self.wraps:
            yield from self._close()
            self.block, self.last = [_escaped(stripped)], line
        else:
            self.block.append(f"  {_escaped(stripped)}")
            self.last = line

    # ------------------------------------------------------------------ one line

    def _runs_on(self, line: str, stripped: str) -> bool:
        """Whether a line goes on with the sentence of the line before, so that only the page's width broke them apart."""
        last = self.last.rstrip()
        if not last or not self.wraps or _POSTED.match(stripped) or _LABEL.match(stripped):
            return False
        first = stripped.split(None, 1)[0]
        if stripped[0].islower() and not _SENTENCE_END.search(last):
            return True
        room = self.width - len(last) - 1 - len(first)
        indented = len(line) - len(line.lstrip()) >= 4
        if indented and self.item is not None and _SENTENCE_END.search(last) and stripped[0].isupper():
            return False
        return room < (0 if indented else 0.2 * self.width if _SENTENCE_END.search(last) else 0.35 * self.width)

    def _is_dotted(self, stripped: str, stamp: Stamp) -> bool:
        """Whether "11 20 - text" or "11.20 text" is a time: a dash or a zone follows the first form, words follow the second."""
        return bool(re.match(r"\d\d[ .]\d\d\s*(?:[-–—]\s|UTC|GMT)", stripped) or re.match(r"\d\d\.\d\d\s+[A-Za-z#@<\[]", stripped))

    def _is_heading(self, line: str, number: int) -> bool:
        stripped = line.strip()
        if len(stripped) > _LONGEST_HEADING or stripped[-1] in ".,;" or stripped[0].islower() or "   " in stripped:
            return False
        indent = len(line) - len(line.lstrip())
        if self.gathers and self.item is not None and indent > self.item:
            return False
        if self._stands_alone(number) and self._reads_like_heading(stripped, number):
            return True
        part = part_named(stripped)
        if part is None or (part.rank is Rank.PHRASE and not stripped.isupper() and not stripped.endswith("?")):
            return False
        if part.rank is Rank.WEAK and self.block and not stripped.isupper() and not (self.item is not None and indent < self.item):
            return False
        return not (self.last and self.wraps and len(self.last) > 0.8 * self.width and not _SENTENCE_END.search(self.last))

    def _stands_alone(self, number: int) -> bool:
        before = self.lines[number - 1] if number else ""
        after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return not before.strip() and not after.strip()

    def _reads_like_heading(self, stripped: str, number: int) -> bool:
        """A short line alone that prose follows: a heading whatever it says."""
        words = stripped.split()
        if (
            len(words) > 8
            or not stripped[0].isupper()
            or stripped[-1] in "!:)"
            or len(stripped) < 4
            or "http" in stripped
            or "@" in stripped
        ):
            return False
        following = next((line for line in self.lines[number + 2 : number + 4] if line.strip()), "")
        return len(following) >= _LEAST_PROSE and following[0] not in " •-*>" and leading_stamp(stripped, _NOTATION, lead=True) is None


def _is_table_delimiter(line: str) -> bool:
    """The line below the head of a Markdown table ("---|:---")."""
    return "---" in line and "|" in line and _DELIMITER.issuperset(line)


def _widths(lines: list[str]) -> list[int]:
    """For each line the length at which the lines around it wrap: the longest of its run, or of the whole text where the run is short."""
    whole = max((len(line.rstrip()) for line in lines if len(line) <= _LONGEST_WRAPPED), default=0)
    widths: list[int] = []
    run: list[int] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(len(line.rstrip()))
            continue
        widths += [max(run) if len(run) >= _SHORTEST_RUN else whole] * len(run)
        widths.append(whole)
        run = []
    return widths


def _escaped(text: str) -> str:
    """`text` so that its first character opens no heading."""
    return f"\\{text}" if re.match(r"#{1,6}(?:\s|$)", text) else text
