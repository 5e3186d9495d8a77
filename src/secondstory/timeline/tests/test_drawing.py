from datetime import UTC, datetime

import pytest

from secondstory.timeline.rules import (
    MOST_DRAWN,
    EventKind,
    Happening,
    Lane,
    emphasis_of,
    lane_of,
    pin_of,
    told,
    worth_drawing,
)
from secondstory.timeline.rules.drawing import MOST_OF_NO_KIND


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
    assert [(one.text, one.until, one.is_ruled_out) for one in drawn] == [
        ("The provider is failing", at(10), True),
        ("Traffic is too high", at(20), False),
        ("Pools ask for too much", None, False),
    ]


def test_a_hypothesis_ruled_out_that_nobody_opened_is_drawn_by_itself() -> None:
    assert len(told([Happening(at(0), "hypothesis_ruled_out", "Not the network")])) == 1


def test_starred_events_are_drawn_alone() -> None:
    assert worth_drawing([Happening(at(0), "other", "a"), Happening(at(1), "other", "b", is_starred=True)])[0].text == "b"


def test_of_too_many_events_those_of_a_stated_kind_are_drawn_with_some_others() -> None:
    many = [Happening(at(n % 60), "other", "x") for n in range(MOST_DRAWN)] + [Happening(at(59), "page", "y")]
    drawn = [one.text for one in worth_drawing(many)]
    assert drawn[-1] == "y"
    assert len(drawn) == MOST_OF_NO_KIND + 1


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
