from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from secondstory.design import wording

NOW = datetime(2026, 11, 10, 13, 4, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=50), "1 minute ago"),
        (timedelta(minutes=12), "12 minutes ago"),
        (timedelta(minutes=50), "1 hour ago"),
        (timedelta(hours=30), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=90), "3 months ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(days=-3), "in 3 days"),
    ],
)
def test_a_moment_is_told_as_a_person_says_it(before: timedelta, words: str) -> None:
    assert wording.relative_time(NOW - before, now=NOW) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-5, "5 days past 5 Nov"),
        (-1, "1 day past 9 Nov"),
        (0, "today"),
        (1, "tomorrow"),
        (4, "in 4 days"),
        (30, "10 Dec"),
        (60, "9 Jan 2027"),
    ],
)
def test_a_due_date_is_told_without_blame(days: int, words: str) -> None:
    assert wording.relative_day(TODAY + timedelta(days=days), today=TODAY) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "no time"),
        (0.5, "30 s"),
        (1, "1 min"),
        (47, "47 min"),
        (59.9, "1 h"),
        (112, "1 h 52 min"),
        (1440, "1 day"),
        (4560, "3 days 4 h"),
    ],
)
def test_a_span_is_told_in_two_units_at_most(minutes: float, words: str) -> None:
    assert wording.duration_words(minutes) == words


def test_an_exact_time_carries_its_zone() -> None:
    assert wording.exact_time(NOW, zone="Europe/Berlin") == "Tuesday 10 November 2026, 14:04 CET"
    assert wording.exact_time(NOW, zone="Asia/Dubai") == "Tuesday 10 November 2026, 17:04 UTC+4"
    assert wording.exact_time(NOW, zone="Asia/Kathmandu") == "Tuesday 10 November 2026, 18:49 UTC+5:45"


def test_an_unknown_zone_is_read_as_utc() -> None:
    assert wording.exact_time(NOW, zone="Mars/Base") == "Tuesday 10 November 2026, 13:04 UTC"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Noor Haddad", "NH"),
        ("Ines", "IN"),
        ("ana de la cruz", "AC"),
        ("mei.tanaka@example.org", "MT"),
        ("", "?"),
        ("  ", "?"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_are_two_letters(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


def test_a_day_of_another_year_says_the_year() -> None:
    assert wording.short_day(date(2025, 3, 1), today=TODAY) == "1 Mar 2025"
