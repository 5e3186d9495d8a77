import json

from secondstory.timeline.ports import Payload, SourceEvent


def test_an_event_holds_only_text_that_can_be_stored_and_shown() -> None:
    event = SourceEvent(text="a\0b \ud800 🙂", actor="plain", words="\udfff")
    assert event.text == "a\N{REPLACEMENT CHARACTER}b ? 🙂"
    assert event.actor == "plain"
    assert event.words == "?"


def test_a_line_of_json_can_hold_separators_of_lines() -> None:
    value = {"text": "one\u2028two\x85three"}
    assert list(Payload(json.dumps(value, ensure_ascii=False).encode()).json_lines()) == [value]
