"""A mapping of columns as people state it."""

import pytest

from secondstory.timeline.rules.columns import Columns, WrongColumns, columns_stated


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("time=When,text=What,actor=Who", Columns(time="When", text="What", actor="Who")),
        (" time = When , TEXT=What", Columns(time="When", text="What")),
        ('time="When, exactly",text=What', Columns(time="When, exactly", text="What")),
        ('"time=When, exactly",text=What', Columns(time="When, exactly", text="What")),
        (
            "time=Date,clock=Time,time_format=day-first,zone=Europe/Berlin",
            Columns("Date", clock="Time", time_format="day-first", zone="Europe/Berlin"),
        ),
        ("time=a=b,text=", Columns(time="a=b")),
    ],
)
def test_a_mapping_is_read_as_it_is_written(stated: str, read: Columns) -> None:
    assert columns_stated(stated) == read


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("", "Say which column holds the times"),
        ("text=What", "Say which column holds the times"),
        ("time=When,tekst=What", "no “tekst”. What can be named: time, clock, text"),
        ("time=When,What", "“What” names no column"),
        ("time=When,=What", "names no column"),
    ],
)
def test_a_mapping_that_is_none_says_how_to_write_one(stated: str, said: str) -> None:
    with pytest.raises(WrongColumns, match=said):
        columns_stated(stated)
