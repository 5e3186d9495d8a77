"""The drawn timeline: lanes by kind or by source, with the phases behind them.

``layout`` turns plain values into shapes with coordinates; ``svg_of`` writes them as SVG.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from math import inf

from secondstory.design.drawing.axis import Axis, axis_for
from secondstory.design.drawing.density import HIGHEST, counts_of, edges_of, steps_path, worth_words
from secondstory.design.drawing.marks import LONGEST_LABEL, LONGEST_WHERE_FEW, Member, Setting, marks_of, pixel
from secondstory.design.drawing.shapes import (
    LANE_PADDING,
    LEFT,
    RIGHT_PADDING,
    ROW,
    WIDTH,
    Band,
    Density,
    Drawing,
    Fold,
    LaneBox,
)
from secondstory.design.drawing.text import shortened, width_of
from secondstory.design.drawing.values import DrawnEvent, DrawnPhase, Lane, LanesBy, Timeline
from secondstory.design.wording import duration_words, exact_time, zone_label
from secondstory.kit.zones import zone_or_utc

PHASE_ROW, AXIS_HEIGHT = 32.0, 38.0
FEW, DENSE_FROM = 24, 90
MOST_ROWS, MOST_ROWS_WHERE_DENSE = 7, 5
MOST_SOURCES = 8
MOST_DAYS = 21
NO_SOURCE, OTHER_SOURCES = "Written here", "All others"
NEVER = datetime.max.replace(tzinfo=UTC)


def layout(timeline: Timeline, *, by: LanesBy = LanesBy.KIND) -> Drawing | None:
    """Shapes with coordinates in pixels, the same for the same input; None where no event has a time."""
    zone = zone_or_utc(timeline.zone)
    ordered = in_order(timeline.events)
    members = [Member(index, event.at, event) for index, event in enumerate(ordered) if event.at and not event.is_end]
    if not members:
        return None
    right = WIDTH - RIGHT_PADDING
    axis = axis_for(_moments(members, timeline.phases), left=LEFT, right=right)
    bands, header = _bands(timeline.phases, axis=axis, right=right)
    is_dense = len(members) > DENSE_FROM
    setting = Setting(
        axis=axis,
        right=right,
        zone=zone,
        address=timeline.address,
        most=LONGEST_WHERE_FEW if len(members) <= FEW else LONGEST_LABEL,
        most_rows=MOST_ROWS_WHERE_DENSE if is_dense else MOST_ROWS,
    )
    lanes = _lanes(lanes_of(members, by=by), setting=setting, top=8.0 + header, is_dense=is_dense)
    return Drawing(
        key=timeline.key,
        title=timeline.title,
        description=_description(members, zone_name=timeline.zone),
        width=WIDTH,
        height=lanes[-1].bottom + AXIS_HEIGHT,
        bands=bands,
        lanes=lanes,
        ticks=axis.ticks(zone),
        folds=tuple(Fold(pixel(fold.x), duration_words((fold.end - fold.start).total_seconds() / 60)) for fold in axis.breaks),
        days=_days(axis, zone=zone),
        top=8.0,
        axis_y=lanes[-1].bottom,
        corner=_corner(members, zone=zone),
        legend=_legend([member.event for member in members], is_dense=is_dense),
        events=tuple(ordered),
        axis=axis,
    )


def in_order(events: tuple[DrawnEvent, ...]) -> list[DrawnEvent]:
    """By time, those without one last; marks and the rows of the table are numbered in this order."""
    return sorted(events, key=lambda event: (event.at or NEVER, event.lane, event.label))


def lanes_of(members: list[Member], *, by: LanesBy) -> list[tuple[str, list[Member]]]:
    """Names and events of the lanes, empty ones left out. Of sources the eight with most events get a lane each."""
    groups: dict[str, list[Member]]
    if by == LanesBy.KIND:
        groups = {lane.value: [] for lane in Lane}
        for member in members:
            groups[member.event.lane].append(member)
        return [(name.capitalize(), group) for name, group in groups.items() if group]
    common = [source for source, _ in Counter(member.event.source for member in members).most_common(MOST_SOURCES)]
    groups = {source: [] for source in common}
    rest: list[Member] = []
    for member in members:
        groups.get(member.event.source, rest).append(member)
    return [(name or NO_SOURCE, group) for name, group in groups.items()] + ([(OTHER_SOURCES, rest)] if rest else [])


def _lanes(groups: list[tuple[str, list[Member]]], *, setting: Setting, top: float, is_dense: bool) -> tuple[LaneBox, ...]:
    edges = edges_of(setting.axis, left=LEFT, right=setting.right) if is_dense else []
    counts = [counts_of(group, edges=edges) for _, group in groups]
    most = max(max(count) for count in counts)
    boxes: list[LaneBox] = []
    for (name, group), count in zip(groups, counts, strict=True):
        box = _dense_lane(name, group, count, setting=setting, top=top, most=most) if is_dense else _lane(name, group, setting, top=top)
        boxes.append(box)
        top = box.bottom
    return tuple(boxes)


def _lane(name: str, members: list[Member], setting: Setting, *, top: float) -> LaneBox:
    marks, rows = marks_of(members, setting, top=top)
    if setting.most > LONGEST_LABEL and any(mark.is_bare for mark in marks):
        return _lane(name, members, replace(setting, most=LONGEST_LABEL), top=top)
    return LaneBox(_lane_name(name), "", top, top + 2 * LANE_PADDING + rows * ROW, tuple(marks))


def _dense_lane(name: str, members: list[Member], counts: list[int], *, setting: Setting, top: float, most: int) -> LaneBox:
    told = worth_words(members)
    marks, rows = marks_of(told, setting, top=top, drops_lonely=True) if told else ([], 1)
    rows = rows if marks else 1
    bottom = top + 2 * LANE_PADDING + rows * ROW + (HIGHEST if marks else 8)
    base = bottom - 4
    words = f"{len(members):,} event{'' if len(members) == 1 else 's'}"
    density = Density(steps_path(counts, left=LEFT, base=base, most=most), f"{name}: {words}, the most in one step {max(counts)}")
    return LaneBox(_lane_name(name), words, top, bottom, tuple(marks), density)


def _lane_name(name: str) -> str:
    return shortened(name, most=LEFT - 22)


def _moments(members: list[Member], phases: tuple[DrawnPhase, ...]) -> list[datetime]:
    moments = [member.at for member in members]
    for member in members:
        event = member.event
        moments += [end for end in (event.until, event.latest, event.last_at) if end and end > member.at]
    return moments + [phase.start for phase in phases] + [phase.end for phase in phases]


def _days(axis: Axis, *, zone: tzinfo) -> tuple[float, ...]:
    """Where the days of the zone begin, where there are not too many to tell apart."""
    found: list[float] = []
    for stretch in axis.stretches:
        midnight = stretch.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        while len(found) <= MOST_DAYS and (aware := midnight.replace(tzinfo=zone)) <= stretch.end:
            if aware > stretch.start:
                found.append(pixel(axis.x(aware)))
            midnight += timedelta(days=1)
    return tuple(found) if len(found) <= MOST_DAYS else ()


def _bands(phases: tuple[DrawnPhase, ...], *, axis: Axis, right: float) -> tuple[tuple[Band, ...], float]:
    """The phases and the height of their heading; names that would touch go to a row of their own."""
    real = sorted((phase for phase in phases if phase.end > phase.start), key=lambda phase: (phase.start, phase.end))
    bands: list[Band] = []
    ends: list[float] = []
    for number, phase in enumerate(real):
        x1, x2 = axis.x(phase.start), axis.x(phase.end)
        span = duration_words((phase.end - phase.start).total_seconds() / 60)
        wide = max(width_of(phase.name, is_bold=True), width_of(span, size=11))
        text_x = min(x1 + 6, right - wide)
        row = next((row for row, end in enumerate(ends) if text_x > end), len(ends))
        ends[row : row + 1] = [text_x + wide + 8]
        name_y = 24.0 + row * PHASE_ROW
        bands.append(Band(pixel(x1), pixel(max(2.0, x2 - x1)), number % 2 == 1, phase.name, span, pixel(text_x), name_y, name_y + 15))
    return tuple(bands), len(ends) * PHASE_ROW + 6 if real else 0.0


def _description(members: list[Member], *, zone_name: str) -> str:
    first, last = members[0], members[-1]
    if len(members) == 1:
        return f"One entry, {exact_time(first.at, zone=zone_name)}: {_told(first)}. The table below says the same."
    return (
        f"{len(members):,} entries, from {exact_time(first.at, zone=zone_name)}, {_told(first)}, "
        f"to {exact_time(last.at, zone=zone_name)}, {_told(last)}. The table below says the same."
    )


def _told(member: Member) -> str:
    return shortened(member.event.label, most=inf if len(member.event.label) < 120 else 600)


def _legend(events: list[DrawnEvent], *, is_dense: bool) -> tuple[str, ...]:
    """What the drawing's signs mean, of those that it has."""
    signs = (
        (any(event.is_ruled_out and event.until for event in events), "Dashed: a hypothesis that was ruled out."),
        (any(event.is_about or event.latest for event in events), "Pale: the time is not known exactly."),
        (any(event.is_learnt_later for event in events), "Hollow: learnt later."),
        (is_dense, "Steps: how many events, where."),
    )
    return tuple(words for is_there, words in signs if is_there)


def _corner(members: list[Member], *, zone: tzinfo) -> str:
    """The day where there is only one, and the zone; both names where the clocks change in between."""
    first, last = members[0].at.astimezone(zone), members[-1].at.astimezone(zone)
    labels = list(dict.fromkeys([zone_label(first), zone_label(last)]))
    day = f"{first:%a} {first.day} {first:%b}, " if first.date() == last.date() else ""
    return day + "/".join(labels)
