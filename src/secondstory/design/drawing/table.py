"""The drawn events as rows of a table: for readers without script or sight, for paper, and the data from which the script zooms.

Written by hand like the drawing: 2,000 rows have to be ready in milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from html import escape

from secondstory.design.drawing.marks import SHAPES, clock
from secondstory.design.drawing.shapes import Drawing
from secondstory.design.drawing.timeline import NO_SOURCE, in_order
from secondstory.design.drawing.values import DrawnEvent, Emphasis, Lane, LanesBy, Timeline
from secondstory.design.wording import duration_words
from secondstory.kit.zones import zone_or_utc

LANE_NUMBERS = {lane: number for number, lane in enumerate(Lane)}
TWO = [f"{number:02}" for number in range(60)]
QUARTER = 900
"""Seconds. No zone changes its clocks but at a full quarter of an hour."""
EPOCH = date(1970, 1, 1)
EMPHASIS_NUMBERS = {emphasis: number for number, emphasis in enumerate(Emphasis)}


def rows_of(timeline: Timeline, drawing: Drawing | None = None) -> str:
    """The table's rows in the order of time, which the ``drawing`` knows already. ``data-e`` says the rest of an event: see ``_facts``."""
    zone = zone_or_utc(timeline.zone)
    events = list(drawing.events) if drawing else in_order(timeline.events)
    sources = {source: number for number, source in enumerate(sources_of(timeline))}
    start = _start(events)
    times = list(_times(events, zone=zone))
    address = escape(timeline.address)
    return "".join(
        _row(event, when=when, facts=_facts(event, start=start, sources=sources), address=address, has_source=len(sources) > 1)
        for event, when in zip(events, times, strict=True)
    )


def sources_of(timeline: Timeline) -> list[str]:
    return sorted({event.source for event in timeline.events})


def frame_of(timeline: Timeline, drawing: Drawing, *, by: LanesBy) -> str:
    """What the script needs beside the rows, as JSON: the axis as pairs of seconds and pixels, the phases, the names of lanes."""
    start = _start(list(drawing.events))
    knots = []
    for stretch in drawing.axis.stretches:
        knots += [[_since(moment, start), round(drawing.axis.x(moment), 2)] for moment in (stretch.start, stretch.end)]
    return json.dumps(
        {
            "start": start,
            "zone": str(zone_or_utc(timeline.zone)),
            "corner": drawing.corner.rpartition(", ")[2],
            "by": by.value,
            "left": drawing.left,
            "right": drawing.right,
            "knots": knots,
            "phases": [[phase.name, _since(phase.start, start), _since(phase.end, start)] for phase in timeline.phases],
            "lanes": [lane.value.capitalize() for lane in Lane],
            "sources": [source or NO_SOURCE for source in sources_of(timeline)],
            "shapes": [list(SHAPES[emphasis]) for emphasis in Emphasis],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _start(events: list[DrawnEvent]) -> int:
    first = events[0].at if events else None
    return int(first.timestamp()) if first else 0


def _since(moment: datetime, start: int) -> float | int:
    seconds = moment.timestamp() - start
    return int(seconds) if seconds == int(seconds) else round(seconds, 3)


def _facts(event: DrawnEvent, *, start: int, sources: dict[str, int]) -> str:
    """Seconds since the first event, lane, source and emphasis as numbers; then, where it is so: ``*`` starred, ``a`` about,
    ``h`` learnt later, ``x`` ruled out, and with a number ``u`` until, ``b`` at the latest, ``r`` repeats, ``l`` the last of them.
    """
    if not event.at or event.is_end:
        return ""
    facts = f"{_since(event.at, start)} {LANE_NUMBERS[event.lane]} {sources[event.source]} {EMPHASIS_NUMBERS[event.emphasis]}"
    if event.is_starred:
        facts += " *"
    if event.is_about:
        facts += " a"
    if event.is_learnt_later:
        facts += " h"
    if event.is_ruled_out:
        facts += " x"
    if event.until:
        facts += f" u{_since(event.until, start)}"
    if event.latest:
        facts += f" b{_since(event.latest, start)}"
    if event.repeats > 1:
        facts += f" r{event.repeats}" + (f" l{_since(event.last_at, start)}" if event.last_at else "")
    return facts


def _times(events: list[DrawnEvent], *, zone: tzinfo) -> Iterable[str]:
    """14:04 or 14:04:10; the day before it where there are several days."""
    offsets: dict[int, int] = {}
    moments: list[tuple[int, int] | None] = []
    for event in events:
        if event.at is None:
            moments.append(None)
            continue
        seconds = int(event.at.timestamp())
        quarter = seconds // QUARTER
        if quarter not in offsets:
            offsets[quarter] = int((event.at.astimezone(zone).utcoffset() or timedelta()).total_seconds())
        moments.append(divmod(seconds + offsets[quarter], 86400))
    numbers = {moment[0] for moment in moments if moment}
    days = {number: f"{day.day} {day:%b}, " if len(numbers) > 1 else "" for number in numbers for day in [EPOCH + timedelta(number)]}
    for event, moment in zip(events, moments, strict=True):
        if moment is None:
            yield escape(event.stated) or "–"
            continue
        minutes, rest = divmod(moment[1], 60)
        words = f"{days[moment[0]]}{TWO[minutes // 60]}:{TWO[minutes % 60]}" + (f":{TWO[rest]}" if rest else "")
        if event.latest:
            words += f"–{clock(event.latest, zone=zone)}"
        yield f"about {words}" if event.is_about else words


def _row(event: DrawnEvent, *, when: str, facts: str, address: str, has_source: bool) -> str:
    if event.key:
        when = f'<a href="{address}{event.page}#event-{event.key}">{when}</a>'
    words = escape(event.label)
    extra = ", ".join(_extras(event))
    if extra:
        words += f' <span class="soft">{escape(extra)}</span>'
    lasted = duration_words((event.until - event.at).total_seconds() / 60) if event.until and event.at else ""
    source = f'<td class="soft">{_short(event.source) or NO_SOURCE}</td>' if has_source else ""
    return (
        f'<tr data-e="{facts}"><td class="nowrap">{when}</td><td class="soft">{_short(event.kind)}</td><td>{words}</td>'
        f"<td>{lasted}</td>{source}</tr>"
    )


@lru_cache(1024)
def _short(words: str) -> str:
    """Escaped words of which a table has few different ones."""
    return escape(words)


def _extras(event: DrawnEvent) -> Iterable[str]:
    if event.note:
        yield event.note
    if event.is_ruled_out:
        yield "ruled out"
    if event.repeats > 1:
        yield f"×{event.repeats}"
    if event.is_learnt_later:
        yield "learnt later"
    if event.is_starred:
        yield "starred"
