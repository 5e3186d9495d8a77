from datetime import UTC, date, datetime, timedelta

import pytest

from secondstory.documents.values import Moment
from secondstory.library.rules.stated_times import day_of, stated_time, zone_of


def test_a_stated_offset_is_kept() -> None:
    at = stated_time(Moment("2024-03-01T23:30-08:00")).at
    assert at is not None
    assert at == datetime(2024, 3, 2, 7, 30, tzinfo=UTC)
    assert at.utcoffset() == timedelta(hours=-8)


def test_a_time_without_a_zone_is_read_as_utc_and_says_so() -> None:
    time = stated_time(Moment("2024-03-01T10:00"))
    assert time.at == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert time.zone_was_assumed


@pytest.mark.parametrize("iso", ["2024-03-01", "T10:00", "2024-99-01T10:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-10:00"])
def test_what_is_no_full_moment_stays_as_stated(iso: str) -> None:
    time = stated_time(Moment(iso))
    assert time.at is None
    assert time.as_stated == iso


def test_the_day_is_that_of_the_zone_stated() -> None:
    assert day_of(stated_time(Moment("2024-03-01T23:30-08:00"))) == date(2024, 3, 1)
    assert day_of(stated_time(Moment("2024-03-01"))) == date(2024, 3, 1)
    assert day_of(stated_time(Moment("T10:00"))) is None


@pytest.mark.parametrize(
    ("iso", "zone"),
    [("2024-03-01T10:00-08:00", "UTC-08:00"), ("2024-03-01T10:00+05:30", "UTC+05:30"), ("2024-03-01T10:00Z", "UTC"), ("2024-03-01", "UTC")],
)
def test_the_zone_is_written_as_an_offset(iso: str, zone: str) -> None:
    assert zone_of([stated_time(None), stated_time(Moment(iso))]) == zone
