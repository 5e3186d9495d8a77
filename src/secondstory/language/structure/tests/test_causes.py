import pytest

from secondstory.language.structure import check_structure
from secondstory.language.structure.causes import factors_of
from secondstory.language.structure.tests.reports import report


def rules_of(causes: str, *, heading: str = "Root cause") -> list[str]:
    text = report(without=("Contributing factors",)).replace("## Action items", f"## {heading}\n\n{causes}\n\n## Action items")
    return [finding.rule for finding in check_structure(text)]


def test_a_list_is_read_item_by_item_and_prose_by_paragraph() -> None:
    assert factors_of("Two things met here:\n\n- the pool was small\n- the test was too quiet") == [
        "the pool was small",
        "the test was too quiet",
    ]
    assert len(factors_of("The pool was rather small.\n\nThe load test was quiet.")) == 2


@pytest.mark.parametrize(
    "causes",
    [
        "The on-call engineer forgot to raise the limit.",
        "The limit is set by hand. The on-call engineer forgot to raise it.",
        "1. The pool ran dry at noon.\n2. The limit was too low then.\n3. The on-call engineer forgot to raise it.",
    ],
)
def test_a_cause_may_not_end_at_a_person(causes: str) -> None:
    assert "cause-ends-at-person" in rules_of(causes)


def test_the_finding_points_at_the_last_sentence() -> None:
    text = "# Outage\n\n## Impact\n\n900 failed.\n\n## Root cause\n\nThe limit is set by hand. The engineer forgot to raise it.\n"
    [found] = [one for one in check_structure(text) if one.rule == "cause-ends-at-person"]
    assert text[found.start : found.end] == "The engineer forgot to raise it"


@pytest.mark.parametrize(
    "causes",
    [
        "The on-call engineer forgot to raise the limit. It is set by hand, and nothing shows that it differs.",
        "The on-call engineer forgot to raise the limit because the form shows one region at a time.",
        "1. The on-call engineer forgot to raise the limit.\n2. The form shows one region at a time.",
        "The job forgot its place after the restart, and nothing noticed.",
    ],
)
def test_a_cause_that_goes_on_behind_the_person_is_fine(causes: str) -> None:
    assert "cause-ends-at-person" not in rules_of(causes)


def test_a_long_account_may_close_with_what_a_person_did() -> None:
    story = "The pool was sized from the sale of last year, which was a quiet one. " * 12
    assert rules_of(f"{story}At last the on-call engineer forgot to raise the limit.") == []


def test_one_cause_alone_is_too_few() -> None:
    assert rules_of("The pool of connections was too small for the sale.") == ["only-one-cause"]


@pytest.mark.parametrize(
    "causes",
    [
        "The pool of connections was too small, and the load test replays a quiet day.",
        "The pool was too small. Nothing watches how full it is.",
        "- The pool was too small for the sale.\n- The load test replays a quiet day.",
        "TBD",
        "At this stage the cause is not known, and the search goes on.",
        "We do not have a definitive root cause.",
    ],
)
def test_two_factors_or_none_yet_are_fine(causes: str) -> None:
    assert rules_of(causes) == []


def test_causes_under_other_headings_count_too() -> None:
    text = report(Root_cause="The pool of connections was too small for the sale.")
    assert check_structure(text) == []
