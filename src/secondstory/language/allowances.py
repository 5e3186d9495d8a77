"""`<!-- secondstory: allow RULE because … -->`: a wording that its authors want to keep, with the reason for whoever reads the source.

The comment applies to what stands on its own line, or, alone on its lines, to the block after it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondstory.language.findings import Finding
from secondstory.language.prose import Prose
from secondstory.language.rule_files import Rule

WITHOUT_REASON = "allowance-without-reason"
UNUSED = "unused-allowance"
KIND = "allowance"

_ADDRESSED = re.compile(r"<!--\s{0,99}secondstory:", re.IGNORECASE)
_ALLOWANCE = re.compile(
    r"\s{0,99}secondstory:\s{0,99}allow\s{1,99}([\w-]{1,60}(?:\s{0,9},\s{0,9}[\w-]{1,60}){0,20})(?:\s{1,99}because\b(.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*+(?:\r|\n)")


@dataclass(slots=True)
class _Allowance:
    """Which rules and categories are allowed between two places, and whether that was needed."""

    names: frozenset[str]
    comment: tuple[int, int]
    reach: tuple[int, int]
    has_reason: bool
    used: bool = False


def apply_allowances(text: str, prose: Prose, findings: Sequence[Finding], *, rules: Iterable[Rule]) -> list[Finding]:
    """Return the findings that are not allowed, and what is to say about the allowances themselves, in the order of the text."""
    comments = [comment for comment in prose.comments if _ADDRESSED.match(text, *comment)]
    if not comments:
        return list(findings)
    reaches = _Reaches(text, prose)
    allowances = [allowance for comment in comments if (allowance := _read(text, reaches, comment))]
    starts = [allowance.reach[0] for allowance in allowances]
    kept = [finding for finding in findings if not _is_allowed(finding, allowances, starts)]
    about_them = {rule.id: rule for rule in rules if rule.kind == KIND}
    for allowance in allowances:
        name = UNUSED if not allowance.used else WITHOUT_REASON if not allowance.has_reason else ""
        if name in about_them:
            kept.append(_finding(about_them[name], allowance))
    return sorted(kept, key=lambda finding: (finding.start, finding.end))


def _is_allowed(finding: Finding, allowances: Sequence[_Allowance], starts: Sequence[int]) -> bool:
    allowed = False
    for index in range(bisect_left(starts, finding.end) - 1, -1, -1):
        if allowances[index].reach[1] <= finding.start:
            break
        if finding.rule in allowances[index].names or finding.category in allowances[index].names:
            allowances[index].used = allowed = True
    return allowed


def _read(text: str, reaches: "_Reaches", comment: tuple[int, int]) -> _Allowance | None:
    found = _ALLOWANCE.match(text[comment[0] + 4 : comment[1]].removesuffix("-->").rstrip())
    if found is None:
        return None
    names = frozenset(name.strip().lower() for name in found[1].split(","))
    return _Allowance(names, comment, reaches.of(*comment), bool((found[2] or "").strip(" .…:–—-")))


class _Reaches:
    """From where to where a comment speaks. Asked in the order of the text."""

    def __init__(self, text: str, prose: Prose) -> None:
        self._text = text
        self._passages = prose.passages
        self._starts = [passage.start for passage in prose.passages]
        self._ends = [passage.end for passage in prose.passages]
        self._empty_line = -1

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The passages on the comment's own line, else the block that follows it."""
        line_start = self._text.rfind("\n", 0, start) + 1
        line_start = self._text.rfind("\r", line_start, start) + 1 or line_start
        line_end = self._text.find("\n", end)
        first = bisect_right(self._ends, line_start)
        last = bisect_left(self._starts, line_end if line_end >= 0 else len(self._text)) - 1
        if first <= last:
            return self._starts[first], self._ends[last]
        if first == len(self._passages):
            return end, end
        return self._starts[first], max(self._next_empty_line(self._starts[first]), self._ends[first])

    def _next_empty_line(self, start: int) -> int:
        if self._empty_line < start:
            found = _EMPTY_LINE.search(self._text, start)
            self._empty_line = found.start() if found else len(self._text)
        return self._empty_line


def _finding(rule: Rule, allowance: _Allowance) -> Finding:
    return Finding(rule.id, rule.category, rule.level, *allowance.comment, rule.message, rule.rewordings)
