"""What was found in one document, and lines and columns in it."""

from bisect import bisect_right
from dataclasses import dataclass

from secondstory.language.findings import Finding, Level
from secondstory.language.readers.lines import lines_of
from secondstory.language.rule_files import Rule


class Places:
    """The lines of a text. Lines and columns count from 1, columns in code points; lines end with LF, CRLF or CR, as editors have it."""

    def __init__(self, text: str) -> None:
        lines = list(lines_of(text))
        self._starts = [start for _, start in lines]
        self._lines = [line for line, _ in lines]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Where the code point stands."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        return self._lines[number - 1]


@dataclass(frozen=True, slots=True)
class Report:
    """One document with its findings and the rules that it was read with."""

    name: str
    text: str
    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    docs: str = ""
    """Where the documentation of the rules stands; empty when nothing says so."""

    def places(self) -> Places:
        """Lines and columns of this document."""
        return Places(self.text)

    def count(self, level: Level) -> int:
        """How many findings have this level."""
        return sum(1 for finding in self.findings if finding.level is level)

    def link_to(self, finding: Finding) -> str:
        """Where the rule is explained."""
        return f"{(self.docs or 'docs').rstrip('/')}/{finding.why}"
