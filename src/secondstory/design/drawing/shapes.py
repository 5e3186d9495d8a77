"""A drawing as shapes with coordinates in pixels: what ``layout`` gives and ``svg_of`` writes."""

from __future__ import annotations

from dataclasses import dataclass

from secondstory.design.drawing.axis import Axis, Tick
from secondstory.design.drawing.values import DrawnEvent

LEFT, RIGHT_PADDING = 112.0, 8.0
WIDTH = 980.0
ROW, LANE_PADDING = 24.0, 14.0
GAP = 9.0


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
    """One drawn entry. ``shape`` is circle, square, diamond or bar; a long bar carries its words inside.

    ``soft`` is the range in which its time lies, ``trail`` where its last repeat lies. ``index`` is its place in the order of time;
    ``count`` is above 1 where it stands for several that lie too close.
    """

    index: int
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
    href: str = ""
    soft: tuple[float, float] | None = None
    trail: float | None = None
    count: int = 1

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
class Density:
    """How many events of a lane fall where, as steps over a base line."""

    path: str
    words: str


@dataclass(frozen=True)
class LaneBox:
    name: str
    words: str
    y: float
    bottom: float
    marks: tuple[Mark, ...]
    density: Density | None = None

    @property
    def text_y(self) -> float:
        return self.y + LANE_PADDING + ROW / 2 + 4


@dataclass(frozen=True)
class Fold:
    x: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """``events`` are all of the timeline in the order of time, those without a time last; marks name them by their place there."""

    key: str
    title: str
    description: str
    width: float
    height: float
    bands: tuple[Band, ...]
    lanes: tuple[LaneBox, ...]
    ticks: tuple[Tick, ...]
    folds: tuple[Fold, ...]
    days: tuple[float, ...]
    top: float
    axis_y: float
    corner: str
    legend: tuple[str, ...]
    events: tuple[DrawnEvent, ...]
    axis: Axis

    @property
    def unlabelled(self) -> int:
        return sum(mark.count for lane in self.lanes for mark in lane.marks if mark.is_bare)

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
