from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from secondstory.timeline.rules import Certainty, EventKind, QuickEntry, read_quick_entry

DAY = date(2026, 5, 8)
NOW = datetime(2026, 5, 9, 10, 0, tzinfo=UTC)


def utc(hour: int, minute: int = 0, second: int = 0, *, day: int = 8) -> datetime:
    return datetime(2026, 5, day, hour, minute, second, tzinfo=UTC)


def read(typed: str, **more: datetime) -> QuickEntry:
    return read_quick_entry(typed, day=DAY, zone="Europe/Berlin", now=NOW, **more)


@pytest.mark.parametrize(
    ("typed", "moment", "stated"),
    [
        ("14:05 saw 503s", utc(12, 5), "14:05"),
        ("14:05:30 saw 503s", utc(12, 5, 30), "14:05:30"),
        ("14:05:30.250 saw 503s", utc(12, 5, 30), "14:05:30.250"),
        ("14.05 saw 503s", utc(12, 5), "14.05"),
        ("2:05pm saw 503s", utc(12, 5), "2:05pm"),
        ("2 pm saw 503s", utc(12), "2 pm"),
        ("12:05 am saw 503s", utc(22, 5, day=7), "12:05 am"),
        ("8 May 14:05 saw 503s", utc(12, 5), "8 May 14:05"),
        ("7th of May 14:05 saw 503s".replace(" of", ""), utc(12, 5, day=7), "7th May 14:05"),
        ("May 7, 2026 at 14:05 – saw 503s", utc(12, 5, day=7), "May 7, 2026 at 14:05"),
        ("2026-05-07 14:05 saw 503s", utc(12, 5, day=7), "2026-05-07 14:05"),
        ("2026-05-07T14:05:10Z saw 503s", utc(14, 5, 10, day=7), "2026-05-07T14:05:10Z"),
        ("yesterday 14:05 saw 503s", utc(12, 5), "yesterday 14:05"),
        ("today at 09:05: saw 503s", utc(7, 5, day=9), "today at 09:05"),
        ("14:05 UTC saw 503s", utc(14, 5), "14:05 UTC"),
        ("14:05+05:30 saw 503s", utc(8, 35), "14:05+05:30"),
        ("14:05-0700 saw 503s", utc(21, 5), "14:05-0700"),
        ("[14:05] saw 503s", utc(12, 5), "[14:05]"),
        ("14:05 - saw 503s", utc(12, 5), "14:05"),
        ("now saw 503s", NOW, "now"),
        ("now: saw 503s", NOW, "now:"),
        ("10 min ago saw 503s", NOW - timedelta(minutes=10), "10 min ago"),
    ],
)
def test_a_time_at_the_start_is_the_time_and_the_rest_the_text(typed: str, moment: datetime, stated: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.text, entry.stated) == (moment, "saw 503s", stated)
    assert (entry.certainty, entry.until, entry.kind, entry.note) == (Certainty.EXACT, None, None, "")


@pytest.mark.parametrize("typed", ["about 14:00 saw 503s", "~14:00 saw 503s", "8 May about 14:00 saw 503s", "14:00ish saw 503s"])
def test_a_time_may_be_about(typed: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.certainty, entry.text) == (utc(12), Certainty.ABOUT, "saw 503s")


@pytest.mark.parametrize(
    "typed", ["between 14:00 and 14:10 saw 503s", "14:00-14:10 saw 503s", "from 14:00 to 14:10: saw 503s", "14:00 – 14:10 saw 503s"]
)
def test_a_time_may_be_between_two(typed: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.until, entry.certainty, entry.text) == (utc(12), utc(12, 10), Certainty.BETWEEN, "saw 503s")


def test_a_time_between_two_may_go_past_midnight() -> None:
    entry = read("23:50-00:10 saw 503s")
    assert (entry.at, entry.until) == (utc(21, 50), utc(22, 10))


@pytest.mark.parametrize(
    "typed",
    [
        "saw 503s from the payment provider",
        "2 pods died",
        "99.95 percent of requests failed",
        "12.05 seconds to answer",
        "8 may be too many",
        "",
        "nowhere to be seen",
        "08.05 14:05 is read by nobody in the same way",
        "14:05-5 pods",
    ],
)
def test_a_text_without_a_time_at_its_start_is_a_text(typed: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.text, entry.stated, entry.note) == (None, typed, "", "")


@pytest.mark.parametrize(
    "typed",
    [
        "decision: 14:05 roll back",
        "14:05 decision: roll back",
        "14:05 roll back #decision",
        "#decision 14:05 roll back",
        "14:05 Decision: roll back",
    ],
)
def test_a_word_for_the_kind_may_stand_before_or_after(typed: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.text, entry.kind) == (utc(12, 5), "roll back", EventKind.DECISION)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("#ruled-out DNS", EventKind.HYPOTHESIS_RULED_OUT),
        ("root cause: full disk", EventKind.DIAGNOSIS),
        ("all good #resolved", EventKind.RESOLUTION),
        ("look in #checkout-dev", None),
        ("note: full disk", None),
        ("https://example.com", None),
    ],
)
def test_words_that_are_no_kind_stay_in_the_text(typed: str, kind: EventKind | None) -> None:
    entry = read(typed)
    assert entry.kind == kind
    assert kind or entry.text == typed


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("25:00 saw 503s", "“25:00” is not on the calendar or the clock."),
        ("31 Feb 14:05 saw 503s", "“2026-02-31 14:05” is not on the calendar or the clock."),
    ],
)
def test_a_time_that_is_on_no_clock_is_said_and_nothing_is_lost(typed: str, note: str) -> None:
    entry = read(typed)
    assert (entry.at, entry.text) == (None, typed)
    assert entry.note.startswith(note)


def test_a_time_left_out_when_the_clocks_went_forward_is_said() -> None:
    entry = read_quick_entry("02:30 saw 503s", day=date(2026, 3, 29), zone="Europe/Berlin", now=NOW)
    assert (entry.at, entry.text) == (None, "02:30 saw 503s")
    assert entry.note == "02:30 did not exist on 2026-03-29: the clocks were put forward then."


def test_of_a_time_that_came_twice_the_first_is_taken_and_it_is_said_how_to_write_the_second() -> None:
    day = date(2026, 10, 25)
    first = read_quick_entry("02:30 saw 503s", day=day, zone="Europe/Berlin", now=NOW)
    assert first.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert first.note == "02:30 came twice that night, and this is the first. Write 02:30+01:00 for the second."
    second = read_quick_entry("02:30+01:00 saw 503s", day=day, zone="Europe/Berlin", now=NOW)
    assert (second.at, second.note) == (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("00:10 x", utc(0, 10, day=9)), ("23:55 x", utc(23, 55)), ("23:40 x", utc(23, 40)), ("01:30 x", utc(1, 30, day=9))],
)
def test_a_time_after_midnight_is_on_the_day_that_fits(typed: str, moment: datetime) -> None:
    entry = read_quick_entry(typed, day=DAY, zone="UTC", now=utc(9, day=20), begin=utc(23, 50), end=utc(1, day=9))
    assert entry.at == moment


def test_of_several_days_that_fit_the_one_nearest_to_the_event_before_is_taken() -> None:
    span = {"begin": utc(10), "end": utc(1, day=11)}
    assert read_quick_entry("14:05 x", day=DAY, zone="UTC", now=utc(9, day=20), **span).at == utc(14, 5)
    assert read_quick_entry("14:05 x", day=DAY, zone="UTC", now=utc(9, day=20), near=utc(13, day=10), **span).at == utc(14, 5, day=10)


def test_in_a_live_incident_the_latest_day_that_is_not_ahead_is_taken() -> None:
    live = {"begin": utc(10), "now": utc(14, 30, day=10)}
    assert read_quick_entry("14:05 x", day=DAY, zone="UTC", **live).at == utc(14, 5, day=10)
    assert read_quick_entry("15:05 x", day=DAY, zone="UTC", **live).at == utc(15, 5, day=9)


def test_without_any_day_a_time_that_lies_ahead_was_yesterday() -> None:
    assert read_quick_entry("23:55 x", day=None, zone="UTC", now=utc(0, 10, day=9)).at == utc(23, 55)
    assert read_quick_entry("00:05 x", day=None, zone="UTC", now=utc(0, 10, day=9)).at == utc(0, 5, day=9)


def test_a_day_without_a_year_is_in_the_year_that_fits() -> None:
    now = datetime(2026, 1, 2, 9, tzinfo=UTC)
    assert read_quick_entry("31 Dec 23:50 x", day=date(2026, 1, 1), zone="UTC", now=now).at == datetime(2025, 12, 31, 23, 50, tzinfo=UTC)


_PIECES = st.sampled_from(
    [
        *[
            "14:05",
            "2pm",
            "-",
            "to",
            "between",
            "and",
            "about",
            "~",
            "8 May",
            "2026-05-08",
            "T",
            "Z",
            "UTC",
            "+02:00",
            "now",
            "ago",
            "5 min",
        ],
        *[
            "yesterday",
            "#decision",
            "decision:",
            ":",
            "99:99",
            "00:00",
            "31 Feb",
            "0000-00-00",
            "24:00",
            "text",
            "٣:٠٥",
            "0 pm",
            "9999-12-31",
        ],
    ]
)
_DAYS = st.none() | st.dates()
_MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))


@settings(deadline=None)
@given(
    st.one_of(st.text(), st.lists(_PIECES, max_size=8).map(" ".join), st.lists(_PIECES, max_size=5).map("".join)),
    _DAYS,
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "nonsense"]),
    st.datetimes(timezones=st.just(UTC)),
    _MOMENTS,
    _MOMENTS,
    _MOMENTS,
)
@example("5 min ago x", None, "UTC", datetime(1, 1, 1, tzinfo=UTC), None, None, None)
@example("23:00 x", date(9999, 12, 31), "America/New_York", NOW, None, None, None)
@example("14:05 x", None, "UTC", NOW, datetime(9999, 12, 31, 23, tzinfo=UTC), None, None)
def test_any_text_can_be_read_and_none_of_it_is_lost(  # noqa: PLR0917 - what hypothesis gives
    typed: str, day: date | None, zone: str, now: datetime, begin: datetime | None, end: datetime | None, near: datetime | None
) -> None:
    entry = read_quick_entry(typed, day=day, zone=zone, now=now, begin=begin, end=end, near=near)
    line = " ".join(typed.split())
    assert entry.text in line
    assert entry.stated in line
    if entry.at is None:
        assert entry.until is None
        assert entry.certainty is Certainty.EXACT
        assert entry.kind or entry.text == line
    else:
        assert entry.at.tzinfo is UTC
        assert entry.stated
    if entry.until:
        assert entry.at
        assert entry.at < entry.until
        assert entry.certainty is Certainty.BETWEEN


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40))
def test_a_text_that_was_read_once_is_read_the_same_after_its_time(text: str) -> None:
    entry = read_quick_entry(f"14:05 | {text}", day=DAY, zone="UTC", now=NOW)
    assert entry.at is None or entry.at.date() in {DAY, DAY - timedelta(days=1), DAY + timedelta(days=1)}
