"""Which findings a comment allows, and what is said of the comment itself."""

import pytest

from secondstory.language.allowances import KIND, apply_allowances
from secondstory.language.findings import Category, Finding, Level
from secondstory.language.readers import Format, read_prose
from secondstory.language.rule_files import built_in_rules

BECAUSE = "because the customer wrote so"
OWN = [rule for rule in built_in_rules() if rule.kind == KIND]


def left(text: str, *, format: Format = "markdown") -> list[tuple[str, str]]:  # noqa: A002
    """Rule and words of the findings that stay, when each "forgot" and each "careless" is a finding."""
    prose = read_prose(text, format=format)
    findings = [
        Finding(word, category, Level.WARNING, start, start + len(word), "")
        for word, category in (("forgot", Category.PERSON_CAUSE), ("careless", Category.JUDGEMENT))
        for start in range(len(text))
        if prose.masked.startswith(word, start)
    ]
    return [(finding.rule, text[finding.start : finding.end]) for finding in apply_allowances(text, prose, findings, rules=OWN)]


def test_a_comment_of_its_own_applies_to_the_next_block_only() -> None:
    text = f"<!-- secondstory: allow forgot {BECAUSE} -->\n\nWe forgot\nand forgot.\n\nWe forgot.\n"
    assert left(text) == [("forgot", "forgot")]


def test_a_comment_allows_the_whole_list_after_it() -> None:
    assert left(f"<!-- secondstory: allow forgot {BECAUSE} -->\n- We forgot.\n- They forgot.\n") == []


def test_a_comment_on_a_line_applies_to_what_stands_there() -> None:
    text = f"- We forgot. <!-- secondstory: allow forgot {BECAUSE} -->\n- We forgot.\n"
    assert left(text) == [("forgot", "forgot")]


def test_a_category_and_several_rules_can_be_allowed() -> None:
    assert left(f"<!-- secondstory: allow person_cause, careless {BECAUSE} -->\nA careless hand forgot.\n") == []


def test_other_rules_go_on() -> None:
    assert left(f"<!-- secondstory: allow forgot {BECAUSE} -->\nA careless hand forgot.\n") == [("careless", "careless")]


@pytest.mark.parametrize("reason", ["", " because", " because -"])
def test_without_a_reason_one_is_asked_for(reason: str) -> None:
    comment = f"<!-- secondstory: allow forgot{reason} -->"
    assert left(f"{comment}\nWe forgot.\n") == [("allowance-without-reason", comment)]


def test_an_allowance_of_nothing_is_named() -> None:
    comment = f"<!-- secondstory: allow forgot {BECAUSE} -->"
    assert left(f"{comment}\nIt expired.\n\nA careless hand.") == [("unused-allowance", comment), ("careless", "careless")]


def test_an_allowance_at_the_end_of_a_document_allows_nothing() -> None:
    comment = f"<!-- secondstory: allow forgot {BECAUSE} -->"
    assert left(f"We forgot.\n\n{comment}\n") == [("forgot", "forgot"), ("unused-allowance", comment)]


def test_an_allowance_in_code_is_an_example() -> None:
    assert left(f"```\n<!-- secondstory: allow forgot {BECAUSE} -->\n```\n\nWe forgot.") == [("forgot", "forgot")]


def test_other_comments_are_let_alone() -> None:
    assert left("<!-- allow forgot -->\nWe forgot.") == [("forgot", "forgot")]


@pytest.mark.parametrize("format_", ["html", "text"])
def test_pages_and_plain_text_have_allowances_too(format_: Format) -> None:
    paragraph = "<p>We forgot.</p>" if format_ == "html" else "We forgot."
    text = f"<!-- secondstory: allow forgot {BECAUSE} -->\n{paragraph}\n\n{paragraph}\n"
    assert left(text, format=format_) == [("forgot", "forgot")]


def test_many_allowances_take_time_in_proportion() -> None:
    text = "<!-- secondstory: allow forgot because -->" * 4000 + "We forgot. " * 4000
    assert len(left(text)) == 4000
