from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.language.actions import ActionClass, Horizon, OwnerKind, Strength, as_object, judge_action


def rules_of(text: str, **known: str) -> set[str]:
    return {finding.rule for finding in judge_action(text, **known).messages}


@pytest.mark.parametrize(
    "text",
    [
        "Investigate the slow start of the billing service",
        "Figure out how the two caches interact",
        "Better alerts for the mail queue",
        "Make the importer more robust",
        "We will continue to take measures",
        "Maybe move the archive elsewhere",
        "Discuss the release days with the product group",
        "",
    ],
)
def test_an_item_that_nobody_could_tick_off_is_vague(text: str) -> None:
    assert judge_action(text).vague


@pytest.mark.parametrize(
    "text",
    [
        "Add an alert when the mail queue holds more than 500 messages",
        "Remove the legacy login endpoint",
        "Raise the connection limit from 50 to 200 connections",
        "Restored the deleted invoices from the backup",
        "Document the failover of the ledger database in the runbook",
        "Investigate the slow start and write down what was found",
    ],
)
def test_an_item_with_something_to_show_is_not_vague(text: str) -> None:
    assert not judge_action(text).vague


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Refuse deletes of more than 1000 rows without a second approval in the tool", Strength.STRONG),
        ("Add a rate limit to the public search endpoint", Strength.STRONG),
        ("Give the reporting jobs a dedicated database", Strength.STRONG),
        ("Add an alert on the age of the newest backup", Strength.INTERMEDIATE),
        ("Write a runbook for the failover", Strength.INTERMEDIATE),
        ("Fix the rounding bug in the invoice job", Strength.INTERMEDIATE),
        ("Train the night shift on the new console", Strength.WEAK),
        ("Remind everybody of the change calendar", Strength.WEAK),
        ("Investigate why the page came late", Strength.WEAK),
    ],
)
def test_strength_follows_what_would_be_changed(text: str, strength: Strength) -> None:
    assert judge_action(text).strength is strength


def test_exploring_a_control_is_rated_like_the_control() -> None:
    assert judge_action("Investigate a rate limit for the search endpoint").strength is Strength.STRONG


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("Fix the corrupted rows in the orders table", Horizon.SHORT),
        ("Restart the stuck workers", Horizon.SHORT),
        ("Add an alert on free disk space for all hosts", Horizon.LONG),
        ("Block merges without a passing restore test", Horizon.LONG),
        ("We are taking steps to address this issue", Horizon.UNCLEAR),
    ],
)
def test_horizon_tells_a_repair_from_a_change(text: str, horizon: Horizon) -> None:
    assert judge_action(text).horizon is horizon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Document the restore procedure", True),
        ("Agree on who approves schema changes", True),
        ("Be more careful with bulk deletes", True),
        ("Update the alert runbook", True),
        ("Add an alert on replication lag", False),
        ("Block deploys on a red build", False),
    ],
)
def test_papers_meetings_and_care_are_told_from_changes_of_the_system(text: str, *, expected: bool) -> None:
    assert judge_action(text).process_or_people is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Investigate the lag", ActionClass.INVESTIGATE),
        ("Roll back the broken release", ActionClass.MITIGATE_THIS),
        ("Fix the bug in the importer", ActionClass.REPAIR),
        ("Add an alert on replication lag", ActionClass.DETECT),
        ("Add a second replica in another zone", ActionClass.MITIGATE_FUTURE),
        ("Reject files without a header", ActionClass.PREVENT),
        ("Agree on a release policy", ActionClass.PROCESS),
    ],
)
def test_class_says_what_an_item_does_about_the_failure(text: str, expected: ActionClass) -> None:
    assert judge_action(text).action_class is expected


def test_what_is_given_apart_counts_like_words_of_the_text() -> None:
    judgement = judge_action(
        "Add an alert on replication lag", owner="Ada Ruiz", due_on=date(2027, 3, 1), done_when="A staged lag pages within 5 minutes"
    )
    assert judgement.owner is OwnerKind.INDIVIDUAL
    assert judgement.single_owner
    assert judgement.deadline
    assert judgement.has_definition_of_done
    assert judgement.messages == ()


def test_a_given_team_is_still_no_single_owner() -> None:
    assert "action-team-owner" in rules_of("Add an alert on replication lag", owner="Storage team")


def test_a_given_date_replaces_a_soft_one() -> None:
    assert "action-soft-deadline" not in rules_of("Add an alert soon", due_on="2027-03-01")


def test_a_message_about_a_word_points_at_it() -> None:
    text = "TODO: 🙂 Improve the alerts"
    finding = next(finding for finding in judge_action(text).messages if finding.rule == "action-comparison")
    assert text[finding.start : finding.end] == "Improve"


def test_each_weighed_verdict_can_name_the_words_that_led_to_it() -> None:
    text = "Train the night shift on the new console"
    words = {ground.verdict: text[ground.start : ground.end] for ground in judge_action(text).grounds}
    assert words["weak"] == "Train"
    assert words["paper"] == "Train"


@pytest.mark.parametrize(
    "text",
    [
        "To prevent a repeat, we have added a limit of 200 rows to the export",
        "The archive job will be moved to its own database",
        'Task T41 -- "Add an alert on the age of the export"',
    ],
)
def test_a_deed_is_found_behind_an_opening_a_subject_or_a_label(text: str) -> None:
    assert not judge_action(text).vague


def test_a_technical_process_is_no_paper() -> None:
    assert not judge_action("Shorten the restart process of the ledger to 5 minutes").process_or_people


def test_a_rewording_takes_up_what_the_item_is_about() -> None:
    finding = judge_action("Investigate the slow start of the ledger").messages[0]
    assert finding.rule == "action-only-explores"
    assert "the slow start of the ledger" in finding.rewordings[0]


def test_the_definition_of_done_offered_fits_the_control() -> None:
    finding = next(f for f in judge_action("Add an alert on replication lag").messages if f.rule == "action-no-definition-of-done")
    assert "staged" in finding.rewordings[0]


def test_the_object_for_programs_has_exactly_the_agreed_keys() -> None:
    judged = as_object(judge_action("Remind everybody of the change calendar"), id="A-1")
    assert list(judged) == ["id", "vague", "owner", "single_owner", "deadline", "horizon", "rca2", "process_or_people", "messages"]
    assert judged["id"] == "A-1"
    assert judged["rca2"] == "weak"
    assert type(judged["rca2"]) is str
    assert {"rule", "level", "start", "end", "message", "suggestion"} <= judged["messages"][0].keys()


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300), st.lists(st.text(max_size=12), max_size=3), st.text(max_size=20))
def test_any_text_is_judged_with_places_inside_it(text: str, people: list[str], owner: str) -> None:
    judgement = judge_action(text, people=people, owner=owner)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in judgement.messages)
    assert all(0 <= ground.start < ground.end <= len(text) for ground in judgement.grounds)


TELLING = (
    "add",
    "alert",
    "(",
    ")",
    ":",
    "-",
    "owner",
    "by the",
    "in the next",
    "end of",
    "@",
    "ada to",
    "3",
    "March",
    "why",
    "\ud800",
    "\0\r\n",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TELLING), max_size=40))
def test_any_order_of_telling_words_is_judged(words: list[str]) -> None:
    text = " ".join(words)
    assert all(finding.end <= len(text) for finding in judge_action(text, people=["Ada"]).messages)
