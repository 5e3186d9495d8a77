"""What is typed in a hurry, read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from secondstory.timeline.rules.notes import Note, read_note

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 8, 22, 20, 30, tzinfo=UTC)  # 00:20:30 on 9 May in Berlin
DAY = date(2026, 5, 8)


def read(typed: str, day: date | None = None) -> Note:
    return read_note(typed, now=NOW, day=day, zone=BERLIN)


@pytest.mark.parametrize(
    ("typed", "text", "at"),
    [
        ("saw 503s", "saw 503s", NOW),
        ("00:05 saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, tzinfo=UTC)),
        ("23:55 saw 503s", "saw 503s", datetime(2026, 5, 8, 21, 55, tzinfo=UTC)),
        ("0.05: saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, tzinfo=UTC)),
        ("00:05:30 – saw 503s", "saw 503s", datetime(2026, 5, 8, 22, 5, 30, tzinfo=UTC)),
        ("2026-05-07 14:02 saw it first", "saw it first", datetime(2026, 5, 7, 12, 2, tzinfo=UTC)),
        ("00:21 a clock that is a little ahead", "a clock that is a little ahead", datetime(2026, 5, 8, 22, 21, tzinfo=UTC)),
        ("25:00 euros", "25:00 euros", NOW),
        ("14:02", "14:02", NOW),
        ("503 errors at 14:02", "503 errors at 14:02", NOW),
    ],
)
def test_while_it_goes_on_a_time_is_the_latest_that_has_been(typed: str, text: str, at: datetime) -> None:
    assert read(typed) == Note(text, at)


def test_after_it_is_over_a_time_is_on_its_day() -> None:
    assert read("23:55 saw 503s", DAY).at == datetime(2026, 5, 8, 21, 55, tzinfo=UTC)
    assert read("00:05 saw 503s", DAY).at == datetime(2026, 5, 7, 22, 5, tzinfo=UTC)


def test_an_hour_that_never_was_stays_in_the_words() -> None:
    assert read("2026-03-29 02:30 it woke me", DAY) == Note("2026-03-29 02:30 it woke me", NOW)
