"""Findings for people at a terminal: the line, the span, why it matters and what to write instead."""

import textwrap
import unicodedata
from functools import lru_cache

from secondstory.cli.lint.report import Places, Report
from secondstory.language.findings import Finding, Level

_WIDTH = 100
_MOST_REWORDINGS = 3
_COLOURS = {Level.WARNING: "33", Level.SUGGESTION: "36"}


class TextForm:
    """One paragraph a finding, and a last line that counts."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour
        self._counts = dict.fromkeys(Level, 0)
        self._documents = 0

    def document(self, report: Report) -> str:
        """What to write when a document is done."""
        self._documents += 1
        if not report.findings:
            return ""
        places = report.places()
        for level in Level:
            self._counts[level] += report.count(level)
        return "".join(self._finding(report, places, finding) + "\n" for finding in report.findings)

    def end(self) -> str:
        """What to write when all are done."""
        of = f"{self._documents} document{'' if self._documents == 1 else 's'}"
        if not any(self._counts.values()):
            return f"Nothing to reword in {of}.\n"
        parts = [f"{count} {level.value}{'' if count == 1 else 's'}" for level, count in self._counts.items() if count]
        return f"{' and '.join(parts)} in {of}.\n"

    def _finding(self, report: Report, places: Places, finding: Finding) -> str:
        line, column = places.line_and_column(finding.start)
        end_line, end_column = places.line_and_column(finding.end)
        source = places.line(line)
        shown, before, length = _window(source, column - 1, end_column - 1 if end_line == line else len(source))
        margin = " " * len(str(line))
        level = self._painted(finding.level.value, _COLOURS[finding.level])
        rows = [
            f"{self._painted(f'{_clean(report.name)}:{line}:{column}', '1')} {level} {finding.rule}",
            f"  {margin} |",
            f"  {line} | {shown}",
            f"  {margin} | {' ' * before}{self._painted('^' * length, _COLOURS[finding.level])}",
            *_wrapped(finding.message, "  "),
        ]
        for rewording in finding.rewordings[:_MOST_REWORDINGS]:
            rows += _wrapped(rewording, "  → ")
        return "\n".join([*rows, f"  Why: {report.link_to(finding)}", ""])

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of the line around the span, with the columns before the span and the columns it takes on a terminal."""
    first = max(0, min(start - _WIDTH // 3, len(line) - _WIDTH))
    last = max(min(len(line), first + _WIDTH), min(end, start + _WIDTH))
    lead, tail = ("… " if first else ""), (" …" if last < len(line) else "")
    shown = lead + _clean(line[first:last]) + tail
    return shown, len(lead) + _columns(_clean(line[first:start])), max(1, _columns(_clean(line[start : min(end, last)])))


def _clean(text: str) -> str:
    """The text without what would steer a terminal or turn its direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if letter in "\t\xa0" else letter if letter.isprintable() or letter == "\u200d" else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns_of(letter) for letter in text)


def _columns_of(letter: str) -> int:
    if letter == "\u200d" or unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


@lru_cache(maxsize=1024)
def _wrapped(text: str, lead: str) -> tuple[str, ...]:
    """The text in lines as wide as a page; most sentences come again and again."""
    rows = textwrap.wrap(_clean(text), width=_WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
    return tuple(rows) or (lead,)
