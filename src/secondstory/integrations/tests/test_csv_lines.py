"""Tables: which column says what, stated by a person or proposed, and how their times are meant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.integrations import event_sources, recognised
from secondstory.timeline.ports import ByColumns, Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.columns import Columns, WrongColumns

TABLE = "When,Who,What,Ref\n03/04/2026 14:02,Anna,queue grows,a1\n03/04/2026 2:05 PM,ben@fjord.example,back,a2\n"


def tables() -> ByColumns:
    found = event_sources()["csv_lines"].by_columns
    assert found is not None
    return found


def told(table: str, columns: Columns) -> list[SourceEvent]:
    return list(tables().translate(Payload(table.encode()), columns))


def test_what_a_person_says_of_the_columns_is_taken() -> None:
    columns = Columns(time="When", text="What", actor="Who", id="Ref", time_format="day-first", zone="Europe/Berlin")
    anna, ben = told(TABLE, columns)
    assert (anna.at, anna.actor, anna.text, anna.external_id) == (datetime(2026, 4, 3, 12, 2, tzinfo=UTC), "Anna", "queue grows", "a1")
    assert (ben.at, ben.actor_email) == (datetime(2026, 4, 3, 12, 5, tzinfo=UTC), "ben@fjord.example")


@pytest.mark.parametrize(
    ("columns", "local"),
    [
        (Columns(time="When", time_format="day-first"), datetime(2026, 4, 3, 14, 2)),  # noqa: DTZ001
        (Columns(time="When", time_format="month-first"), datetime(2026, 3, 4, 14, 2)),  # noqa: DTZ001
        (Columns(time="When", time_format="%d/%m/%Y %H:%M"), datetime(2026, 4, 3, 14, 2)),  # noqa: DTZ001
        (Columns(time="When"), None),
    ],
)
def test_day_and_month_stand_in_the_order_that_is_stated_and_in_none_where_it_is_not(columns: Columns, local: datetime | None) -> None:
    assert told(TABLE, columns)[0].local_at == local


def test_an_order_that_the_table_leaves_open_is_asked_for() -> None:
    proposal = tables().proposes(Payload(TABLE.encode()))
    assert proposal.columns == Columns(time="When", text="What", actor="Who")
    assert proposal.names == ("When", "Who", "What", "Ref")
    assert proposal.rows == (("03/04/2026 14:02", "Anna", "queue grows", "a1"), ("03/04/2026 2:05 PM", "ben@fjord.example", "back", "a2"))
    assert "day or the month first" in proposal.remark


def test_an_order_that_the_table_shows_is_taken_and_said() -> None:
    payload = Payload((TABLE + "13/04/2026 9:00,Carla,over,a3\n").encode())
    assert "with the day first" in tables().proposes(payload).remark
    assert next(iter(event_sources()["csv_lines"].translate(payload))).local_at == datetime(2026, 4, 3, 14, 2)  # noqa: DTZ001


def test_three_rows_are_shown_however_long_the_table_is() -> None:
    rows = "".join(f"2026-03-02T14:{minute:02}Z,step {minute}\n" for minute in range(60))
    assert len(tables().proposes(Payload(f"at,text\n{rows}".encode())).rows) == 3


def test_objects_a_line_are_proposed_and_read_by_their_keys() -> None:
    payload = Payload(b'{"ts": 1772460120, "sagt": "los"}\n{"ts": 1772460180, "sagt": "fertig"}\n')
    assert tables().proposes(payload).columns == Columns(time="ts")
    first, _ = tables().translate(payload, Columns(time="ts", text="sagt"))
    assert (first.at, first.text) == (datetime(2026, 3, 2, 14, 2, tzinfo=UTC), "los")


def test_a_table_without_times_is_shown_so_that_a_person_can_name_the_column() -> None:
    proposal = tables().proposes(Payload(b"step,word\none,alpha\n"))
    assert (proposal.columns, proposal.names) == (None, ("step", "word"))
    assert "Say which" in proposal.remark


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (Columns(time="Wann"), r"no column “Wann” for time\. The table has: When, Who, What, Ref\."),
        (Columns(time="When", text="Words"), "no column “Words” for text"),
        (Columns(time="When", zone="Mars"), "“Mars” is no zone"),
        (Columns(time="When", time_format="backwards"), "day-first, month-first, or a pattern"),
        (Columns(time="When", time_format="%Q"), "no pattern of times"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_there_is(columns: Columns, said: str) -> None:
    with pytest.raises(WrongColumns, match=said):
        told(TABLE, columns)


def test_times_without_zone_are_of_the_stated_zone_and_those_with_one_are_not() -> None:
    table = "at,text\n2026-07-01 12:00,a\n2026-07-01T12:00:00Z,b\n"
    assert [event.at for event in told(table, Columns(time="at", zone="+05:30"))] == [
        datetime(2026, 7, 1, 6, 30, tzinfo=UTC),
        datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
    ]


def test_a_log_whose_milliseconds_follow_a_comma_is_no_table() -> None:
    source = recognised(Payload(b"2026-05-08 14:02:31,123 INFO started\n2026-05-08 14:02:32,500 WARN slow, again\n"))
    assert source is event_sources()["pasted"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    table=st.text(alphabet='at,;"\n\r\t/:.0129-APMZ{}é\0 ', max_size=200),
    time=st.sampled_from(["at", "column 1", "1"]),
    pattern=st.text(max_size=12),
)
def test_any_text_with_any_mapping_is_read_or_refused_with_a_sentence(table: str, time: str, pattern: str) -> None:
    said = "nothing was refused"
    for columns in (Columns(time=time, time_format=pattern), Columns(time=time, text="t", zone=pattern)):
        try:
            told(table, columns)
            tables().proposes(Payload(table.encode()))
        except (UnreadablePayload, WrongColumns) as refused:
            said = str(refused)
    assert said
