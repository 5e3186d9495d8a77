import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from secondstory.timeline.rules import EventKind, Medium, Suggestion, medium_of, suggested_kind
from secondstory.timeline.rules.kind_suggestions import LONGEST_QUOTE, KindRule, kind_rules
from secondstory.timeline.rules.kind_words import KIND_WORDS

every_rule = pytest.mark.parametrize("rule", kind_rules(), ids=lambda rule: f"{rule.kind}-{rule.flags[0][:20]}")


def kind_of(text: str, **about: str) -> EventKind | None:
    suggestion = suggested_kind(text, **about)  # type: ignore[arg-type]
    return suggestion.kind if suggestion else None


@every_rule
def test_a_rule_does_what_its_examples_say(rule: KindRule) -> None:
    assert [one for one in rule.flags if kind_of(one) != rule.kind] == []
    assert [one for one in rule.passes if kind_of(one) == rule.kind] == []


@every_rule
def test_a_rule_carries_examples_of_both(rule: KindRule) -> None:
    assert len(rule.flags) >= 2
    assert len(rule.passes) >= 2


@every_rule
def test_no_pattern_repeats_without_end_what_repeats_without_end(rule: KindRule) -> None:
    """What backtracks for ever has one endless repetition within another."""
    assert not _nested(re._parser.parse(rule.pattern.pattern))  # type: ignore[attr-defined]
    assert not re.search(r"(?<!\\)\.[*+]", rule.pattern.pattern), "Say which letters can stand there."


def _nested(parsed: Any, *, is_within: bool = False) -> bool:
    if isinstance(parsed, tuple) and len(parsed) == 3 and hasattr(parsed[2], "data"):
        is_endless = parsed[1] == re._constants.MAXREPEAT  # type: ignore[attr-defined]
        return (is_endless and is_within) or _nested(parsed[2].data, is_within=is_within or is_endless)
    parts = getattr(parsed, "data", parsed)
    return isinstance(parts, tuple | list) and any(_nested(one, is_within=is_within) for one in parts)


def test_the_search_for_nested_repetitions_finds_one() -> None:
    assert _nested(re._parser.parse(r"a(?:b|(?:c )+)*"))  # type: ignore[attr-defined]
    assert not _nested(re._parser.parse(r"a(?:b|(?:c+ ){0,3})"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("could it be the provider? they had maintenance this week", EventKind.HYPOTHESIS_OPENED),
        ("PagerDuty screams about checkout", EventKind.PAGE),
        ("Noor acknowledged the page", EventKind.ACKNOWLEDGEMENT),
        ("It's not the database, the pool is half empty", EventKind.HYPOTHESIS_RULED_OUT),
        ("Found the root cause: 14 pods ask for 560 connections", EventKind.DIAGNOSIS),
        ("We decided not to raise the limit under load", EventKind.DECISION),
        ("rolling back the deploy now", EventKind.ACTION),
        ("Error rate is dropping", EventKind.MITIGATION),
        ("All clear, thanks everybody", EventKind.RESOLUTION),
        ("Escalated to the database team", EventKind.ESCALATION),
        ("Status page updated", EventKind.COMMUNICATION),
        ("A customer reports that the card is refused", EventKind.CUSTOMER_REPORT),
        ("Deployed version 4.2 to production", EventKind.CHANGE),
        ("Checkout became unavailable", EventKind.IMPACT_START),
        ("anyone else seeing 503s?", EventKind.DETECTION),
        ("The latency alert fired", EventKind.SIGNAL),
    ],
)
def test_what_responders_write_suggests_its_kind(text: str, kind: EventKind) -> None:
    assert kind_of(text, medium=Medium.MESSAGE) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We missed the delivery date for the brochures", EventKind.MILESTONE),
        ("The launch was postponed to 12 June", EventKind.MILESTONE),
        ("The client escalated the late delivery to our director", EventKind.ESCALATION),
        ("Apologised to the client by phone", EventKind.COMMUNICATION),
        ("The board approved the extra budget", EventKind.DECISION),
        ("Paused the campaign", EventKind.ACTION),
        ("Complaints are coming in", EventKind.CUSTOMER_REPORT),
        ("Asked the legal team for help", EventKind.ESCALATION),
        ("It turned out to be unrelated", EventKind.HYPOTHESIS_RULED_OUT),
    ],
)
def test_what_is_written_outside_of_technology_suggests_its_kind_too(text: str, kind: EventKind) -> None:
    assert kind_of(text, medium=Medium.MAIL) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thanks!",
        "see you at lunch",
        "Should we roll back?",
        "If we restarted the pods, would it help?",
        "We have not found the root cause",
        "We will deploy a fix tomorrow",
        "Nobody was paged",
        "The incident is not resolved yet",
        "I think it is a good idea",
        "> rolled back the deploy",
        "```\nrolled back the deploy\n```",
        "https://example.com/we-rolled-back-the-deploy",
        "to be decided",
        "who decided to do that?",
        "please acknowledge the alert",
    ],
)
def test_what_is_asked_denied_wished_or_quoted_suggests_nothing(text: str) -> None:
    assert suggested_kind(text, medium=Medium.MESSAGE) is None


def test_a_suggestion_says_why_in_the_words_of_the_event() -> None:
    assert suggested_kind("hm. could it be the provider? they had maintenance", medium=Medium.MESSAGE) == Suggestion(
        EventKind.HYPOTHESIS_OPENED, "the message says “could it be the provider?”", "could it be the provider?"
    )


def test_a_long_sentence_is_quoted_from_the_words_that_count() -> None:
    suggestion = suggested_kind("After a long look through all the dashboards that anybody in the room knew of we found the root cause")
    assert suggestion
    assert "found the root cause" in suggestion.words
    assert len(suggestion.words) <= LONGEST_QUOTE


@pytest.mark.parametrize(("word", "kind"), [("Decision", EventKind.DECISION), ("**Root cause**", EventKind.DIAGNOSIS)])
def test_a_kind_stated_before_a_colon_is_suggested(word: str, kind: EventKind) -> None:
    assert kind_of(f"{word}: 14 pods instead of 20") == kind


def test_what_a_vendor_calls_it_counts_before_the_words() -> None:
    suggestion = suggested_kind("Rolled back the deploy", vendor_type="escalate_log_entry")
    assert suggestion
    assert suggestion.kind == EventKind.ESCALATION
    assert suggestion.because == "the source calls it “escalate_log_entry”"


def test_the_titles_of_commits_and_meetings_suggest_nothing() -> None:
    assert suggested_kind("Rolled back the deploy", medium=Medium.CODE) is None
    assert suggested_kind("Launch was postponed", medium=Medium.CALENDAR) is None


def test_a_program_has_no_hypotheses() -> None:
    assert suggested_kind("could it be the provider?", actor="Standup Bot") is None
    assert kind_of("Status page updated", actor="Statuspage") == EventKind.COMMUNICATION


def test_only_the_start_of_a_long_text_counts() -> None:
    assert suggested_kind("We talked about many things. " * 40 + "We rolled back the deploy.") is None


def test_a_source_that_nothing_is_known_of_carries_entries() -> None:
    assert medium_of("something_new") is Medium.ENTRY
    assert medium_of("mail") is Medium.MAIL


def test_every_kind_but_other_can_be_suggested() -> None:
    can_be = {rule.kind for rule in kind_rules()} | set(KIND_WORDS.values())
    assert set(EventKind) - can_be == {EventKind.OTHER}


_FRAGMENTS = sorted({word for rule in kind_rules() for one in rule.flags for word in one.split()})


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=700), st.lists(st.sampled_from([*_FRAGMENTS, "\n", "?", "`", ">", "[", "](", "```"]), max_size=60).map(" ".join)
    )
)
@example("[" * 600)
@example("not " * 150)
@example("a a " * 150 + "!")
@example("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE} rolled back the deploy")
def test_any_text_can_be_read_and_what_is_quoted_was_said(text: str) -> None:
    suggestion = suggested_kind(text, medium=Medium.MESSAGE, actor=text[:20])
    assert suggestion == suggested_kind(text, medium=Medium.MESSAGE, actor=text[:20])
    if suggestion:
        assert suggestion.kind != EventKind.OTHER
        assert suggestion.words
        assert suggestion.words in suggestion.because
        assert set(suggestion.words.split()[0]) <= set(text.replace("’", "'"))
