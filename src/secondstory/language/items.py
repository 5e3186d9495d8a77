"""The action items of a document, as they are worded.

Whether an item has an owner and a date often stands in another column or in the tracker, so that is asked of the document as a whole
(`language.structure`), not here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondstory.language.findings import Category, Finding
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import Format

_ASKED_ELSEWHERE = frozenset({"action-no-owner", "action-no-deadline", "action-no-definition-of-done"})
_DONE = ("[x]", "[X]")
_FEWEST_WORDS = 2
_NEAR = 200
"""How far before an item its mark is looked for."""


def findings_in_items(text: str, prose: Prose, *, format: Format, people: Sequence[str]) -> list[Finding]:  # noqa: A002
    """Return what to reword in the action items, in the order of the text."""
    items = [passage for passage in prose.passages if passage.scope is Scope.ACTIONS and _is_open_item(text, passage, format)]
    if not items:
        return []
    known = (*prose.people, *people)
    return [finding for item in items for finding in _in_item(prose, item, known)]


def without_repeats(items: Sequence[Finding], prose: Sequence[Finding]) -> list[Finding]:
    """Return the findings in action items that do not say again what a finding in the prose says of the same words."""
    taken = [finding for finding in prose if finding.category is Category.PUNITIVE_TRAINING]
    return [one for one in items if not any(one.start < other.end and other.start < one.end for other in taken)]


def _in_item(prose: Prose, item: Passage, people: Sequence[str]) -> Iterator[Finding]:
    from secondstory.language.actions import judge_action

    said = prose.masked[item.start : item.end]
    if len(said.split()) < _FEWEST_WORDS:
        return
    for finding in judge_action(said, people=people).messages:
        if finding.rule not in _ASKED_ELSEWHERE:
            yield replace(finding, start=item.start + finding.start, end=item.start + finding.end)


def _is_open_item(text: str, passage: Passage, format: Format) -> bool:  # noqa: A002
    """Whether the passage is an entry of a list or table that is not ticked, rather than a paragraph about the plan."""
    if format == "html":
        return True
    before = text[max(0, passage.start - _NEAR) : passage.start].replace("\r", "\n").rpartition("\n")[2].strip()
    return bool(before) and not before.endswith(_DONE)
