"""One file read as events, and narrowed to a window."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from secondstory.timeline.ports import EventSource, Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.sources import HowToRead, Window, moment_of, read_events

NOON = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)
HERE = timezone(timedelta(hours=2))


def source(*events: SourceEvent, error: str = "") -> EventSource:
    def translate(payload: Payload) -> Iterator[SourceEvent]:
        yield from events
        if error:
            raise UnreadablePayload(error)

    return EventSource(name="pager", title="Pager", recognises=lambda payload: False, translate=translate, covers="")


def at(hour: int) -> SourceEvent:
    return SourceEvent("Seen", at=NOON.replace(hour=hour))


LOCAL = SourceEvent("Said", local_at=datetime(2026, 5, 8, 14, 0))  # noqa: DTZ001 - stated without a zone
TIMELESS = SourceEvent("Whenever")


def test_a_window_counts_what_it_leaves_out_and_what_it_cannot_judge() -> None:
    window = Window(NOON - timedelta(hours=1), NOON + timedelta(hours=1))
    read = read_events(Payload(b"x"), HowToRead(source(at(9), at(12), TIMELESS, at(14), at(13)), window=window))
    assert read.events == (at(12), TIMELESS, at(13))
    assert (read.outside, read.without_time) == (2, 1)
    assert read.left_out_words(window).startswith("2 outside the window left out; 1 without a time kept")


def test_without_a_window_nothing_is_said_of_it() -> None:
    read = read_events(Payload(b"x"), HowToRead(source(at(9), TIMELESS)))
    assert (len(read.events), read.left_out_words(Window())) == (2, "")


def test_a_time_without_a_zone_is_inside_or_outside_once_the_zone_is_known() -> None:
    window = Window(NOON, NOON)
    assert read_events(Payload(b"x"), HowToRead(source(LOCAL), window=window, zone=HERE)).without_zone == 1
    assert read_events(Payload(b"x"), HowToRead(source(LOCAL), window=window, zone=UTC)).outside == 1
    unknown = read_events(Payload(b"x"), HowToRead(source(LOCAL), window=window))
    assert (unknown.outside, unknown.without_time) == (0, 1)
    assert moment_of(LOCAL, HERE) == NOON


def test_an_error_in_the_middle_gives_no_events_at_all() -> None:
    read = read_events(Payload(b"x"), HowToRead(source(at(9), error="Line 2 is torn.")))
    assert (read.events, read.refusal) == ((), "Line 2 is torn.")


def test_more_events_than_a_timeline_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.timeline.sources.reading.MOST_EVENTS", 2)
    assert "more than 2 events" in read_events(Payload(b"x"), HowToRead(source(at(9), at(10), at(11)))).refusal
    assert not read_events(Payload(b"x"), HowToRead(source(at(9), at(10), at(11)), window=Window(at(10).at))).refusal


def test_a_large_json_value_is_refused_before_it_is_read_and_lines_are_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("secondstory.timeline.sources.reading.LARGEST_JSON", 30)
    whole, lines = tmp_path / "whole.json", tmp_path / "lines.jsonl"
    whole.write_text(json.dumps([{"a": number} for number in range(9)], indent=1))
    lines.write_text('{"a": 1}\n' * 9)
    assert "one JSON value" in read_events(Payload(whole), HowToRead(source(at(9)))).refusal
    assert read_events(Payload(lines), HowToRead(source(at(9)))).events == (at(9),)


def test_how_far_it_is_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.timeline.sources.reading.PROGRESS_EVERY", 2)
    told: list[int] = []
    read_events(Payload(b"x"), HowToRead(source(*[at(9)] * 5)), progress=told.append)
    assert told == [2, 4]
