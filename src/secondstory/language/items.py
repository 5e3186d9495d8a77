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
_ONLY_OF_SURE_ITEMS = frozenset({"action-vague"})
"""That nothing tells what will be done is true of many a list, so it is said only where a box or a table shows that this is an item."""
_BOXES = ("[ ]", "|")
_DONE = ("[x]", "[X]")
_SAYS_DONE = ("(done)", "(completed)", "(complete)", "[done]", "✅", "✔", "☑")
_FEWEST_WORDS = 2
_NEAR = 200
"""How far before an item its mark is looked for."""


def findings_in_items(text: str, prose: Prose, *, format: Format, people: Sequence[str]) -> list[Finding]:  # noqa: A002
    """Return what to reword in the action items, in the order of the text."""
    items = [passage for passage in prose.passages if passage.scope is Scope.ACTIONS and _is_open_item(text, passage, format)]
    if not items:
        return []
    known = (*prose.people, *people)
    return [finding for item in items for finding in _in_item(prose, item, known, is_surely=_has_box(text, item))]


def without_repeats(items: Sequence[Finding], prose: Sequence[Finding]) -> list[Finding]:
    """Return the findings in action items that do not say again what a finding in the prose says of the same words."""
    taken = [finding for finding in prose if finding.category is Category.PUNITIVE_TRAINING]
    return [one for one in items if not any(one.start < other.end and other.start < one.end for other in taken)]


def _in_item(prose: Prose, item: Passage, people: Sequence[str], *, is_surely: bool) -> Iterator[Finding]:
    from secondstory.language.actions import judge_action

    said = prose.masked[item.start : item.end]
    if len(said.split()) < _FEWEST_WORDS or any(mark in said.lower() for mark in _SAYS_DONE):
        return
    for finding in judge_action(said, people=people).messages:
        if finding.rule not in _ASKED_ELSEWHERE and (is_surely or finding.rule not in _ONLY_OF_SURE_ITEMS):
            yield replace(finding, start=item.start + finding.start, end=item.start + finding.end)


def _is_open_item(text: str, passage: Passage, format: Format) -> bool:  # noqa: A002
    """Whether the passage is an entry of a list or table that is not ticked, rather than a paragraph about the plan."""
    if format == "html":
        return True
    before = _before(text, passage)
    return bool(before) and not before.endswith(_DONE)


def _has_box(text: str, passage: Passage) -> bool:
    return _before(text, passage).endswith(_BOXES)


def _before(text: str, passage: Passage) -> str:
    """What stands on the line before the passage."""
    return text[max(0, passage.start - _NEAR) : passage.start].replace("\r", "\n").rpartition("\n")[2].strip()
