import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondstory.kit.live.messages import Pace, Wish, WrongMessage, presence, read_wish


def test_a_page_enters_leaves_and_says_what_it_edits() -> None:
    assert read_wish('{"do": "enter", "room": "timeline:42", "since": 7}') == Wish("enter", "timeline:42", since=7)
    assert read_wish('{"do": "enter", "room": "timeline:42", "since": null}') == Wish("enter", "timeline:42")
    assert read_wish('{"do": "leave", "room": "timeline:42"}') == Wish("leave", "timeline:42")
    assert read_wish('{"do": "edit", "room": "timeline:42", "editing": ""}') == Wish("edit", "timeline:42", editing="")
    assert read_wish('{"do": "pong"}') == Wish("pong")


@given(
    st.text()
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)).map(json.dumps)
)
def test_whatever_is_sent_is_understood_or_wrong(text: str) -> None:
    with contextlib.suppress(WrongMessage):
        read_wish(text)


@pytest.mark.parametrize("since", ["-1", "1.5", '"7"', "true", "9223372036854775808", "NaN"])
def test_only_an_id_is_a_place_to_go_on_from(since: str) -> None:
    with pytest.raises(WrongMessage):
        read_wish(f'{{"do": "enter", "room": "timeline:1", "since": {since}}}')


def test_of_a_crowd_the_first_hundred_are_named() -> None:
    said = json.loads(presence("timeline:1", [{"id": n, "name": str(n), "editing": []} for n in range(250)]))
    assert (len(said["people"]), said["more"]) == (100, 150)


def test_a_page_may_send_a_few_at_once_and_then_so_many_a_second() -> None:
    pace = Pace(a_second=2, at_once=3)
    assert [pace.allows(100.0) for _ in range(4)] == [True, True, True, False]
    assert [pace.allows(101.0) for _ in range(3)] == [True, True, False]
    assert pace.allows(101.5)
    assert [pace.allows(9999.0) for _ in range(4)] == [True, True, True, False]
