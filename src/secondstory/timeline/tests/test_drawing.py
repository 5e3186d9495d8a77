from datetime import UTC, datetime

import pytest

from secondstory.timeline.rules import (
    EventKind,
    Happening,
    Lane,
    emphasis_of,
    lane_of,
    pin_of,
    told,
    worth_drawing,
)


def at(minute: int) -> datetime:
    return datetime(2026, 5, 8, 14, minute, tzinfo=UTC)


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_has_a_lane_and_an_emphasis(kind: EventKind) -> None:
    assert lane_of(kind) in Lane
    assert emphasis_of(kind)


def test_a_ruled_out_hypothesis_closes_the_one_it_speaks_of() -> None:
    drawn = told(
        [
            Happening(at(0), "hypothesis_opened", "The provider is failing"),
            Happening(at(5), "hypothesis_opened", "Traffic is too high"),
            Happening(at(10), "hypothesis_ruled_out", "The provider is fine"),
            Happening(at(20), "diagnosis", "Pools ask for too much"),
        ]
    )
    assert [(one.text, one.until, one.is_ruled_out, one.is_end) for one in drawn] == [
        ("The provider is failing", at(10), True, False),
        ("Traffic is too high", at(20), False, False),
        ("The provider is fine", None, False, True),
        ("Pools ask for too much", None, False, False),
    ]


def test_a_hypothesis_ruled_out_that_nobody_opened_is_drawn_by_itself() -> None:
    assert [one.is_end for one in told([Happening(at(0), "hypothesis_ruled_out", "Not the network")])] == [False]


def test_a_hypothesis_without_a_time_is_told_and_has_no_span() -> None:
    drawn = told([Happening(None, "hypothesis_opened", "The cache"), Happening(at(5), "hypothesis_ruled_out", "The cache is fine")])
    assert [(one.until, one.is_end) for one in drawn] == [(None, False), (None, False)]


def test_a_hypothesis_that_outlived_the_diagnosis_has_no_span() -> None:
    drawn = told([Happening(at(5), "diagnosis", "Pools"), Happening(at(9), "hypothesis_opened", "Or the cache")])
    assert drawn[1].until is None


def test_starred_events_are_drawn_alone() -> None:
    drawn = worth_drawing(told([Happening(at(0), "other", "a"), Happening(at(1), "other", "b", is_starred=True)]))
    assert [one.text for one in drawn] == ["b"]


def test_a_starred_hypothesis_keeps_its_end() -> None:
    happenings = [
        Happening(at(0), "hypothesis_opened", "The cache", is_starred=True),
        Happening(at(5), "hypothesis_ruled_out", "The cache is fine"),
        Happening(at(6), "other", "Lunch"),
    ]
    drawn = worth_drawing(told(happenings))
    assert [(one.text, one.until) for one in drawn] == [("The cache", at(5)), ("The cache is fine", None)]


def test_all_events_are_drawn_where_none_is_starred() -> None:
    assert len(worth_drawing(told([Happening(at(n % 60), "other", "x") for n in range(200)]))) == 200


@pytest.mark.parametrize(
    ("milestone", "emphasis"), [("impact_started", "start"), ("detected", "alarm"), ("mitigated", "milestone"), ("resolved", "all-clear")]
)
def test_an_event_that_is_a_milestone_is_drawn_as_one_whatever_its_kind(milestone: str, emphasis: str) -> None:
    assert emphasis_of("other", milestone) == emphasis


@pytest.mark.parametrize(
    ("kind", "is_starred", "is_milestone", "pin"),
    [
        ("other", False, False, ""),
        ("page", True, False, "star page"),
        ("page", False, True, "mile"),
        ("hypothesis_opened", False, False, "hyp"),
    ],
)
def test_the_sign_on_the_line_says_what_an_event_is(kind: str, is_starred: bool, is_milestone: bool, pin: str) -> None:
    assert pin_of(kind, is_starred=is_starred, is_milestone=is_milestone) == pin
