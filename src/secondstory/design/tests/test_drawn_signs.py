"""What marks say beside where they are: uncertain times, repeats, what was learnt later; lanes by source; very many events."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from secondstory.design.drawing.density import STEP, steps_path
from secondstory.design.drawing.shapes import Drawing, Mark
from secondstory.design.drawing.standalone import standalone
from secondstory.design.drawing.svg import svg_of
from secondstory.design.drawing.table import frame_of, rows_of
from secondstory.design.drawing.timeline import MOST_SOURCES, OTHER_SOURCES, layout
from secondstory.design.drawing.values import DrawnEvent, DrawnPhase, Emphasis, Lane, LanesBy, Timeline
from secondstory.design.sample_timelines import ZONE, all_timelines, made_up, same_second
from secondstory.design.tests.rendering import render

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
MANY = made_up(2000, hours=30, key="many")


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def timeline(*events: DrawnEvent, zone: str = "UTC") -> Timeline:
    return Timeline(key="t", title="Trial", events=events, zone=zone)


def drawn(of: Timeline, by: LanesBy = LanesBy.KIND) -> Drawing:
    drawing = layout(of, by=by)
    assert drawing is not None
    return drawing


def marks(of: Timeline, by: LanesBy = LanesBy.KIND) -> list[Mark]:
    return [mark for lane in drawn(of, by).lanes for mark in lane.marks]


def around(event: DrawnEvent) -> Timeline:
    """The event in the middle of an hour, so that there is an axis to lie on."""
    return timeline(DrawnEvent(NOON, Lane.TELLING, "First"), event, DrawnEvent(later(60), Lane.TELLING, "Last"))


def the_mark(event: DrawnEvent) -> Mark:
    return next(mark for mark in marks(around(event)) if event.label in (mark.label, mark.inside))


def test_a_time_between_two_is_a_soft_range_with_the_mark_in_its_middle() -> None:
    axis = drawn(around(DrawnEvent(later(20), Lane.DOING, "Rang", latest=later(40)))).axis
    mark = the_mark(DrawnEvent(later(20), Lane.DOING, "Rang", latest=later(40)))
    assert mark.soft == pytest.approx((axis.x(later(20)), axis.x(later(40))), abs=0.1)
    assert mark.x == pytest.approx(axis.x(later(30)), abs=0.1)
    assert mark.note == "between 12:20 and 12:40"


def test_an_approximate_time_is_soft_and_says_about() -> None:
    mark = the_mark(DrawnEvent(later(20), Lane.DOING, "Rang", is_about=True))
    assert mark.soft is not None
    assert mark.note == "about"


def test_an_exact_time_is_not_soft() -> None:
    assert the_mark(DrawnEvent(later(20), Lane.DOING, "Rang")).soft is None


def test_what_was_learnt_later_is_hollow_and_says_so() -> None:
    mark = the_mark(DrawnEvent(later(20), Lane.DOING, "Rang", Emphasis.ALARM, is_learnt_later=True))
    assert (mark.tone, mark.note) == ("sevf-o", "learnt later")


def test_repeats_reach_to_the_last_and_are_counted() -> None:
    axis = drawn(around(DrawnEvent(later(20), Lane.SIGNALS, "Page", repeats=14, last_at=later(40)))).axis
    mark = the_mark(DrawnEvent(later(20), Lane.SIGNALS, "Page", repeats=14, last_at=later(40)))
    assert mark.trail == pytest.approx(axis.x(later(40)), abs=0.1)
    assert mark.note == "×14, last 12:40"


@pytest.mark.parametrize(("is_ruled_out", "note"), [(True, "ruled out after 15 min"), (False, "15 min")])
def test_a_hypothesis_says_how_long_it_was_believed(is_ruled_out: bool, note: str) -> None:
    mark = the_mark(DrawnEvent(later(20), Lane.THINKING, "Cache", until=later(35), is_ruled_out=is_ruled_out))
    assert (mark.shape, mark.note) == ("bar", note)


def test_lanes_by_source_hold_the_eight_commonest_and_the_rest_together() -> None:
    events = [DrawnEvent(later(n), Lane.DOING, "x", source=f"s{source}") for source in range(11) for n in range(20 - source)]
    lanes = drawn(timeline(*events), LanesBy.SOURCE).lanes
    assert [lane.name for lane in lanes] == [f"s{source}" for source in range(MOST_SOURCES)] + [OTHER_SOURCES]


def test_events_of_no_source_are_written_here() -> None:
    assert [lane.name for lane in drawn(timeline(DrawnEvent(NOON, Lane.DOING, "x")), LanesBy.SOURCE).lanes] == ["Written here"]


def test_days_begin_at_midnight_of_the_incident() -> None:
    of = timeline(*(DrawnEvent(later(60 * hours), Lane.DOING, "x") for hours in (0, 14, 30)), zone="Asia/Kolkata")
    drawing = drawn(of)
    assert drawing.days == pytest.approx((drawing.axis.x(datetime(2026, 11, 11, tzinfo=ZoneInfo("Asia/Kolkata"))),), abs=0.1)


def test_events_without_a_time_are_in_the_table_alone() -> None:
    of = timeline(DrawnEvent(None, Lane.DOING, "Sometime", stated="10 November"), DrawnEvent(NOON, Lane.DOING, "Noon"))
    assert [mark.label for mark in marks(of)] == ["Noon"]
    assert "10 November" in rows_of(of)


def test_the_end_of_a_span_is_in_the_table_alone() -> None:
    of = timeline(DrawnEvent(NOON, Lane.DOING, "Noon"), DrawnEvent(later(5), Lane.THINKING, "Not the cache", is_end=True))
    assert [mark.label for mark in marks(of)] == ["Noon"]
    assert "Not the cache" in rows_of(of)


def test_marks_that_stand_on_one_spot_are_piled_with_their_number() -> None:
    found = marks(same_second(key="s"))
    assert sum(mark.count for mark in found) == 40
    assert [mark.label for mark in found if mark.count > 1] == ["+3"] * 4


@pytest.mark.parametrize("by", list(LanesBy))
def test_two_thousand_events_stay_small_and_are_all_counted(by: LanesBy) -> None:
    drawing = drawn(MANY, by)
    counted = sum(int(lane.words.split()[0].replace(",", "")) for lane in drawing.lanes)
    assert counted == 2000
    assert all(lane.density for lane in drawing.lanes)
    assert len(svg_of(drawing)) < 150_000
    assert drawing.height < 1800


def test_of_two_thousand_events_only_those_that_matter_are_labelled() -> None:
    drawing = drawn(MANY)
    shown = [drawing.events[mark.index] for lane in drawing.lanes for mark in lane.marks]
    assert all(event.is_starred or event.until or event.emphasis is not Emphasis.PLAIN for event in shown)
    assert len(shown) > 20


def test_steps_are_as_high_as_the_root_of_their_number_and_end_on_the_base() -> None:
    assert steps_path([0, 4, 4, 16, 0], left=0, base=100, most=16) == f"M{STEP:g} 100v-12H{3 * STEP:g}V76H{4 * STEP:g}V100z"


@pytest.mark.parametrize(("by", "of"), all_timelines(), ids=lambda one: one if isinstance(one, str) else one.key)
def test_every_sample_is_well_formed_and_walkable(by: str, of: Timeline) -> None:
    drawing = layout(of, by=LanesBy(by))
    if drawing is None:
        return
    root = etree.fromstring(svg_of(drawing))
    items = [element for element in root.iter() if element.get("role") == "listitem"]
    assert root.get("role") == "group"
    assert items
    assert all(item.find(".//title") is not None for item in items)
    assert all(int(item.get("data-i", "-1")) < len(drawing.events) for item in items)


def test_a_drawing_that_stands_alone_has_no_class_and_names_its_looks() -> None:
    svg = standalone(svg_of(drawn(MANY)))
    root = etree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"\b(?:class|style|href|tabindex|data-i)=|var\(", svg)
    texts = [element for element in root.iter() if element.tag.endswith("}text")]
    assert all(text.get("font-size") and text.get("font-family") and text.get("fill") for text in texts)
    shapes = [element for element in root.iter() if element.tag.endswith(("}rect", "}circle", "}path"))]
    assert all(shape.get("fill") or shape.get("stroke") for shape in shapes)


def test_a_drawing_that_stands_alone_can_be_dark() -> None:
    svg = svg_of(drawn(MANY))
    assert standalone(svg, is_dark=True) != standalone(svg)


def test_rows_have_times_of_the_zone_with_the_day_where_there_are_several() -> None:
    of = timeline(DrawnEvent(NOON, Lane.DOING, "a"), DrawnEvent(later(12 * 60) + timedelta(seconds=7), Lane.DOING, "b"), zone=ZONE)
    assert re.findall(r'nowrap">([^<]+)<', rows_of(of)) == ["10 Nov, 13:00", "11 Nov, 01:00:07"]


def test_rows_know_the_hour_at_which_the_clocks_change() -> None:
    moments = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
    of = timeline(*(DrawnEvent(at, Lane.DOING, "x") for at in moments), zone=ZONE)
    assert re.findall(r'nowrap">([^<]+)<', rows_of(of)) == ["02:30", "02:30"]


def test_a_row_says_the_facts_that_the_script_draws_from() -> None:
    one = DrawnEvent(later(1), Lane.SIGNALS, "x", Emphasis.ALARM, is_starred=True, is_about=True, repeats=3, last_at=later(2), key="7")
    rows = rows_of(timeline(DrawnEvent(NOON, Lane.DOING, "First"), one, DrawnEvent(later(9), Lane.THINKING, "y", until=later(10))))
    assert re.findall('data-e="([^"]*)"', rows) == ["0 2 0 0", "60 0 0 1 * a r3 l120", "540 1 0 0 u600"]
    assert '<a href="#event-7">about 12:01</a>' in rows


def test_the_frame_gives_the_axis_its_folds_and_the_phases() -> None:
    events = [DrawnEvent(NOON + timedelta(days=days), Lane.DOING, "x") for days in (0, 12, 12.01, 12.02)]
    of = Timeline(key="t", title="Fold", events=tuple(events), phases=(DrawnPhase(NOON, later(60), "Unseen"),))
    frame = json.loads(frame_of(of, drawn(of), by=LanesBy.KIND))
    assert [seconds for seconds, _ in frame["knots"]] == [0, 3600, 12 * 86400, int(12.02 * 86400)]
    assert frame["phases"] == [["Unseen", 0, 3600]]


def test_words_of_events_cannot_become_markup() -> None:
    evil = '</title><script>alert(1)</script>"&'
    of = timeline(DrawnEvent(NOON, Lane.DOING, evil, source=evil, kind=evil), DrawnEvent(later(1), Lane.DOING, "x"))
    page = render('<c-drawn_timeline :timeline="timeline" lanes="source" />', {"timeline": of})
    assert "<script" not in page
    etree.fromstring(svg_of(drawn(of, LanesBy.SOURCE)))


def test_the_component_says_what_will_be_here_where_nothing_is() -> None:
    assert "Nothing to draw yet" in render('<c-drawn_timeline :timeline="timeline" />', {"timeline": timeline()})


def test_the_component_opens_the_table_where_no_event_has_a_time() -> None:
    page = render('<c-drawn_timeline :timeline="timeline" />', {"timeline": timeline(DrawnEvent(None, Lane.DOING, "x", stated="May"))})
    assert re.search(r'<details class="drawn-table[^>]* open', page)
    assert '<svg class="draw' not in page
