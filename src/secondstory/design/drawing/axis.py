"""A time axis in pixels: long silences are folded, ticks fall on round times of the reader's zone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise

BREAK_WIDTH = 76.0
END_PADDING = 14.0
MOST_BREAKS = 4
NARROWEST_TICK = 62.0
NARROWEST_DAY = 84.0
FOLDED_FROM = 0.8
MONTHLY = timedelta(days=28)
SECONDS_IN_DAY = 86400
STEPS = tuple(
    timedelta(seconds=seconds)
    for seconds in (
        *(1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200),
        *(SECONDS_IN_DAY * days for days in (1, 2, 7, 14, 28, 91, 182, 364, 728)),
    )
)


@dataclass(frozen=True)
class Stretch:
    """A part of the axis on which time runs evenly."""

    start: datetime
    end: datetime
    x1: float
    x2: float


@dataclass(frozen=True)
class Break:
    """A folded silence: nothing happened between these times."""

    x: float
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    day: str


@dataclass(frozen=True)
class Axis:
    stretches: tuple[Stretch, ...]
    per_second: float

    def x(self, moment: datetime) -> float:
        """Where a moment lies; inside a folded silence, in proportion across the fold."""
        index = max(0, bisect_right(self._starts, moment) - 1)
        here = self.stretches[index]
        if moment <= here.end or index + 1 == len(self.stretches):
            return here.x1 + END_PADDING + max(0.0, (moment - here.start).total_seconds()) * self.per_second
        after = self.stretches[index + 1]
        share = (moment - here.end) / (after.start - here.end)
        return here.x2 + share * (after.x1 - here.x2)

    def moment(self, x: float) -> datetime:
        """The moment that lies at ``x``; inside a fold, and in the padding around a stretch, the end of the stretch before."""
        here = next((stretch for stretch in reversed(self.stretches) if stretch.x1 <= x), self.stretches[0])
        if not self.per_second:
            return here.start
        return min(here.end, here.start + timedelta(seconds=max(0.0, (x - here.x1 - END_PADDING) / self.per_second)))

    @cached_property
    def _starts(self) -> list[datetime]:
        return [stretch.start for stretch in self.stretches]

    @property
    def breaks(self) -> tuple[Break, ...]:
        return tuple(Break((a.x2 + b.x1) / 2, a.end, b.start) for a, b in pairwise(self.stretches))

    def ticks(self, zone: tzinfo) -> tuple[Tick, ...]:
        """Round times, no closer than a label is wide. The day stands under the first tick of each day when there are several days."""
        step = self.step()
        found: list[tuple[float, datetime]] = []
        for stretch in self.stretches:
            inside = [(self.x(moment), moment) for moment in round_times(stretch, step=step, zone=zone)]
            found += inside or [(self.x(stretch.start), stretch.start.astimezone(zone))]
        several = len({moment.date() for _, moment in found}) > 1
        ticks: list[Tick] = []
        before: datetime | None = None
        for x, moment in found:
            words, under = _tick_words(moment, step=step)
            is_same = before is not None and _tick_words(before, step=step)[1] == under
            before = moment
            ticks.append(Tick(round(x, 1), words, "" if is_same or not (several or step >= MONTHLY) else under))
        return tuple(ticks)

    def step(self) -> timedelta:
        """The smallest step whose labels do not touch."""
        for step in STEPS:
            narrowest = NARROWEST_DAY if step >= timedelta(hours=12) else NARROWEST_TICK
            if step.total_seconds() * self.per_second >= narrowest:
                return step
        return STEPS[-1]


def _tick_words(moment: datetime, *, step: timedelta) -> tuple[str, str]:
    """The words at a tick, and those under it that need not be repeated: day, month or year."""
    if step >= MONTHLY:
        return f"{moment.day} {moment:%b}", str(moment.year)
    if step >= timedelta(days=1):
        return f"{moment:%a} {moment.day}", f"{moment:%b %Y}"
    return f"{moment:%H:%M:%S}" if step.total_seconds() < 60 else f"{moment:%H:%M}", f"{moment:%a} {moment.day} {moment:%b}"


def axis_for(moments: list[datetime], *, left: float, right: float) -> Axis:
    """Lay distinct moments out between two edges. One moment alone gets five minutes on either side."""
    anchors = sorted(set(moments))
    if len(anchors) == 1:
        around = timedelta(minutes=5)
        anchors = [anchors[0] - around, anchors[0], anchors[0] + around]
        parts = [(anchors[0], anchors[-1])]
    else:
        parts = without_silences(anchors)
    seconds = sum((end - start).total_seconds() for start, end in parts)
    room = (right - left) - BREAK_WIDTH * (len(parts) - 1) - 2 * END_PADDING * len(parts)
    per_second = room / seconds if seconds else 0.0
    stretches: list[Stretch] = []
    x = left
    for start, end in parts:
        width = (end - start).total_seconds() * per_second + 2 * END_PADDING
        stretches.append(Stretch(start, end, x, x + width))
        x += width + BREAK_WIDTH
    return Axis(tuple(stretches), per_second)


def without_silences(anchors: list[datetime]) -> list[tuple[datetime, datetime]]:
    """Split where one silence takes more than four fifths of the time, again and again, at most four times."""
    cuts: set[int] = set()
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(anchors)]
    while len(cuts) < min(MOST_BREAKS, len(gaps) - 1):
        rest = [(gap, index) for index, gap in enumerate(gaps) if index not in cuts]
        longest, index = max(rest)
        if longest <= sum(gap for gap, _ in rest) * FOLDED_FROM:
            break
        cuts.add(index)
    parts: list[tuple[datetime, datetime]] = []
    start = anchors[0]
    for index, moment in enumerate(anchors):
        if index in cuts or index == len(anchors) - 1:
            parts.append((start, moment))
            start = anchors[min(index + 1, len(anchors) - 1)]
    return parts


def round_times(stretch: Stretch, *, step: timedelta, zone: tzinfo) -> list[datetime]:
    """Multiples of the step, counted from local midnight, that lie inside the stretch."""
    first = stretch.start.astimezone(zone)
    moment = first.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if step.days >= 7:
        moment -= timedelta(days=moment.weekday())
    times: list[datetime] = []
    if step < timedelta(days=1):
        moment += step * ((first.replace(tzinfo=None) - moment) // step)
    while (aware := moment.replace(tzinfo=zone)) <= stretch.end:
        if aware >= stretch.start:
            times.append(aware)
        moment += step
    return times
