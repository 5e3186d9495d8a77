import json

import pytest

from secondstory.language.findings import Category, Finding, Level
from secondstory.language.linter import lint
from secondstory.language.records import finding_as_record, finding_in_full
from secondstory.language.replacements import replacements_of


def replaced(text: str) -> str:
    (finding,) = [found for found in lint(text) if found.category is Category.BLAME_QUESTION]
    first = replacements_of(finding, text)[0]
    return text[: first.start] + "…" + text[first.end :]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Why did you push that change to production?", "…"),
        ("We met. Why did you push that change\nto production? 🚒 Then", "We met. … 🚒 Then"),
        ("Why did you push that change", "… that change"),
        ("Why did you push that change. It was Friday. Was it?", "… that change. It was Friday. Was it?"),
        ("Why did you push that change\n\nWas it?", "… that change\n\nWas it?"),
    ],
)
def test_a_better_question_stands_in_for_the_whole_question_and_nothing_else(text: str, after: str) -> None:
    assert replaced(text) == after


def test_advice_replaces_nothing() -> None:
    text = "It was human error."
    finding = Finding("human-error", Category.HUMAN_ERROR, Level.WARNING, 7, 18, "…", ("Which pressures were there?",))
    assert replacements_of(finding, text) == ()


def test_a_finding_in_full_is_the_one_of_the_batch_and_more() -> None:
    text = "Why did you push that change to production?"
    (finding,) = lint(text)
    short, full = finding_as_record(finding), finding_in_full(finding, text)
    assert {name: full[name] for name in short} == short
    assert list(short) == ["category", "rule", "level", "start", "end", "message", "suggestion"]
    assert json.loads(json.dumps(full)) == full
