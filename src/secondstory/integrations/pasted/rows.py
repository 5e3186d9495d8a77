"""Rows of a table that was copied from a page: cells separated by tabs, or by bars as in Markdown."""

import re
from dataclasses import dataclass

_TIMES = {"time", "when", "timestamp", "date", "zeit", "uhrzeit", "at", "date and time"}
_ACTORS = {"who", "actor", "owner", "person", "author", "user", "by", "name", "wer"}
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_MARKS = re.compile(r"\*\*|__|`")
_MOST_CELLS = 40


@dataclass(frozen=True, slots=True)
class Row:
    time: str
    actor: str
    text: str


class Rows:
    """Reads rows in their order: one that names the columns says where in the rows below it the time and the person stand."""

    def __init__(self) -> None:
        self._time, self._actor = 0, -1

    def read(self, line: str) -> Row | None:
        """Return the cells of a row; None for what is none, and for a row that names columns or divides."""
        cells = _cells(line)
        if cells is None or _RULE.fullmatch(line):
            return None
        plain = [_IN_BRACKETS.sub("", cell).strip().lower() for cell in cells]
        if any(cell in _TIMES for cell in plain):
            self._time = next(index for index, cell in enumerate(plain) if cell in _TIMES)
            self._actor = next((index for index, cell in enumerate(plain) if cell in _ACTORS), -1)
            return None
        if self._time >= len(cells):
            return None
        actor = self._actor if 0 <= self._actor < len(cells) else -1
        told = [cell for index, cell in enumerate(cells) if cell and index not in {self._time, actor}]
        return Row(cells[self._time], cells[actor] if actor >= 0 else "", ", ".join(told))


def _cells(line: str) -> list[str] | None:
    bare = line.strip(" \r\n")
    if bare.startswith("|") and bare.count("|") > 1:
        parts = bare.strip("|").split("|", _MOST_CELLS)
    elif "\t" in bare.strip():
        parts = bare.split("\t", _MOST_CELLS)
    else:
        return None
    return [_MARKS.sub("", part).strip() for part in parts]
