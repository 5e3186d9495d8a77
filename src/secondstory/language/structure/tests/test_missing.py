from secondstory.language.structure import check_structure
from secondstory.language.structure.tests.reports import report


def rules_of(text: str) -> list[str]:
    return [finding.rule for finding in check_structure(text)]


def test_each_part_that_is_missing_is_named() -> None:
    assert rules_of(report(Summary="The pool ran dry.", without=("Impact",))) == ["impact-missing"]
    assert rules_of(report(Summary="The pool ran dry.", without=("Timeline",))) == ["timeline-missing"]
    assert rules_of(report(without=("Action items",))) == ["actions-missing"]


def test_an_impact_told_in_the_summary_is_not_missing() -> None:
    assert rules_of(report(without=("Impact",))) == []


def test_an_order_told_in_sentences_is_not_missing() -> None:
    told = "At 11:40 a release went out. The alert fired at 12:10, and at 12:50 the old release was back."
    assert rules_of(report(Summary=told, without=("Timeline",))) == []


def test_plans_told_in_sentences_are_not_missing() -> None:
    assert rules_of(report(Closing="We will size the pool from the forecast.", without=("Action items",))) == []


def test_an_empty_part_that_is_headed_is_left_to_its_author() -> None:
    assert rules_of(report(Action_items="TBD")) == []


def test_a_short_note_on_an_incident_is_not_asked_for_parts() -> None:
    assert rules_of("# Incident on Monday\n\nThe outage took an hour, and the pool was small.\n") == []
