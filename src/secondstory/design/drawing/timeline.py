"""The drawn timeline: four lanes of what was signalled, thought, done and told, with the phases behind them.

``layout`` turns plain values into shapes with coordinates; ``svg_of`` writes them as SVG.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from secondstory.design.drawing.axis import Axis, Tick, axis_for
from secondstory.design.drawing.packing import Wanted, pack
from secondstory.design.drawing.text import shortened, width_of
from secondstory.design.wording import duration_words, exact_time, zone_label
from secondstory.kit.zones import zone_or_utc

LEFT, RIGHT_PADDING = 112.0, 8.0
NARROWEST, WIDEST = 980.0, 2600.0
ROW, LANE_PADDING = 24.0, 14.0
PHASE_ROW, AXIS_HEIGHT = 32.0, 38.0
LONGEST_LABEL, LONGEST_WHERE_FEW, FEW = 230.0, 320.0, 24
MOST_ROWS = 7
GAP = 9.0


class Lane(StrEnum):
    SIGNALS = "signals"
    THINKING = "thinking"
    DOING = "doing"
    TELLING = "telling"


class Emphasis(StrEnum):
    """What a mark means; its shape says it too, never its colour alone."""

    PLAIN = "plain"
    ALARM = "alarm"
    START = "start"
    DECISION = "decision"
    MILESTONE = "milestone"
    ALL_CLEAR = "all-clear"


@dataclass(frozen=True)
class DrawnEvent:
    """One entry. With ``until`` it is drawn as a bar, such as a hypothesis that was open for a while."""

    at: datetime
    lane: Lane
    label: str
    emphasis: Emphasis = Emphasis.PLAIN
    note: str = ""
    until: datetime | None = None
    is_ruled_out: bool = False


@dataclass(frozen=True)
class DrawnPhase:
    start: datetime
    end: datetime
    name: str


@dataclass(frozen=True)
class Timeline:
    """Everything to be drawn. ``key`` makes the ids on the page unique; times are shown in ``zone``."""

    key: str
    title: str
    events: tuple[DrawnEvent, ...]
    phases: tuple[DrawnPhase, ...] = ()
    zone: str = "UTC"


@dataclass(frozen=True)
class Band:
    x: float
    width: float
    is_deep: bool
    name: str
    span: str
    text_x: float
    name_y: float
    span_y: float


@dataclass(frozen=True)
class Mark:
    """One drawn entry. ``shape`` is circle, square, diamond or bar; a long bar carries its words inside."""

    x: float
    y: float
    width: float
    shape: str
    tone: str
    inside: str
    label: str
    note: str
    text_tone: str
    text_x: float
    anchor: str
    tip: str
    is_bare: bool

    @property
    def bar_y(self) -> float:
        return self.y - 10

    @property
    def text_y(self) -> float:
        return self.y + 4

    @property
    def inside_x(self) -> float:
        return self.x + 8

    @property
    def inside_tone(self) -> str:
        return "" if self.tone == "hyp-no" else "on"


@dataclass(frozen=True)
class LaneBox:
    name: str
    y: float
    bottom: float
    marks: tuple[Mark, ...]

    @property
    def text_y(self) -> float:
        return self.y + LANE_PADDING + ROW / 2 + 4


@dataclass(frozen=True)
class Fold:
    x: float
    words: str


@dataclass(frozen=True)
class Drawing:
    key: str
    title: str
    description: str
    width: float
    height: float
    bands: tuple[Band, ...]
    lanes: tuple[LaneBox, ...]
    ticks: tuple[Tick, ...]
    folds: tuple[Fold, ...]
    top: float
    axis_y: float
    corner: str
    unlabelled: int

    @property
    def left(self) -> float:
        return LEFT

    @property
    def right(self) -> float:
        return self.width - RIGHT_PADDING

    @property
    def band_height(self) -> float:
        return self.axis_y - self.top

    @property
    def tick_y(self) -> float:
        return self.axis_y + 20

    @property
    def day_y(self) -> float:
        return self.axis_y + 34


SHAPES = {
    Emphasis.PLAIN: ("circle", "ink"),
    Emphasis.ALARM: ("square", "sevf"),
    Emphasis.START: ("diamond", "sevf"),
    Emphasis.DECISION: ("circle", "acc"),
    Emphasis.MILESTONE: ("diamond", "acc"),
    Emphasis.ALL_CLEAR: ("diamond", "goodf"),
}


def layout(timeline: Timeline) -> Drawing | None:
    """Shapes with coordinates in pixels, the same for the same input; None where there is no event to draw."""
    if not timeline.events:
        return None
    zone = zone_or_utc(timeline.zone)
    events = sorted(timeline.events, key=lambda event: (event.at, event.lane, event.label))
    width = min(WIDEST, NARROWEST + 9 * max(0, len(events) - 40))
    right = width - RIGHT_PADDING
    most = LONGEST_WHERE_FEW if len(events) <= FEW else LONGEST_LABEL
    axis = axis_for(_moments(events, timeline.phases), left=LEFT, right=right)
    bands, header = _bands(timeline.phases, axis=axis, right=right)
    top, y = 8.0, 8.0 + header
    lanes: list[LaneBox] = []
    for lane in Lane:
        members = [event for event in events if event.lane is lane]
        if members:
            box = _lane(lane, members, axis=axis, top=y, right=right, zone_name=timeline.zone, most=most)
            lanes.append(box)
            y = box.bottom
    return Drawing(
        key=timeline.key,
        title=timeline.title,
        description=_description(events, zone_name=timeline.zone),
        width=width,
        height=y + AXIS_HEIGHT,
        bands=bands,
        lanes=tuple(lanes),
        ticks=axis.ticks(zone),
        folds=tuple(Fold(_px(fold.x), duration_words((fold.end - fold.start).total_seconds() / 60)) for fold in axis.breaks),
        top=top,
        axis_y=y,
        corner=_corner(events, zone=zone),
        unlabelled=sum(mark.is_bare for lane in lanes for mark in lane.marks),
    )


def _moments(events: list[DrawnEvent], phases: tuple[DrawnPhase, ...]) -> list[datetime]:
    starts = [event.at for event in events] + [phase.start for phase in phases]
    ends = [event.until for event in events if event.until] + [phase.end for phase in phases]
    return starts + ends


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
        bands.append(Band(_px(x1), _px(max(2.0, x2 - x1)), number % 2 == 1, phase.name, span, _px(text_x), name_y, name_y + 15))
    return tuple(bands), len(ends) * PHASE_ROW + 6 if real else 0.0


@dataclass(frozen=True)
class _Words:
    inside: str
    label: str
    note: str
    width: float


def _lane(lane: Lane, events: list[DrawnEvent], *, axis: Axis, top: float, right: float, zone_name: str, most: float) -> LaneBox:
    edges = [_edges(event, axis=axis) for event in events]
    words = [_words(event, bar=x2 - x1, most=most) for event, (x1, x2) in zip(events, edges, strict=True)]
    wanted = [Wanted(x1, x2, text.width, rank=_rank(event)) for event, (x1, x2), text in zip(events, edges, words, strict=True)]
    places, rows = pack(wanted, left=LEFT, right=right, most_rows=MOST_ROWS, gap=GAP)
    if most > LONGEST_LABEL and any(place.side in ("none", "over") for place in places):
        return _lane(lane, events, axis=axis, top=top, right=right, zone_name=zone_name, most=LONGEST_LABEL)
    marks: list[Mark] = []
    for event, (x1, x2), text, place in zip(events, edges, words, places, strict=True):
        shape, tone = ("bar", "hyp-no" if event.is_ruled_out else "hyp-yes") if event.until else SHAPES[event.emphasis]
        has_words = place.side in ("right", "left")
        inside = "" if place.side == "over" else text.inside
        marks.append(
            Mark(
                x=_px(x1 if event.until else (x1 + x2) / 2),
                y=top + LANE_PADDING + ROW / 2 + place.row * ROW,
                width=_px(x2 - x1),
                shape=shape,
                tone=tone,
                inside=inside,
                label=text.label if has_words else "",
                note=text.note if has_words else "",
                text_tone=_text_tone(event),
                text_x=_px(x1 - GAP if place.side == "left" else x2 + GAP),
                anchor="end" if place.side == "left" else "",
                tip=f"{exact_time(event.at, zone=zone_name)}: {event.label}",
                is_bare=not has_words and not inside,
            )
        )
    return LaneBox(lane.value.capitalize(), top, top + 2 * LANE_PADDING + rows * ROW, tuple(marks))


def _edges(event: DrawnEvent, *, axis: Axis) -> tuple[float, float]:
    x = axis.x(event.at)
    if event.until:
        return x, max(x + 10, axis.x(event.until))
    return x - 6, x + 6


def _rank(event: DrawnEvent) -> int:
    """Milestones, decisions and hypotheses get their words first."""
    return 0 if event.emphasis is not Emphasis.PLAIN or event.until else 1


def _text_tone(event: DrawnEvent) -> str:
    if event.emphasis is Emphasis.DECISION or (event.until and not event.is_ruled_out):
        return "t-a"
    return "t-b" if event.emphasis is Emphasis.START else ""


def _words(event: DrawnEvent, *, bar: float, most: float) -> _Words:
    note = shortened(event.note or ("ruled out" if event.is_ruled_out else ""), most=LONGEST_LABEL / 2)
    beside = width_of(f"  {note}", size=11) if note else 0.0
    label = shortened(event.label, most=most)
    inside = shortened(event.label, most=bar - 16) if event.until else ""
    if len(inside) > len(label) * 0.6:
        return _Words(inside, "", note, beside)
    wide = width_of(label, is_bold=_text_tone(event) != "")
    return _Words("", label, note, wide + beside)


def _px(number: float) -> float:
    """A tenth of a pixel is finer than any screen shows."""
    return round(number, 1)


def _description(events: list[DrawnEvent], *, zone_name: str) -> str:
    first, last = events[0], events[-1]
    if len(events) == 1:
        return f"One entry, {exact_time(first.at, zone=zone_name)}: {first.label}. The table below says the same."
    return (
        f"{len(events)} entries, from {exact_time(first.at, zone=zone_name)}, {first.label}, "
        f"to {exact_time(last.at, zone=zone_name)}, {last.label}. The table below says the same."
    )


def _corner(events: list[DrawnEvent], *, zone: tzinfo) -> str:
    """The day where there is only one, and the zone; both names where the clocks change in between."""
    first, last = events[0].at.astimezone(zone), events[-1].at.astimezone(zone)
    labels = list(dict.fromkeys([zone_label(first), zone_label(last)]))
    day = f"{first:%a} {first.day} {first:%b}, " if first.date() == last.date() else ""
    return day + "/".join(labels)
