"""The findings on whole documents, and where they point."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.values import ActionEntry, PostMortem
from secondstory.language.findings import Category, Finding
from secondstory.language.rule_files import built_in_rules, rules
from secondstory.language.structure import check_post_mortem, check_structure
from secondstory.language.structure.tests.reports import report


def rules_of(text: str, *, name: str = "report.md") -> list[str]:
    return [finding.rule for finding in check_structure(text, name=name)]


def only(text: str, rule: str, *, name: str = "report.md") -> Finding:
    [found] = [finding for finding in check_structure(text, name=name) if finding.rule == rule]
    return found


def test_a_whole_report_has_no_findings() -> None:
    assert check_structure(report()) == []


def test_every_finding_is_about_structure() -> None:
    found = check_structure(report(Impact="Some people could not pay.", without=("Timeline", "Action items")))
    assert found
    assert {finding.category for finding in found} == {Category.STRUCTURE}


def test_a_rule_that_is_switched_off_finds_nothing() -> None:
    text = report(Impact="Some people could not pay for a while.")
    assert rules_of(text) == ["impact-without-number"]
    assert check_structure(text, rules=rules(off=["impact-without-number"])) == []


# ---------------------------------------------------------------------- places


def test_a_finding_points_at_the_passage_and_not_at_the_same_words_elsewhere() -> None:
    sentence = "Some customers could not pay for a while"
    text = report(Summary=f"{sentence}. It took 40 minutes.", Impact=f"{sentence}.")
    found = only(text, "impact-without-number")
    assert text[found.start : found.end] == sentence
    assert found.start > text.index("## Impact")


def test_a_finding_about_a_part_that_is_not_there_points_at_the_title() -> None:
    text = report(Summary="The pool ran dry.", Impact="900 payments failed.", without=("Timeline", "Action items"))
    found = only(text, "timeline-missing")
    assert text[found.start : found.end] == "Checkout outage on 3 March 2026"


def test_places_are_right_after_emoji_combining_characters_and_right_to_left_text() -> None:
    text = report("🔥 Outage of café עברית 👩‍🚀", Impact="Some customers — 👋🏽 among them — could not pay for a while.")
    found = only(text, "impact-without-number")
    assert text[found.start : found.end] == "Some customers — 👋🏽 among them — could not pay for a while"


def test_places_are_right_with_windows_line_ends() -> None:
    text = report(Impact="Some customers\ncould not pay.").replace("\n", "\r\n")
    found = only(text, "impact-without-number")
    assert text[found.start : found.end] == "Some customers\r\ncould not pay"


def test_a_finding_in_html_points_at_the_words_between_the_tags() -> None:
    text = (
        "<!DOCTYPE html><html><head><title>Checkout outage</title></head><body><h1>Checkout outage</h1><h2>Impact</h2>"
        "<p>Some <b>customers</b> could not pay &amp; left.</p><h2>Root cause</h2>"
        "<p>The pool was small. The test was quiet.</p></body></html>"
    )
    found = only(text, "impact-without-number", name="report.html")
    assert text[found.start : found.end] == "Some <b>customers</b> could not pay &amp; left"


def test_a_plain_text_report_is_read_too() -> None:
    text = "Checkout outage\n\nImpact:\n\nSome customers could not pay for a while.\n\nRoot cause:\n\nThe pool was small.\n"
    found = only(text, "impact-without-number", name="report.txt")
    assert text[found.start : found.end] == "Some customers could not pay for a while"


@pytest.mark.parametrize("text", ["", "\0", "\ud800 outage impact", "# \n## Impact\n\n\x85incident", "outage incident\n" + "#" * 5000])
def test_no_text_is_refused(text: str) -> None:
    for finding in check_structure(text):
        assert 0 <= finding.start <= finding.end <= len(text)


_PIECES = st.sampled_from(
    [
        "# Outage\n",
        "## Impact\n",
        "## Timeline\n",
        "## Root cause\n",
        "- 10:20 UTC: Alert\n",
        "|a|b|\n|-|-|\n",
        "\r\n",
        "**What happened:** ",
        "🔥",
        "\0",
        "```\n",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=30))
def test_spans_stand_inside_any_text(pieces: list[str]) -> None:
    text = "# Incident and outage\n" + "".join(pieces)
    for finding in check_structure(text):
        assert 0 <= finding.start <= finding.end <= len(text)


# ---------------------------------------------------------------------- what is no post-mortem


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "# widget\n\nHandles an outage of the upstream.\n\n## Impact\n\nSmall.\n\n## Timeline\n\nSee the incident list.\n"),
        (
            "postmortem-template.md",
            "# Postmortem: TITLE\n\n## Impact\n\nWho was affected by the incident.\n\n## Root cause\n\nWhat made it possible.\n",
        ),
        (
            "how-to.md",
            "# How to write an incident report\n\n## Summary\n\nShort.\n\n## Impact\n\nUse numbers.\n\n## Timeline\n\nBegin early.\n",
        ),
        ("plan.md", "# Plan for the second quarter\n\n## Timeline\n\n- April: design\n- May: build\n\n## Impact\n\nFewer incidents.\n"),
        (
            "minutes.md",
            "# Team meeting\n\n## Summary\n\nOn the outage.\n\n## Action items\n\n- Book the room\n- Ask about the incident rota\n",
        ),
        ("novel.md", "# The outage\n\nThe lights went out in the old town, and what happened next nobody forgot.\n"),
    ],
)
def test_a_document_that_tells_of_no_incident_has_no_findings(name: str, text: str) -> None:
    assert rules_of(text, name=name) == []


def test_a_report_about_a_guide_is_still_a_report() -> None:
    title = "Outage of the policy guide on 3 March 2026"
    assert rules_of(report(title, Impact="Some people could not read it.")) == ["impact-without-number"]


def test_a_report_about_a_plan_or_an_index_is_a_report_even_without_times() -> None:
    text = report("Outage of the search index", Impact="Some people could not search.", without=("Timeline", "Summary"))
    assert "impact-without-number" in rules_of(text)


def test_a_report_that_does_not_call_itself_one_is_told_by_its_parts() -> None:
    assert rules_of(report("2026-03-03, hub is full", Impact="Some people could not log in.")) == ["impact-without-number"]


# ---------------------------------------------------------------------- values


def test_a_structured_report_is_checked_without_a_source() -> None:
    post_mortem = PostMortem(
        name="INC-7",
        identity="INC-7",
        title="Checkout outage",
        date=datetime.date(2026, 3, 3),
        impact="Some people could not pay.",
        causes="The on-call engineer forgot to raise the limit.",
        action_items=(ActionEntry(title="Raise the limit by a rule"),),
        labels=("## Impact", "## Root cause", "## Action items"),
    )
    found = check_post_mortem(post_mortem)
    assert {"impact-without-number", "cause-ends-at-person", "action-without-owner", "action-without-date"} <= {
        finding.rule for finding in found
    }
    assert {(finding.start, finding.end) for finding in found} == {(0, 0)}


def test_every_structure_rule_has_a_check_and_every_check_a_rule() -> None:
    named = {rule.id for rule in built_in_rules() if rule.kind == "structure"}
    flagged = {
        finding.rule for rule in built_in_rules() if rule.kind == "structure" for text in rule.flags for finding in check_structure(text)
    }
    assert flagged == named
