from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.incidents.rules import MILESTONES, Milestones
from secondstory.timeline.rules import EventKind
from secondstory.timeline.rules.questions import (
    MOST_CONTRADICTIONS,
    MOST_SILENCES,
    SHORTEST_SILENCE,
    Entry,
    contradictions,
    open_questions,
    silences,
)


def at(hour: int, minute: int = 0, *, day: int = 8) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


IMPACT = Milestones(impact_started=at(14), resolved=at(14, 51))


def entries(*minutes: int) -> list[Entry]:
    return [Entry(number, at(14, minute)) for number, minute in enumerate(minutes)]


def words(milestones: Milestones, told: list[Entry]) -> list[str]:
    return [one.words for one in open_questions(milestones, told, zone=UTC)]


def test_a_silence_is_a_question_about_what_was_happening() -> None:
    [silence] = silences(IMPACT, entries(2, 28, 31, 35, 40, 44, 48), zone=UTC)
    assert silence.words == "26 minutes with no entry between 14:02 and 14:28: what was happening?"
    assert (silence.start, silence.end, silence.about) == (at(14, 2), at(14, 28), (0, 1))


def test_times_are_told_in_the_zone_of_the_incident_and_with_the_day_where_there_are_two() -> None:
    told = [Entry(1, at(20)), Entry(2, at(20, 10)), Entry(3, at(23, 30)), Entry(4, at(23, 40))]
    [silence] = silences(Milestones(), told, zone=ZoneInfo("Europe/Berlin"))
    assert silence.words == "3 h 20 min with no entry between 8 May, 22:10 and 9 May, 01:30: what was happening?"


def test_an_incident_told_every_quarter_of_an_hour_has_no_silence() -> None:
    assert silences(Milestones(impact_started=at(14), resolved=at(15)), entries(0, 15, 30, 45), zone=UTC) == []


def test_in_an_incident_of_days_ten_minutes_are_no_silence() -> None:
    told = [Entry(hour, at(0) + timedelta(hours=hour)) for hour in range(48) if not 20 <= hour < 30]
    assert [one.words for one in silences(Milestones(), told, zone=UTC)] == [
        "11 h with no entry between 8 May, 19:00 and 9 May, 06:00: what was happening?"
    ]


def test_milestones_count_as_entries() -> None:
    assert silences(Milestones(impact_started=at(14), detected=at(14, 9), mitigated=at(14, 18), resolved=at(14, 27)), [], zone=UTC) == []


def test_what_was_learnt_later_and_what_is_hidden_fills_no_silence() -> None:
    filled = [*entries(2, 28, 31, 35, 40, 44, 48), Entry("x", at(14, 15), is_learnt_later=True), Entry("y", at(14, 16), is_hidden=True)]
    assert len(silences(IMPACT, filled, zone=UTC)) == 1


def test_an_alert_that_repeats_fills_the_time_until_it_was_heard_last() -> None:
    told = [Entry(1, at(14, 2), last_at=at(14, 27)), *(Entry(minute, at(14, minute)) for minute in (28, 31, 35, 40, 44, 48))]
    assert silences(IMPACT, told, zone=UTC) == []


def test_only_the_longest_silences_are_asked_about() -> None:
    begin, told = at(0), []
    for hour in range(9):
        told += [Entry(f"{hour}.{number}", begin + timedelta(hours=2 * hour, minutes=number)) for number in range(20)]
    assert len(silences(Milestones(), told, zone=UTC)) == MOST_SILENCES


def test_an_incident_without_entries_has_no_silence() -> None:
    assert silences(Milestones(), [], zone=UTC) == []


@pytest.mark.parametrize(
    ("milestones", "asked"),
    [
        (
            Milestones(detected=at(14, 9), acknowledged=at(14, 7)),
            "Acknowledged is stated as 14:07, before detected at 14:09: what made it possible to answer before it was detected?",
        ),
        (
            Milestones(impact_started=at(14, 4), first_signal=at(14, 1)),
            "First signal is stated as 14:01, before impact started at 14:04: what did that signal tell of, or did impact begin earlier?",
        ),
        (
            Milestones(mitigated=at(14, 9), resolved=at(14, 7)),
            "Resolved is stated as 14:07, before mitigated at 14:09: was the all-clear given while impact went on, "
            "or is one of the times off?",
        ),
    ],
)
def test_milestones_out_of_order_are_a_question(milestones: Milestones, asked: str) -> None:
    assert words(milestones, []) == [asked]


def test_milestones_in_order_leave_nothing_to_ask() -> None:
    in_order = Milestones(**{name: at(14, 5 * number) for number, name in enumerate(MILESTONES)})
    assert open_questions(in_order, [], zone=UTC) == []


def test_a_resolution_before_impact_started_is_a_question() -> None:
    [one] = contradictions(IMPACT, [Entry(1, at(13, 40), EventKind.RESOLUTION, "Alert closed")], zone=UTC)
    assert one.words == (
        "“Alert closed” is told at 13:40, before impact started at 14:00: does it belong to something earlier, or did impact begin before?"
    )
    assert one.about == ("impact_started", 1)


def test_a_customer_report_after_the_all_clear_is_a_question() -> None:
    [one] = contradictions(IMPACT, [Entry(1, at(15, 9), EventKind.CUSTOMER_REPORT, "Still {broken}")], zone=UTC)
    assert one.words.startswith("“Still (broken)” came at 15:09, after the all-clear at 14:51:")


def test_an_entry_that_tells_of_impact_before_its_start_is_a_question() -> None:
    [one] = contradictions(IMPACT, [Entry(1, at(13, 58), EventKind.IMPACT_START, "First errors")], zone=UTC)
    assert one.words == "“First errors” tells of impact at 13:58, and the start of impact is stated as 14:00: which of the two was it?"


def test_a_hypothesis_ruled_out_that_nobody_opened_is_a_question() -> None:
    opened = Entry(1, at(14, 5), EventKind.HYPOTHESIS_OPENED, "The provider?")
    ruled_out = Entry(2, at(14, 9), EventKind.HYPOTHESIS_RULED_OUT, "Not the provider")
    assert contradictions(IMPACT, [opened, ruled_out], zone=UTC) == []
    [one] = contradictions(IMPACT, [ruled_out], zone=UTC)
    assert one.words == "“Not the provider” rules something out at 14:09: when did the idea come up, and what spoke for it?"


def test_a_hidden_entry_contradicts_nothing() -> None:
    assert contradictions(IMPACT, [Entry(1, at(13), EventKind.RESOLUTION, "Closed", is_hidden=True)], zone=UTC) == []


def test_a_long_text_is_quoted_by_its_beginning() -> None:
    [one] = contradictions(IMPACT, [Entry(1, at(13), EventKind.RESOLUTION, "word " * 40)], zone=UTC)
    assert "word …”" in one.words


_MOMENTS = st.integers(0, 5000).map(lambda minute: at(0) + timedelta(minutes=minute))
_ENTRIES = st.lists(
    st.builds(
        Entry,
        st.integers(0, 99),
        st.none() | _MOMENTS,
        st.sampled_from(list(EventKind)),
        st.text(max_size=80),
        st.none() | _MOMENTS,
        st.booleans(),
        st.booleans(),
    ),
    max_size=20,
)


@settings(deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(MILESTONES, st.none() | _MOMENTS)), _ENTRIES)
def test_questions_are_few_ordered_and_never_accuse(milestones: dict[str, datetime | None], told: list[Entry]) -> None:
    asked = open_questions(Milestones(**milestones), told, zone=ZoneInfo("Asia/Kolkata"))
    assert len(asked) <= MOST_SILENCES + MOST_CONTRADICTIONS
    assert [one.start for one in asked] == sorted(one.start for one in asked)
    for one in asked:
        assert one.words.endswith("?")
        assert one.start <= one.end
        assert one.about
        assert not one.name.startswith("silence") or one.end - one.start >= SHORTEST_SILENCE
    blank = [Entry(one.id, one.at, one.kind, "", one.last_at, one.is_hidden, one.is_learnt_later) for one in told]
    assert not any("who" in one.words.lower().split() for one in open_questions(Milestones(**milestones), blank, zone=UTC))


@settings(deadline=None)
@given(_ENTRIES)
def test_the_order_of_entries_makes_no_difference_to_silences(told: list[Entry]) -> None:
    numbered = [Entry(number, one.at, last_at=one.last_at) for number, one in enumerate(told)]
    spans = [(one.start, one.end) for one in silences(IMPACT, numbered, zone=UTC)]
    assert spans == [(one.start, one.end) for one in silences(IMPACT, numbered[::-1], zone=UTC)]
