"""Events of one lane as marks with words: where each stands, what is written beside it, and what lies too close for words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from secondstory.design.drawing.axis import Axis
from secondstory.design.drawing.packing import Placed, Wanted, pack
from secondstory.design.drawing.shapes import GAP, LANE_PADDING, LEFT, ROW, Mark
from secondstory.design.drawing.text import shortened, width_of
from secondstory.design.drawing.values import DrawnEvent, Emphasis
from secondstory.design.wording import duration_words, zone_label

LONGEST_LABEL, LONGEST_WHERE_FEW = 230.0, 320.0
LONGEST_TIP = 160
PILE = 34.0
ABOUT = 11.0
SHAPES = {
    Emphasis.PLAIN: ("circle", "ink"),
    Emphasis.ALARM: ("square", "sevf"),
    Emphasis.START: ("diamond", "sevf"),
    Emphasis.DECISION: ("circle", "acc"),
    Emphasis.MILESTONE: ("diamond", "acc"),
    Emphasis.ALL_CLEAR: ("diamond", "goodf"),
}
RANKS = {
    Emphasis.START: 0,
    Emphasis.ALL_CLEAR: 0,
    Emphasis.MILESTONE: 1,
    Emphasis.DECISION: 2,
    Emphasis.ALARM: 4,
    Emphasis.PLAIN: 9,
}
NOT_SPECIAL = 9


class Member(NamedTuple):
    """An event of a lane, which has a time, with its place in the order of time."""

    place: int
    at: datetime
    event: DrawnEvent


@dataclass(frozen=True)
class Setting:
    """What all marks of a drawing share."""

    axis: Axis
    right: float
    zone: tzinfo
    address: str
    most: float
    most_rows: int


@dataclass(frozen=True)
class _Words:
    inside: str
    label: str
    note: str
    width: float


@dataclass(frozen=True)
class _Reach:
    """What a mark covers, and where in it its shape stands."""

    x1: float
    x2: float
    x: float
    soft: tuple[float, float] | None = None
    trail: float | None = None


def rank_of(event: DrawnEvent) -> int:
    """Milestones and hypotheses get their words first, then decisions, what is starred, and alarms; 9 is nothing special."""
    rank = RANKS[event.emphasis]
    if event.until:
        return min(rank, 1)
    return min(rank, 3) if event.is_starred else rank


def marks_of(members: list[Member], setting: Setting, *, top: float, drops_lonely: bool = False) -> tuple[list[Mark], int]:
    """The marks of a lane and the rows they take. Without room for words, marks that lie close together become one with a number;
    where ``drops_lonely``, those without words are left out, since steps of density show them.
    """
    reaches = [_reach(member, axis=setting.axis) for member in members]
    words = [_words(member, bar=reach.x2 - reach.x1, setting=setting) for member, reach in zip(members, reaches, strict=True)]
    wanted = [
        Wanted(reach.x1, reach.x2, text.width, rank=rank_of(member.event))
        for member, reach, text in zip(members, reaches, words, strict=True)
    ]
    places, rows = pack(wanted, left=LEFT, right=setting.right, most_rows=setting.most_rows, gap=GAP)
    marks: list[Mark] = []
    piled: list[Mark] = []
    used = 1
    for member, reach, text, place in zip(members, reaches, words, places, strict=True):
        if drops_lonely and place.side in ("none", "over") and not member.event.until:
            continue
        mark = _mark(member, reach, text, place, setting=setting, top=top)
        used = max(used, place.row + 1)
        (piled if place.side == "over" else marks).append(mark)
    return marks + ([] if drops_lonely else list(_piles(piled, zone=setting.zone))), used if drops_lonely else rows


def _mark(member: Member, reach: _Reach, text: _Words, place: Placed, *, setting: Setting, top: float) -> Mark:
    event = member.event
    shape, tone = ("bar", "hyp-no" if event.is_ruled_out else "hyp-yes") if event.until else SHAPES[event.emphasis]
    if event.is_learnt_later and not event.until:
        tone += "-o"
    has_words = place.side in ("right", "left")
    inside = "" if place.side == "over" else text.inside
    return Mark(
        index=member.place,
        x=pixel(reach.x1 if event.until else reach.x),
        y=top + LANE_PADDING + ROW / 2 + place.row * ROW,
        width=pixel(reach.x2 - reach.x1),
        shape=shape,
        tone=tone,
        inside=inside,
        label=text.label if has_words else "",
        note=text.note if has_words else "",
        text_tone=_text_tone(event),
        text_x=pixel(reach.x1 - GAP if place.side == "left" else reach.x2 + GAP),
        anchor="end" if place.side == "left" else "",
        tip=tip_of(member, zone=setting.zone),
        is_bare=not has_words and not inside,
        href=f"{setting.address}{event.page}#event-{event.key}" if event.key else "",
        soft=reach.soft,
        trail=reach.trail,
    )


def _piles(marks: Iterable[Mark], *, zone: tzinfo) -> Iterable[Mark]:
    """Marks of a full lane that lie within a finger's width of each other, as one with their number."""
    pile: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.x):
        if pile and mark.x - pile[0].x > PILE:
            yield _piled(pile)
            pile = []
        pile.append(mark)
    if pile:
        yield _piled(pile)


def _piled(pile: list[Mark]) -> Mark:
    first, count = pile[0], len(pile)
    if count == 1:
        return first
    tip = f"{count} events that lie too close to tell apart here, the first: {first.tip}"
    return replace(
        first,
        shape="circle",
        tone="pile",
        width=12.0,
        inside="",
        label=f"+{count}",
        text_tone="",
        text_x=first.x + GAP,
        anchor="",
        tip=tip,
        count=count,
    )


def _reach(member: Member, *, axis: Axis) -> _Reach:
    event, x = member.event, axis.x(member.at)
    if event.until:
        return _Reach(x, max(x + 10, axis.x(event.until)), x)
    if event.latest and event.latest > member.at:
        x2 = max(x + 14, axis.x(event.latest))
        return _Reach(x, x2, (x + x2) / 2, soft=(pixel(x), pixel(x2)))
    if event.is_about:
        return _Reach(x - ABOUT, x + ABOUT, x, soft=(pixel(x - ABOUT), pixel(x + ABOUT)))
    if event.repeats > 1:
        last = axis.x(event.last_at) if event.last_at else x
        return _Reach(x - 6, max(x + 12, last + 2), x, trail=pixel(max(x + 10, last)))
    return _Reach(x - 6, x + 6, x)


def _text_tone(event: DrawnEvent) -> str:
    if event.emphasis is Emphasis.DECISION or (event.until and not event.is_ruled_out):
        return "t-a"
    return "t-b" if event.emphasis is Emphasis.START else ""


def _words(member: Member, *, bar: float, setting: Setting) -> _Words:
    event = member.event
    note = shortened(note_of(event, zone=setting.zone), most=LONGEST_LABEL)
    beside = width_of(f"  {note}", size=11) if note else 0.0
    label = shortened(event.label[:LONGEST_TIP], most=setting.most)
    inside = shortened(event.label[:LONGEST_TIP], most=bar - 16) if event.until else ""
    if len(inside) > len(label) * 0.6:
        return _Words(inside, "", note, beside)
    wide = width_of(label, is_bold=_text_tone(event) != "")
    return _Words("", label, note, wide + beside)


def note_of(event: DrawnEvent, *, zone: tzinfo) -> str:
    """What is to be known of an event beside its words: that its time is not exact, how often it came, how long it was believed."""
    notes = [event.note] if event.note else []
    if event.at and event.until:
        span = duration_words((event.until - event.at).total_seconds() / 60)
        notes.append(f"ruled out after {span}" if event.is_ruled_out else span)
    if event.at and event.latest:
        notes.append(f"between {clock(event.at, zone=zone)} and {clock(event.latest, zone=zone)}")
    elif event.is_about:
        notes.append("about")
    if event.repeats > 1:
        notes.append(f"×{event.repeats}" + (f", last {clock(event.last_at, zone=zone)}" if event.last_at else ""))
    if event.is_learnt_later:
        notes.append("learnt later")
    return ", ".join(notes)


def tip_of(member: Member, *, zone: tzinfo) -> str:
    """Tue 10 Nov, 14:04 CET: the words."""
    local = member.at.astimezone(zone)
    note = note_of(member.event, zone=zone)
    label = member.event.label
    words = label if len(label) <= LONGEST_TIP else f"{label[:LONGEST_TIP]}…"
    return f"{local:%a} {local.day} {local:%b}, {clock(local, zone=zone)} {zone_label(local)}: {words}" + (f" ({note})" if note else "")


def clock(moment: datetime, *, zone: tzinfo) -> str:
    """14:04, with the seconds where they are known."""
    text = moment.astimezone(zone).isoformat(timespec="seconds")[11:19]
    return text.removesuffix(":00")


def pixel(number: float) -> float:
    """A tenth of a pixel is finer than any screen shows."""
    return round(number, 1)
