"""Shapes written as SVG. By hand and not by a template, since a drawing has hundreds of values and a page milliseconds."""

from __future__ import annotations

from html import escape

from secondstory.design.drawing.axis import Tick
from secondstory.design.drawing.shapes import Band, Drawing, Fold, LaneBox, Mark

TICKS_OF_A_TRAIL = 12


def svg_of(drawing: Drawing) -> str:
    """The whole ``svg`` element: a summary in a sentence, then one list a lane, so that it can be walked and not only looked at.

    Its colours come from the classes of drawing.css; words are escaped here.
    """
    size = f"{_n(drawing.width)} {_n(drawing.height)}"
    key = escape(drawing.key)
    parts = [
        f'<svg class="draw natural" width="{_n(drawing.width)}" height="{_n(drawing.height)}" viewBox="0 0 {size}" role="group" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-text"><title id="{key}-title">{escape(drawing.title)}</title>'
        f'<desc id="{key}-text">{escape(drawing.description)}</desc><g aria-hidden="true">',
        *(_band(band, drawing=drawing) for band in drawing.bands),
        *(f'<path class="day" d="M{_n(x)} {_n(drawing.top)}V{_n(drawing.axis_y)}"/>' for x in drawing.days),
        "</g>",
        *(_band_words(band) for band in drawing.bands),
        '<g aria-hidden="true">',
        *(_fold(fold, drawing=drawing) for fold in drawing.folds),
        f'<path class="axis" d="M{_n(drawing.left)} {_n(drawing.axis_y)}H{_n(drawing.right)}"/>',
        *(_tick(tick, drawing=drawing) for tick in drawing.ticks),
        _text("t-s", 0, drawing.tick_y, drawing.corner),
        "</g>",
        *(_lane(lane, is_last=lane is drawing.lanes[-1], right=drawing.right) for lane in drawing.lanes),
        "</svg>",
    ]
    return "".join(parts)


def _band(band: Band, *, drawing: Drawing) -> str:
    tone = "band-2" if band.is_deep else "band"
    return f'<rect class="{tone}" x="{_n(band.x)}" y="{_n(drawing.top)}" width="{_n(band.width)}" height="{_n(drawing.band_height)}"/>'


def _band_words(band: Band) -> str:
    return _text("t-b", band.text_x, band.name_y, band.name) + _text("t-s", band.text_x, band.span_y, band.span)


def _fold(fold: Fold, *, drawing: Drawing) -> str:
    return (
        f'<path class="fold" d="M{_n(fold.x)} {_n(drawing.top)}V{_n(drawing.axis_y)}"/>'
        f'<path class="fold-mark" d="M{_n(fold.x)} {_n(drawing.axis_y)}m-6 5l5-10m3 10l5-10"/>'
        + _text("t-s mid", fold.x, drawing.tick_y, fold.words)
    )


def _tick(tick: Tick, *, drawing: Drawing) -> str:
    under = _text("t-s mid", tick.x, drawing.day_y, tick.day) if tick.day else ""
    line = f'<path class="axis" d="M{_n(tick.x)} {_n(drawing.axis_y)}v6"/>'
    return line + _text("t-s mid", tick.x, drawing.tick_y, tick.label) + under


def _lane(lane: LaneBox, *, is_last: bool, right: float) -> str:
    hair = "" if is_last else f'<path class="hair" d="M0 {_n(lane.bottom)}H{_n(right)}"/>'
    words = _text("t-s", 0, lane.text_y + 15, lane.words) if lane.words else ""
    density = f'<path class="dens" d="{lane.density.path}"><title>{escape(lane.density.words)}</title></path>' if lane.density else ""
    marks = "".join(_mark(mark) for mark in sorted(lane.marks, key=lambda mark: mark.index))
    walk = f'<g role="list" aria-label="{escape(lane.name)}">{marks}</g>' if marks else ""
    return _text("t-b", 0, lane.text_y, lane.name) + words + hair + density + walk


def _mark(mark: Mark) -> str:
    inside = _text(mark.inside_tone, mark.inside_x, mark.text_y, mark.inside) if mark.inside else ""
    beside = ""
    if mark.label or mark.note:
        gap = ' dx="6"' if mark.label else ""
        note = f'<tspan class="t-s"{gap}>{escape(mark.note)}</tspan>' if mark.note else ""
        tone = f"{mark.text_tone} {mark.anchor}".strip()
        beside = f'<text class="{tone}" x="{_n(mark.text_x)}" y="{_n(mark.text_y)}">{escape(mark.label)}{note}</text>'
    # After words that are shortened, a note would make what is seen differ from the name of the link, so it stands beside the link.
    is_apart = mark.note and (not mark.label or mark.label.endswith("…"))
    apart, beside = (beside, "") if is_apart else ("", beside)
    drawn = f"<title>{escape(mark.tip)}</title>{_soft(mark)}{_trail(mark)}{_shape(mark)}{inside}{beside}"
    if mark.href:
        drawn = f'<a href="{escape(mark.href)}" tabindex="-1">{drawn}</a>'
    drawn += apart
    many = f' data-n="{mark.count}"' if mark.count > 1 else ""
    return f'<g class="mark" role="listitem" data-i="{mark.index}"{many}>{drawn}</g>'


def _soft(mark: Mark) -> str:
    if mark.soft is None:
        return ""
    x1, x2 = mark.soft
    return f'<rect class="soft" x="{_n(x1)}" y="{_n(mark.y - 8)}" width="{_n(x2 - x1)}" height="16" rx="8"/>'


def _trail(mark: Mark) -> str:
    """A line to the last repeat, with a small stroke for some of them."""
    if mark.trail is None:
        return ""
    strokes = min(TICKS_OF_A_TRAIL, max(1, int((mark.trail - mark.x) // 6)))
    step = (mark.trail - mark.x) / strokes
    ticks = "".join(f"M{_n(mark.x + step * number)} {_n(mark.y - 4)}v8" for number in range(1, strokes + 1))
    return f'<path class="trail" d="M{_n(mark.x)} {_n(mark.y)}H{_n(mark.trail)}{ticks}"/>'


def _shape(mark: Mark) -> str:
    x, y = _n(mark.x), _n(mark.y)
    match mark.shape:
        case "bar":
            return f'<rect class="{mark.tone}" x="{x}" y="{_n(mark.bar_y)}" width="{_n(mark.width)}" height="20" rx="4"/>'
        case "square":
            return f'<rect class="{mark.tone}" x="{_n(mark.x - 5)}" y="{_n(mark.y - 5)}" width="10" height="10" rx="1"/>'
        case "diamond":
            return f'<path class="{mark.tone}" d="M{x} {y}m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z"/>'
        case _:
            return f'<circle class="{mark.tone}" cx="{x}" cy="{y}" r="5"/>'


def _text(tone: str, x: float, y: float, words: str) -> str:
    return f'<text class="{tone}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def _n(number: float) -> str:
    """A number as SVG wants it, whatever the language of the reader."""
    return f"{number:.1f}".removesuffix(".0")
