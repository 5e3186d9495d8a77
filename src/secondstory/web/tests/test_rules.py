from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from secondstory.incidents.rules import Milestones, Span
from secondstory.web.rules import (
    Progress,
    actions_state,
    headline,
    overview_state,
    report_state,
    timeline_state,
    what_comes_next,
    when_words,
)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 10, hour, minute, tzinfo=UTC)


WHOLE = Progress(
    status="resolved",
    milestones=Milestones(impact_started=at(14, 0)),
    measures=2,
    events=28,
    starred=12,
    report_status="published",
    published_on=date(2026, 11, 17),
    actions=4,
    actions_done=1,
)


def test_each_step_says_how_far_it_is() -> None:
    assert (overview_state(WHOLE), timeline_state(WHOLE)) == ("Impact recorded", "28 events, 12 starred")
    assert (report_state(WHOLE), actions_state(WHOLE)) == ("Published Tue 17 Nov", "1 of 4 done")


def test_a_step_not_begun_says_so() -> None:
    new = Progress(status="open")
    assert (overview_state(new), timeline_state(new)) == ("What we know so far", "No event yet")
    assert (report_state(new), actions_state(new)) == ("Not started", "None yet")


@pytest.mark.parametrize(
    ("progress", "door"),
    [
        (Progress(status="open"), "timeline"),
        (replace(WHOLE, report_status=None, milestones=Milestones()), "edit"),
        (replace(WHOLE, report_status=None, measures=0), "edit"),
        (replace(WHOLE, report_status=None, events=0), "timeline"),
        (replace(WHOLE, report_status=None), "report"),
        (replace(WHOLE, report_status="draft"), "report"),
        (replace(WHOLE, report_status="in_review"), "read"),
        (replace(WHOLE, report_status="reviewed"), "report"),
        (replace(WHOLE, actions=0), "actions"),
        (WHOLE, "actions"),
        (replace(WHOLE, actions_done=4), "read"),
        (replace(WHOLE, actions_done=4, events=0, measures=0), "read"),
    ],
)
def test_one_step_comes_next(progress: Progress, door: str) -> None:
    assert what_comes_next(progress).door == door


def stage(words: str, start: datetime, end: datetime) -> Span:
    return Span(words, "", start, end)


@pytest.mark.parametrize(
    ("stages", "ruled_out", "sentence"),
    [
        (
            [stage("Unseen", at(14, 0), at(14, 5)), stage("Finding out", at(14, 5), at(14, 30)), stage("Mending", at(14, 30), at(14, 40))],
            2,
            "More than half of the time went into finding out, and two hypotheses were ruled out on the way",
        ),
        (
            [stage("Unseen", at(13, 0), at(14, 0)), stage("Finding out", at(14, 0), at(14, 5))],
            0,
            "For nearly all of the time nobody knew yet",
        ),
        (
            [
                stage("Unseen", at(14, 0), at(14, 10)),
                stage("Finding out", at(14, 10), at(14, 21)),
                stage("Mending", at(14, 21), at(14, 30)),
            ],
            0,
            "The largest part of the time went into finding out",
        ),
        ([], 0, "What happened, in order"),
    ],
)
def test_the_drawing_says_where_the_time_went(stages: list[Span], ruled_out: int, sentence: str) -> None:
    assert headline(stages, events=5, ruled_out=ruled_out) == sentence


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(14, 4), at(14, 51), "Tue 10 Nov 2026, 14:04–14:51 CET"),
        (at(14, 4), None, "Tue 10 Nov 2026, 14:04 CET"),
        (at(14, 4), datetime(2026, 11, 11, 1, 0, tzinfo=UTC), "Tue 10 Nov 2026, 14:04 to 11 Nov, 01:00 CET"),
        (None, None, "Mon 9 Nov 2026"),
    ],
)
def test_when_it_was_is_said_as_far_as_it_is_known(start: datetime | None, end: datetime | None, words: str) -> None:
    assert when_words(occurred_on=date(2026, 11, 9), start=start, end=end, zone_label="CET") == words
