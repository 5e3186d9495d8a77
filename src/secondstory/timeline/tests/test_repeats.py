from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.timeline.rules import AlertState, Recorded, same_alerts, state_of
from secondstory.timeline.rules.signatures import ids_in, words_of

START = datetime(2026, 5, 8, 14, 0, tzinfo=UTC)


def record(number: int, minutes: float, text: str, *, source: str = "alertmanager", kind: str = "signal", **more: str) -> Recorded:
    return Recorded(number, source, START + timedelta(minutes=minutes), text, kind, **more)  # type: ignore[arg-type]


def groups(*records: Recorded, known: tuple[Recorded, ...] = ()) -> list[tuple[object, ...]]:
    return [(group.id, *(joined.id for joined in group.joined)) for group in same_alerts(records, known=known)]


def test_the_same_alert_again_is_one_event_that_says_how_often_and_when_last() -> None:
    [group] = same_alerts(record(number, number, f"Disk of db-1 is {80 + number} % full") for number in range(14))
    assert (group.id, group.times, group.last_at) == (0, 14, START + timedelta(minutes=13))
    assert group.joined[0].because.startswith("it is the same alert again")
    assert not group.joined[0].is_other_source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Disk of db-1 is 91 % full", "Disk of db-2 is 91 % full"),
        ("Lag of shard 7 above 30 s", "Lag of shard 8 above 30 s"),
        ("Host 10.0.0.1 is slow", "Host 10.0.0.2 is slow"),
        ("Checkout errors", "Login errors"),
    ],
)
def test_alerts_of_different_things_stay_apart(one: str, other: str) -> None:
    assert groups(record(1, 0, one), record(2, 1, other)) == []


def test_the_same_words_of_another_component_are_another_alert() -> None:
    assert groups(record(1, 0, "Disk nearly full", component="db"), record(2, 1, "Disk nearly full", component="web")) == []


def test_an_alert_that_was_over_only_shortly_is_a_repeat_and_one_that_was_over_for_long_is_new() -> None:
    text = "Checkout errors above 5 %"
    fired, over = record(1, 0, text), record(2, 5, text, kind="resolution")
    assert groups(fired, over, record(3, 9, text)) == [(1, 3)]
    assert groups(fired, over, record(3, 30, text)) == []


def test_what_is_recorded_twice_of_one_moment_is_no_repeat() -> None:
    [group] = same_alerts([record(1, 0, "Disk nearly full"), record(2, 0, "Disk nearly full")])
    assert (group.times, group.joined[0].because) == (1, "it is the same record of the same moment")


def test_an_alert_not_heard_of_for_hours_is_new() -> None:
    assert groups(record(1, 0, "Disk nearly full"), record(2, 7 * 60, "Disk nearly full")) == []


def test_the_end_of_an_alert_never_goes_into_its_start() -> None:
    text = "Checkout errors above 5 %"
    assert groups(record(1, 0, text), record(2, 1, text, kind="resolution")) == []
    assert groups(record(1, 0, text), record(2, 1, f"[RESOLVED] {text}", source="slack_api", kind="other")) == []


def test_the_same_alert_from_three_systems_is_one_event_with_three_sources() -> None:
    [group] = same_alerts(
        [
            record(1, 0, "CheckoutErrorRate: Checkout errors above 5 % (6.1)", component="checkout"),
            record(2, 0.5, "Incident triggered: CheckoutErrorRate: Checkout errors above 5 %", source="pagerduty", component="Checkout"),
            record(
                3,
                0.7,
                "[FIRING:1] CheckoutErrorRate Checkout errors above 5 %",
                source="slack_api",
                kind="other",
                vendor_type="bot_message",
            ),
        ]
    )
    assert group.sources == ("alertmanager", "pagerduty", "slack_api")
    assert group.times == 1
    assert group.joined[0].is_other_source
    assert group.joined[0].because == "pagerduty and alertmanager tell it in the same words of the same component, 30 s apart"


def test_two_systems_that_begin_more_than_a_moment_apart_tell_two_events() -> None:
    assert groups(record(1, 0, "Checkout errors above 5 %"), record(2, 4, "Checkout errors above 5 %", source="pagerduty")) == []


def test_a_shared_id_joins_what_is_worded_differently() -> None:
    one = record(1, 0, "Payment errors high for shop", link="https://alerts.example/Q2X8L7")
    other = record(2, 1, "Payment errors at the till, Q2X8L7", source="pagerduty")
    assert groups(one, other) == [(1, 2)]
    assert same_alerts([one, other])[0].joined[0].because.startswith("pagerduty and alertmanager name the same id")


def test_a_shared_id_alone_does_not_join_what_has_no_word_in_common() -> None:
    assert groups(record(1, 0, "Disk full on i0abc123def"), record(2, 1, "Slow answers of i0abc123def", source="pagerduty")) == []


def test_what_fits_two_alerts_equally_well_goes_into_neither() -> None:
    apart = [record(1, 0, "Queue is stuck badly", component="a"), record(2, 0, "Queue is stuck badly", component="b")]
    assert groups(*apart, record(3, 1, "Queue is stuck badly", source="pagerduty")) == []


def test_what_people_write_is_no_alert() -> None:
    assert groups(*(record(number, number, "still broken", source="slack_api", kind="other") for number in range(5))) == []


@pytest.mark.parametrize(
    ("kind", "text", "vendor_type", "state"),
    [
        ("signal", "Disk full", "firing", AlertState.FIRING),
        ("resolution", "Disk full", "", AlertState.RESOLVED),
        ("acknowledgement", "Disk full", "", AlertState.ACKNOWLEDGED),
        ("signal", "Disk full", "resolved", AlertState.RESOLVED),
        ("signal", "Latency is up", "", AlertState.FIRING),
        ("other", "The shop is up again", "bot_message", AlertState.RESOLVED),
        ("other", "Load is up to 91 %", "bot_message", AlertState.FIRING),
        ("other", "[FIRING:2] Disk full", "", AlertState.FIRING),
        ("other", "Resolved: disk full", "", AlertState.RESOLVED),
        ("other", "Disk is full", "bot_message", AlertState.FIRING),
        ("other", "the disk is full I fear", "message", None),
    ],
)
def test_the_state_of_an_alert_is_what_its_source_or_its_words_say(
    kind: str, text: str, vendor_type: str, state: AlertState | None
) -> None:
    assert state_of(kind, text, vendor_type) == state


def test_values_times_and_ids_are_taken_off_and_names_are_kept() -> None:
    assert words_of("CPU of db-1 at 91.5 % since 2026-05-08 14:02, 0d7f0d1e-5b1e-4b39-9c55-2f1e7d7a9f10") == {"cpu", "db-1"}
    assert words_of("Node 4 down, 3 of 5 left") == {"node-4", "left"}


def test_an_id_is_more_mixed_than_a_name_with_a_number() -> None:
    assert ids_in("Q2X8L7 on web0001 of prod-db-1") == {"Q2X8L7"}


def test_what_arrives_later_joins_the_known_event() -> None:
    known = (record(70, 0, "Disk of db-1 is 80 % full"),)
    [group] = same_alerts([record(1, 5, "Disk of db-1 is 85 % full"), record(2, 6, "Disk of db-2 is 85 % full")], known=known)
    assert (group.id, group.is_known, [one.id for one in group.joined], group.times) == (70, True, [1], 2)


def test_what_was_recorded_earlier_and_arrives_later_joins_the_known_event_too() -> None:
    [group] = same_alerts([record(1, -5, "Disk of db-1 is 80 % full")], known=[record(70, 0, "Disk of db-1 is 85 % full")])
    assert (group.id, group.first_at, group.times) == (70, START - timedelta(minutes=5), 2)


def test_known_events_are_never_merged_with_one_another() -> None:
    assert groups(known=(record(70, 0, "Disk nearly full"), record(71, 1, "Disk nearly full"))) == []


_RECORDS = st.lists(
    st.builds(
        lambda source, minutes, text, kind, component, number: (source, minutes, f"{text} {number} %", kind, component),
        st.sampled_from(["alertmanager", "pagerduty", "slack_api"]),
        st.integers(0, 60),
        st.sampled_from(["Checkout errors high", "[FIRING:1] Checkout errors high", "Disk of db-1 full", "Disk of db-2 full", "Queue"]),
        st.sampled_from(["signal", "page", "resolution", "acknowledgement", "other"]),
        st.sampled_from(["", "checkout", "db-1"]),
        st.integers(0, 99),
    ),
    max_size=25,
).map(
    lambda rows: [
        record(number, minutes, text, source=source, kind=kind, component=component)
        for number, (source, minutes, text, kind, component) in enumerate(rows)
    ]
)


@given(_RECORDS)
@settings(max_examples=200, deadline=None)
def test_every_record_is_in_one_group_at_most_and_states_are_never_mixed(records: list[Recorded]) -> None:
    states = {one.id: state_of(one.kind, one.text, one.vendor_type) for one in records}
    seen: set[object] = set()
    for group in same_alerts(records):
        members = [group.id, *(joined.id for joined in group.joined)]
        assert len({states[one] for one in members}) == 1
        assert not seen & set(members)
        assert group.first_at <= group.last_at
        assert 1 <= group.times <= len(members)
        seen |= set(members)


@given(_RECORDS)
@settings(max_examples=200, deadline=None)
def test_grouping_what_is_grouped_changes_nothing(records: list[Recorded]) -> None:
    found = same_alerts(records)
    at_home = {joined.id: group.id for group in found for joined in group.joined}
    known = [Recorded(at_home.get(one.id, one.id), one.source, one.at, one.text, one.kind, component=one.component) for one in records]
    assert same_alerts((), known=known) == []


@given(_RECORDS, st.integers(0, 25))
@settings(max_examples=200, deadline=None)
def test_what_comes_in_two_parts_is_grouped_as_at_once(records: list[Recorded], cut: int) -> None:
    in_time = sorted(records, key=lambda one: (one.at, one.id))
    first, second = in_time[:cut], in_time[cut:]
    at_home = {joined.id: group.id for group in same_alerts(first) for joined in group.joined}
    known = [Recorded(at_home.get(one.id, one.id), one.source, one.at, one.text, one.kind, component=one.component) for one in first]
    later = {joined.id: group.id for group in same_alerts(second, known=known) for joined in group.joined}
    assert at_home | later == {joined.id: group.id for group in same_alerts(in_time) for joined in group.joined}


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Recorded,
            st.integers(),
            st.text(max_size=5),
            st.none() | st.datetimes(timezones=st.just(UTC)),
            st.text(max_size=80),
            st.sampled_from(["signal", "other", ""]),
            external_id=st.text(max_size=20),
            component=st.text(max_size=10),
            link=st.text(max_size=20),
            vendor_type=st.text(max_size=10),
        ),
        max_size=12,
    )
)
def test_any_records_can_be_grouped(records: list[Recorded]) -> None:
    same_alerts(records)
