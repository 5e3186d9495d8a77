"""Rewordings that can stand in the text as they are, so that one click puts them there."""

from dataclasses import dataclass

from secondstory.language.findings import Category, Finding

_FURTHEST = 400
_QUESTION_ENDS = frozenset("?？؟")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Code points `start` to `end` of the text (end exclusive) give way to `text`."""

    start: int
    end: int
    text: str


def replacements_of(finding: Finding, source: str) -> tuple[Replacement, ...]:
    """Return what can replace a part of `source`. Most rewordings say how to think about a sentence and replace nothing;
    a better question stands in for the whole question."""
    if finding.category is not Category.BLAME_QUESTION:
        return ()
    end = _end_of_question(source, finding.start, finding.end)
    questions = [text.strip() for text in finding.rewordings]
    return tuple(Replacement(finding.start, end, question) for question in questions if question[-1:] in _QUESTION_ENDS)


def _end_of_question(source: str, start: int, end: int) -> int:
    """Find the mark that ends the question, on the same line or the one below it; without one, the finding's own end counts."""
    if end > start and source[end - 1] in _QUESTION_ENDS:
        return end
    for at in range(end, min(len(source), end + _FURTHEST)):
        if source[at] in _QUESTION_ENDS:
            return at + 1
        if source[at] in ".!…" and source[at + 1 : at + 2].isspace():
            break
        if source[at] == "\n" and not source[at + 1 : at + 2].strip():
            break
    return end
