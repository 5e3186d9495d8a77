from datetime import date

import pytest

from secondstory.documents.extraction.conventions import stated_zone
from secondstory.documents.extraction.zones import offset_of, zone_named_in

WINTER, SUMMER = date(2024, 1, 10), date(2024, 7, 10)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "+00:00"),
        ("Z", "+00:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("PST", "-08:00"),
        ("IST", "+05:30"),
        ("UTC+2", "+02:00"),
        ("GMT-03:30", "-03:30"),
    ],
)
def test_an_abbreviation_is_taken_literally_in_every_season(zone: str, offset: str) -> None:
    assert offset_of(zone, SUMMER) == offset_of(zone, WINTER) == offset


@pytest.mark.parametrize("zone", ["US/Pacific", "America/Los_Angeles", "PT", "Pacific Time (US & Canada)"])
def test_the_day_decides_about_summer_time_of_a_place(zone: str) -> None:
    assert (offset_of(zone, WINTER), offset_of(zone, SUMMER)) == ("-08:00", "-07:00")


def test_an_unknown_zone_has_no_offset() -> None:
    assert offset_of("Nowhere/Land", WINTER) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times are in UTC.", "UTC"),
        ("_All times in CEST_", "CEST"),
        ("(all times are **US/Pacific** )", "US/Pacific"),
        ("All events are documented in [UTC](https://example.org) time.", "UTC"),
        ("Timeline (all times PST)", "PST"),
        ("Timezone: Europe/Berlin", "Europe/Berlin"),
        ("*All times listed in this report are in Bucharest.", "Europe/Bucharest"),
        ("Times are in Eastern Time (US & Canada).", "Eastern Time (US & Canada)"),
    ],
)
def test_a_document_states_its_zone(text: str, zone: str) -> None:
    assert stated_zone(text) == zone


@pytest.mark.parametrize("text", ["This time the gate failed at 10:00 UTC.", "Times change.", "We met in Paris many times."])
def test_other_sentences_state_none(text: str) -> None:
    assert stated_zone(text) is None


def test_a_column_head_may_name_a_zone() -> None:
    assert zone_named_in("Time (UTC)") == "UTC"
    assert zone_named_in("Time") is None
