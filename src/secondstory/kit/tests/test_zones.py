from datetime import UTC, date, datetime

import pytest

from secondstory.kit.zones import UnreadableTime, read_time, written_local, zone_named, zone_or_utc

BERLIN = zone_named("Europe/Berlin")
DAY = date(2026, 11, 10)


@pytest.mark.parametrize("typed", ["14:02", "14.02", "2026-11-10 14:02", "2026-11-10T14:02:00", "2026-11-10 13:02Z"])
def test_a_time_is_read_in_its_zone(typed: str) -> None:
    assert read_time(typed, on=DAY, zone=BERLIN) == datetime(2026, 11, 10, 13, 2, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "two", "25:00", "2026-02-30 10:00", "14", "0001-01-01 00:00"])
def test_what_is_no_time_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(UnreadableTime):
        read_time(typed, on=DAY, zone=BERLIN)


def test_a_time_alone_needs_a_day() -> None:
    with pytest.raises(UnreadableTime, match="day"):
        read_time("14:02", on=None, zone=BERLIN)


def test_a_time_that_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(UnreadableTime, match="put forward"):
        read_time("2026-03-29 02:30", on=None, zone=BERLIN)


def test_a_fixed_offset_is_a_zone() -> None:
    assert read_time("14:00", on=DAY, zone=zone_named("UTC-08:00")) == datetime(2026, 11, 10, 22, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc", "UTC+25:00x"])
def test_an_unknown_zone_is_refused_and_shown_as_utc(name: str) -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        zone_named(name)
    assert zone_or_utc(name) is UTC


@pytest.mark.parametrize("typed", ["14:02", "14:02:09", "2026-11-11 00:30"])
def test_what_is_written_is_read_again(typed: str) -> None:
    assert written_local(read_time(typed, on=DAY, zone=BERLIN), on=DAY, zone=BERLIN) == typed
