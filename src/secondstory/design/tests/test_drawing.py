"""The drawn timeline: nothing covers anything else, and the axis tells round times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from secondstory.design.drawing.axis import BREAK_WIDTH, Axis, axis_for
from secondstory.design.drawing.packing import Wanted, pack
from secondstory.design.drawing.shapes import Drawing, LaneBox
from secondstory.design.drawing.text import shortened, width_of
from secondstory.design.drawing.timeline import layout
from secondstory.design.drawing.values import DrawnEvent, DrawnPhase, Emphasis, Lane, Timeline

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
WORDS = ("pool", "sale queue", "retry", "seats", "page alarm", "deploy", "database", "customers ask", "status", "decided", "rolled back")


def busy_timeline(count: int, *, minutes: int, seed: int = 7) -> Timeline:
    random = Random(seed)  # noqa: S311 - a repeatable draw, no secret
    events = []
    for _ in range(count):
        at = NOON + timedelta(minutes=random.randrange(minutes))
        lane = random.choice(list(Lane))
        until = at + timedelta(minutes=random.randrange(1, 40)) if lane is Lane.THINKING else None
        label = " ".join(random.choices(WORDS, k=random.randrange(1, 7)))
        events.append(DrawnEvent(at, lane, label, random.choice(list(Emphasis)), until=until, is_ruled_out=random.random() < 0.5))
    return Timeline(key="t", title="Busy", events=tuple(events))


def extents(lane: LaneBox) -> dict[float, list[tuple[float, float]]]:
    """What each row of a lane covers: the marks with their words."""
    rows: dict[float, list[tuple[float, float]]] = {}
    for mark in lane.marks:
        if mark.is_bare:
            continue
        left, right = (mark.x, mark.x + mark.width) if mark.shape == "bar" else (mark.x - mark.width / 2, mark.x + mark.width / 2)
        words = width_of(mark.label) + (width_of(f"  {mark.note}", size=11) if mark.note else 0)
        if words and mark.anchor == "end":
            left = mark.text_x - words
        elif words:
            right = mark.text_x + words
        rows.setdefault(mark.y, []).append((left, right))
    return rows


def drawn(timeline: Timeline) -> Drawing:
    drawing = layout(timeline)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize("count", [1, 5, 40, 200])
@pytest.mark.parametrize("minutes", [1, 50, 60 * 24 * 4])
def test_no_words_cover_other_words_or_marks(count: int, minutes: int) -> None:
    for lane in drawn(busy_timeline(count, minutes=minutes)).lanes:
        for covered in extents(lane).values():
            for (_, end), (start, _) in pairwise(sorted(covered)):
                assert end <= start + 0.2


@pytest.mark.parametrize("count", [5, 200])
def test_everything_stays_inside_the_drawing(count: int) -> None:
    drawing = drawn(busy_timeline(count, minutes=300))
    for lane in drawing.lanes:
        for covered in extents(lane).values():
            assert min(left for left, _ in covered) >= drawing.left - 1
            assert max(right for _, right in covered) <= drawing.width


def test_a_few_events_all_get_their_words() -> None:
    assert drawn(busy_timeline(20, minutes=120)).unlabelled == 0


def test_the_same_events_give_the_same_drawing_in_any_order() -> None:
    timeline = busy_timeline(60, minutes=200)
    turned = Timeline(key="t", title="Busy", events=tuple(reversed(timeline.events)))
    assert layout(timeline) == layout(turned)


def test_no_event_means_no_drawing() -> None:
    assert layout(Timeline(key="t", title="Nothing", events=())) is None


def test_an_incident_without_length_stands_in_the_middle_of_ten_minutes() -> None:
    drawing = drawn(Timeline(key="t", title="Moment", events=(DrawnEvent(NOON, Lane.SIGNALS, "Gone and back"),)))
    mark = drawing.lanes[0].marks[0]
    assert mark.x == pytest.approx((drawing.left + drawing.right) / 2)
    assert "12:00" in [tick.label for tick in drawing.ticks]


def test_ticks_are_round_apart_and_in_the_readers_zone() -> None:
    axis = axis_for([NOON, NOON + timedelta(minutes=61)], left=100, right=980)
    ticks = axis.ticks(ZoneInfo("Asia/Kolkata"))
    assert ticks[0].label == "17:30"
    assert all(int(tick.label[-2:]) % 5 == 0 for tick in ticks)
    assert all(later.x - earlier.x >= 60 for earlier, later in pairwise(ticks))
    assert 5 <= len(ticks) <= 14


def test_several_days_are_named_once_each() -> None:
    axis = axis_for([NOON, NOON + timedelta(hours=20), NOON + timedelta(hours=50)], left=100, right=980)
    named = [tick.day for tick in axis.ticks(UTC) if tick.day]
    assert named == ["Tue 10 Nov", "Wed 11 Nov", "Thu 12 Nov"]


def test_a_year_is_told_in_days() -> None:
    axis = axis_for([NOON, NOON + timedelta(days=150), NOON + timedelta(days=300)], left=100, right=980)
    assert all(":" not in tick.label for tick in axis.ticks(UTC))
    assert next(tick.day for tick in axis.ticks(UTC)) == "2027"


def test_a_long_silence_is_folded_and_the_order_kept() -> None:
    moments = [NOON - timedelta(days=12), NOON, NOON + timedelta(minutes=20), NOON + timedelta(minutes=50)]
    axis = axis_for(moments, left=100, right=980)
    assert len(axis.breaks) == 1
    assert axis.x(NOON) - axis.x(moments[0]) < BREAK_WIDTH + 40
    assert is_increasing(axis, moments)


def test_an_even_incident_is_not_folded() -> None:
    assert axis_for([NOON + timedelta(minutes=10 * step) for step in range(6)], left=100, right=980).breaks == ()


def test_a_moment_inside_a_fold_lies_inside_the_fold() -> None:
    axis = axis_for([NOON - timedelta(days=12), NOON, NOON + timedelta(minutes=20)], left=100, right=980)
    fold = axis.breaks[0]
    assert abs(axis.x(NOON - timedelta(days=6)) - fold.x) < BREAK_WIDTH / 2


def test_hours_that_the_clocks_skip_do_not_break_the_ticks() -> None:
    start = datetime(2026, 3, 28, 22, tzinfo=UTC)
    ticks = axis_for([start, start + timedelta(hours=8)], left=100, right=980).ticks(ZoneInfo("Europe/Berlin"))
    assert [later.x > earlier.x for earlier, later in pairwise(ticks)].count(False) <= 1


def test_names_of_narrow_phases_go_to_rows_of_their_own() -> None:
    phases = tuple(DrawnPhase(NOON + timedelta(minutes=step), NOON + timedelta(minutes=step + 1), "Finding out") for step in range(3))
    events = tuple(DrawnEvent(NOON + timedelta(minutes=30 * step), Lane.DOING, "Step") for step in range(8))
    bands = drawn(Timeline(key="t", title="Narrow", events=events, phases=phases)).bands
    assert len({band.name_y for band in bands}) == 3


def test_a_full_lane_leaves_marks_without_words_rather_than_covering_any() -> None:
    wanted = [Wanted(200, 212, 300) for _ in range(5)]
    placed, rows = pack(wanted, left=0, right=600, most_rows=3)
    assert rows == 4
    assert [spot.side for spot in placed] == ["right", "right", "right", "over", "over"]


def test_what_matters_more_gets_its_words_first() -> None:
    placed, _ = pack([Wanted(200, 212, 300, rank=1), Wanted(210, 222, 300, rank=0)], left=0, right=560, most_rows=1)
    assert [spot.side for spot in placed] == ["over", "right"]


def test_long_words_end_at_a_word_with_an_ellipsis() -> None:
    text = shortened("The connection pool of the seat inventory was raised from twenty to forty on every pod", most=200)
    assert text.endswith("…")
    assert width_of(text) <= 200
    assert not text[:-1].endswith(" ")


def is_increasing(axis: Axis, moments: list[datetime]) -> bool:
    return all(axis.x(later) > axis.x(earlier) for earlier, later in pairwise(moments))
