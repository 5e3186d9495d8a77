"""Places in a document: code points here, lines and units of an encoding in an editor.

Python's own idea of a line does not fit: only a line feed, a carriage return, or both together end a line in the protocol.
"""

import re
from bisect import bisect_right

from lsprotocol import types

_LINE_ENDS = re.compile(r"\r\n|\n|\r")


class Positions:
    """The lines of one text. `encoding` is what was agreed with the editor; without agreement it is UTF-16."""

    def __init__(self, text: str, *, encoding: str | None = None) -> None:
        self._text = text
        self._encoding = encoding or types.PositionEncodingKind.Utf16
        self._starts = [0, *(end.end() for end in _LINE_ENDS.finditer(text))]

    def position(self, offset: int) -> types.Position:
        """Return where in the editor a code point stands. One beyond the end is the end."""
        offset = max(0, min(offset, len(self._text)))
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the code point at a place in the editor. A place beyond the end of its line is the end of the line."""
        if position.line >= len(self._starts):
            return len(self._text)
        at, end, left = self._starts[position.line], self._end_of_line(position.line), position.character
        while at < end and left > 0:
            left -= self._units(self._text[at])
            at += 1
        return at

    def start_of_line(self, offset: int) -> int:
        """Return the first code point of the line in which `offset` stands."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def end_of_line(self, offset: int) -> int:
        """Return the code point behind the last one of the line in which `offset` stands."""
        return self._end_of_line(bisect_right(self._starts, offset) - 1)

    @property
    def line_end(self) -> str:
        """What ends a line in this document."""
        first = _LINE_ENDS.search(self._text)
        return first[0] if first else "\n"

    def _end_of_line(self, line: int) -> int:
        if line + 1 == len(self._starts):
            return len(self._text)
        end = self._starts[line + 1] - 1
        return end - 1 if self._text[end - 1 : end + 1] == "\r\n" else end

    def _units(self, text: str) -> int:
        if self._encoding == types.PositionEncodingKind.Utf32 or text.isascii():
            return len(text)
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(letter > "\uffff" for letter in text)
