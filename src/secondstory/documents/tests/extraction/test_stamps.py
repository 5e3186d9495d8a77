from datetime import UTC, datetime

import pytest

from secondstory.documents.extraction.stamps import Clock, Day, Notation, Stamp, days_in, leading_stamp, stamps_in

DAY_FIRST = Notation()
MONTH_FIRST = Notation(day_first=False)
DOTTED = Notation(dotted=True)


def stamp(text: str, notation: Notation = DAY_FIRST, *, lead: bool = False) -> Stamp:
    found = leading_stamp(text, notation, lead=lead)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14:02 the gate failed", Clock(14, 2)),
        ("9:05 the gate failed", Clock(9, 5)),
        ("14:02:07 the gate failed", Clock(14, 2, 7)),
        ("14:02:07.123 the gate failed", Clock(14, 2, 7)),
        ("2:02 PM the gate failed", Clock(14, 2)),
        ("2:02pm: the gate failed", Clock(14, 2)),
        ("12:05 AM the gate failed", Clock(0, 5)),
        ("12:05 p.m. the gate failed", Clock(12, 5)),
        ("9:06a the gate failed", Clock(9, 6)),
        ("9am - the gate failed", Clock(9, 0)),
        ("13:06 PM: the gate failed", Clock(13, 6)),
        ("14h02 the gate failed", Clock(14, 2)),
        ("1402 UTC the gate failed", Clock(14, 2)),
        ("~14:02 the gate failed", Clock(14, 2)),
        ("[14:02] the gate failed", Clock(14, 2)),
        ("(14:02) the gate failed", Clock(14, 2)),
        ("**14:02** – the gate failed", Clock(14, 2)),
        ("`14:02` the gate failed", Clock(14, 2)),
        ("*14:02*: the gate failed", Clock(14, 2)),
        ("{{ 14:02 }} the gate failed", Clock(14, 2)),
        ("noon: the gate failed", Clock(12, 0)),
        ("midnight - the gate failed", Clock(0, 0)),
    ],
)
def test_clocks_are_read_in_every_notation(text: str, clock: Clock) -> None:
    found = stamp(text)

    assert found.clock == clock
    assert text[found.length :] == "the gate failed"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05 10:00", Day(2024, 3, 5)),
        ("2024/03/05 10:00", Day(2024, 3, 5)),
        ("2024-03-05T10:00:00Z", Day(2024, 3, 5)),
        ("5 March 2024 10:00", Day(2024, 3, 5)),
        ("5th of March, 2024 10:00", Day(2024, 3, 5)),
        ("March 5, 2024, 10:00", Day(2024, 3, 5)),
        ("Mar 5th 10:00", Day(None, 3, 5)),
        ("Tuesday, 5 March 10:00", Day(None, 3, 5)),
        ("05-03-2024 10:00", Day(2024, 3, 5)),
        ("5.3.2024 10:00", Day(2024, 3, 5)),
        ("10:00 5 Mar 2024", Day(2024, 3, 5)),
        ("5-7th Mar 10:00", Day(None, 3, 5)),
        ("Mar 5, 2024 - 10:00 UTC", Day(2024, 3, 5)),
    ],
)
def test_days_are_read_in_every_notation(text: str, day: Day) -> None:
    found = stamp(text)

    assert (found.day, found.clock and found.clock.hour) == (day, 10)


def test_the_notation_decides_which_number_is_the_day() -> None:
    assert stamp("3/4/2024", DAY_FIRST).day == Day(2024, 4, 3)
    assert stamp("3/4/2024", MONTH_FIRST).day == Day(2024, 3, 4)


def test_a_number_over_twelve_is_the_day_whatever_the_notation() -> None:
    assert stamp("5-26-21", DAY_FIRST).day == Day(2021, 5, 26)
    assert stamp("26/5/2021", MONTH_FIRST).day == Day(2021, 5, 26)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("14:02 UTC: x", "UTC"),
        ("14:02Z x", "Z"),
        ("14:02 (CEST) x", "CEST"),
        ("14:02 UTC+2 x", "UTC+2"),
        ("2024-03-05T14:02+02:00 x", "+02:00"),
        ("2024-03-05T14:02-05:00 x", "-05:00"),
        ("14:02 US/Pacific x", "US/Pacific"),
        ("14:02 Europe/Berlin x", "Europe/Berlin"),
        ("2:02 PM PST x", "PST"),
        ("12.39UTC x", "UTC"),
    ],
)
def test_a_zone_belongs_to_its_time(text: str, zone: str) -> None:
    assert stamp(text).zone == zone


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("14:02–14:10 x", Clock(14, 10)),
        ("[14:02 - 14:10] x", Clock(14, 10)),
        ("14:02 - 14:10: x", Clock(14, 10)),
        ("14:02 to 14:10 UTC x", Clock(14, 10)),
        ("2024-03-05 02:25-02:45: x", Clock(2, 45)),
    ],
)
def test_a_range_has_its_end(text: str, end: Clock) -> None:
    found = stamp(text)

    assert (found.end_clock, text[found.length :]) == (end, "x")


def test_a_range_may_span_days() -> None:
    found = stamp("Nov 14 at 22:00 to Nov 15 at 08:30")

    assert (found.day, found.end_day, found.end_clock) == (Day(None, 11, 14), Day(None, 11, 15), Clock(8, 30))


@pytest.mark.parametrize("text", ["At 14:02 we", "Between 14:02 and 14:10 we", "Around 14:02 we", "Shortly after 14:02 we"])
def test_leading_words_count_only_where_they_are_asked_for(text: str) -> None:
    assert leading_stamp(text, DAY_FIRST) is None
    assert stamp(text, lead=True).clock == Clock(14, 2)


@pytest.mark.parametrize(
    "text", ["10 gates failed", "3.30 was released", "1.29.3 was released", "May we ask", "12345", "11.20 loaves", "14:05x", ""]
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert leading_stamp(text, DAY_FIRST) is None


def test_dotted_clocks_count_only_where_the_document_writes_them() -> None:
    assert stamp("11.20 the gate failed", DOTTED).clock == Clock(11, 20)
    assert stamp("11 20 - the gate failed", DOTTED).clock == Clock(11, 20)


@pytest.mark.parametrize("text", ["31 Feb 2024 10:00", "2024-02-30 10:00", "0001-01-01", "9999-12-31 10:00", "2023-13-01"])
def test_a_day_that_no_calendar_has_is_no_day(text: str) -> None:
    found = leading_stamp(text, DAY_FIRST)

    assert found is None or found.day is None


def test_unix_seconds_are_a_time_in_utc() -> None:
    moment = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    found = stamp(f"{int(moment.timestamp())} the gate failed")

    assert (found.day, found.clock, found.zone) == (Day(2023, 11, 14), Clock(22, 13, 20), "UTC")


def test_emphasis_that_the_time_opens_is_known() -> None:
    assert stamp("**14:02 the gate** failed").unclosed == "**"
    assert stamp("**14:02** the gate failed").unclosed == ""


def test_times_are_found_inside_a_text() -> None:
    text = "It began at 14:02 on May 5, 2024 and was over by 15:30."

    assert [(found.clock, found.day) for _, found in stamps_in(text, DAY_FIRST)] == [(Clock(14, 2), Day(2024, 5, 5)), (Clock(15, 30), None)]


def test_days_are_found_inside_a_text() -> None:
    text = "From 5 May 2024 over May 7 to 2024-05-09, in version 1.2.3."

    assert list(days_in(text, DAY_FIRST)) == [Day(2024, 5, 5), Day(None, 5, 7), Day(2024, 5, 9)]
