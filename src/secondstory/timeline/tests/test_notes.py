"""What is typed in a hurry, read."""

from datetime import UTC, date, datetime

import pytest

from secondstory.incidents.rules import Milestones
from secondstory.kit.zones import UnreadableTime
from secondstory.timeline.rules import Certainty, EventKind
from secondstory.timeline.rules.notes import Note, When, moment_meant, read_note

NOW = datetime(2026, 5, 8, 22, 20, 30, tzinfo=UTC)  # 00:20:30 on 9 May in Berlin
DAY = date(2026, 5, 8)


LIVE = When(is_going_on=True, day=date(2026, 4, 1), zone="Europe/Berlin", milestones=Milestones())
OVER = When(is_going_on=False, day=DAY, zone="Europe/Berlin", milestones=Milestones())


def read(typed: str, when: When = LIVE) -> Note:
    return read_note(typed, now=NOW, when=when)


@pytest.mark.parametrize(
    ("typed", "text", "at"),
    [
        ("saw 503s", "saw 503s", NOW),
        ("00:05 saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, tzinfo=UTC)),
        ("23:55 saw 503s", "saw 503s", datetime(2026, 5, 8, 21, 55, tzinfo=UTC)),
        ("00.05: saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, tzinfo=UTC)),
        ("00:05:30 – saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, 30, tzinfo=UTC)),
        ("2026-05-07 14:02 saw it first", "saw it first", datetime(2026, 5, 7, 12, 2, tzinfo=UTC)),
        ("00:21 a clock that is a little ahead", "a clock that is a little ahead", datetime(2026, 5, 8, 22, 21, tzinfo=UTC)),
        ("25:00 euros", "25:00 euros", NOW),
        ("00:02", "00:02", datetime(2026, 5, 8, 22, 2, tzinfo=UTC)),
        ("503 errors at 14:02", "503 errors at 14:02", NOW),
    ],
)
def test_while_it_goes_on_a_time_is_the_latest_that_has_been(typed: str, text: str, at: datetime) -> None:
    assert read(typed) == Note(text, at)


def test_after_it_is_over_a_time_is_on_its_day() -> None:
    assert read("23:55 saw 503s", OVER).at == datetime(2026, 5, 8, 21, 55, tzinfo=UTC)
    assert read("00:05 saw 503s", OVER).at == datetime(2026, 5, 7, 22, 5, tzinfo=UTC)


def test_an_hour_that_never_was_stays_in_the_words() -> None:
    assert read("2026-03-29 02:30 it woke me") == Note("2026-03-29 02:30 it woke me", NOW)


def test_a_note_says_how_sure_its_time_is_and_what_it_is() -> None:
    assert read("about 23:50 decision: roll back") == Note(
        "roll back", datetime(2026, 5, 8, 21, 50, tzinfo=UTC), None, Certainty.ABOUT, EventKind.DECISION
    )


@pytest.mark.parametrize(
    ("time", "meant"),
    [
        ("23:55", datetime(2026, 5, 8, 21, 55, tzinfo=UTC)),
        ("2026-05-07 14:02", datetime(2026, 5, 7, 12, 2, tzinfo=UTC)),
        ("2026-05-07T14:02:03Z", datetime(2026, 5, 7, 14, 2, 3, tzinfo=UTC)),
    ],
)
def test_a_time_beside_a_note_is_read_alike(time: str, meant: datetime) -> None:
    assert moment_meant(time, now=NOW, when=LIVE) == meant


@pytest.mark.parametrize("time", ["soon", "", "25:00", "14:02 and more", "0001-01-01T00:00:00+14:00", "2026-03-29 02:30"])
def test_what_is_no_time_is_said(time: str) -> None:
    with pytest.raises(UnreadableTime):
        moment_meant(time, now=NOW, when=LIVE)
