"""Small parts of a page that need a decision: icons, severity, times, initials. Load with ``{% load design %}``."""

from __future__ import annotations

from datetime import date, datetime

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from secondstory.design import wording
from secondstory.design.drawing import icons
from secondstory.design.drawing.svg import svg_of
from secondstory.design.drawing.table import frame_of, rows_of, sources_of
from secondstory.design.drawing.timeline import DENSE_FROM, layout
from secondstory.design.drawing.values import LanesBy, Timeline

register = template.Library()


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """One icon of drawing/icons.py. Put a word beside it, visible or in a ``.hide``."""
    return mark_safe(icons.icon_markup(name, extra_class=extra_class))


@register.simple_tag
def mark() -> SafeString:
    """The two-line mark of the product."""
    return mark_safe(icons.MARK)


@register.simple_tag
def two_lines() -> SafeString:
    """The mark as a divider, under the title of a report."""
    return mark_safe(icons.TWO_LINES)


@register.simple_tag
def severity(level: int | str | None, label: str = "") -> SafeString:
    """Severity as a ladder and its word. ``level`` 1 is gravest; 3 and beyond keep one rung, 0 or None is a near miss."""
    number = int(level or 0)
    rungs = {1: 3, 2: 2}.get(number, 1 if number > 0 else 0)
    word = label or (f"Sev-{number}" if number else "Near miss")
    tone = min(number, 4) if number else 4
    return format_html('<span class="sev s{}">{}{}</span>', tone, mark_safe(icons.rungs_markup(rungs)), word)


@register.simple_tag
def strength(level: str, label: str = "") -> SafeString:
    """Strength of an action item as steps and its word: stronger, intermediate or weaker."""
    filled = {"stronger": 3, "intermediate": 2, "weaker": 1}.get(level, 0)
    return format_html('<span class="strength">{}{}</span>', mark_safe(icons.steps_markup(filled)), label or level.capitalize())


@register.simple_tag(takes_context=True)
def ago(context: template.Context, moment: datetime | None, zone: str = "") -> SafeString:
    """“3 days ago”, with the exact time and its zone on hover and for screen readers. The script keeps it fresh."""
    if moment is None:
        return SafeString("")
    exact = wording.exact_time(moment, zone=zone or _zone_of(context))
    return format_html(
        '<time datetime="{}" title="{}" data-ago><span aria-hidden="true">{}</span><span class="hide">{}</span></time>',
        moment.isoformat(timespec="seconds"),
        exact,
        wording.relative_time(moment, now=timezone.now()),
        exact,
    )


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | None, zone: str = "", style: str = "full") -> SafeString:
    """An exact time with its zone. ``style``: full (day and time), day, time, or short (day and month with the time)."""
    if value is None:
        return SafeString("")
    chosen = zone or _zone_of(context)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(timespec="seconds"),
        wording.exact_time(value, zone=chosen),
        wording.written_time(value, zone=chosen, style=style),
    )


@register.simple_tag
def due(day: date | None, today: date | None = None) -> SafeString:
    """A due date in words: “tomorrow”, “in 4 days”, “5 days past 25 Nov”; the date itself on hover."""
    if day is None:
        return SafeString("")
    exact = wording.written_day(day)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', day.isoformat(), exact, wording.relative_day(day, today=today or timezone.localdate())
    )


@register.inclusion_tag("design/_timeline.html")
def drawn_timeline(timeline: Timeline, lanes: str = "kind", table: str = "yes") -> dict[str, object]:
    """The drawn timeline with its table: use ``<c-drawn_timeline>``. ``lanes`` is kind or source; ``table="no"`` draws only,
    and what is drawn cannot be zoomed then.
    """
    by = LanesBy(lanes)
    drawing = layout(timeline, by=by)
    has_table = table != "no" and bool(timeline.events)
    return {
        "timeline": timeline,
        "drawing": drawing,
        "svg": mark_safe(svg_of(drawing)) if drawing else "",
        "rows": mark_safe(rows_of(timeline, drawing)) if has_table else "",
        "frame": frame_of(timeline, drawing, by=by) if drawing and has_table else "",
        "count": len(timeline.events),
        "count_words": f"{len(timeline.events):,} event{'' if len(timeline.events) == 1 else 's'}",
        "without_time": sum(event.at is None for event in timeline.events),
        "has_source": len(sources_of(timeline)) > 1,
        "is_long": len(timeline.events) > DENSE_FROM,
    }


@register.filter
def duration(minutes: float | int | None) -> str:
    """Minutes in words: 47 min, 1 h 52 min, 3 days 4 h."""
    return "" if minutes is None else wording.duration_words(minutes)


@register.filter
def initials(name: object) -> str:
    """Two letters for an avatar."""
    return wording.initials(str(name or ""))


@register.filter
def reading_minutes(words: int | None) -> int:
    """Minutes to read so many words, at 220 a minute, never below one."""
    return max(1, round((words or 0) / 220))


@register.filter
def percent(part: float | int | str | None, whole: float | int | str | None = 100) -> int:
    """Part of a whole in percent, held between 0 and 100."""
    most = float(whole or 0)
    return max(0, min(100, round(100 * float(part or 0) / most))) if most else 0


def _zone_of(context: template.Context) -> str:
    """The reader's zone where the page knows who reads, else the one Django has activated."""
    return str(getattr(context.get("person"), "time_zone", "") or timezone.get_current_timezone_name())


@register.inclusion_tag("design/_field.html")
def form_field(field: BoundField, label: str = "", help: str = "", optional: bool = False) -> dict[str, object]:  # noqa: A002
    """One field of a Django form: label, help, errors, control, tied together for screen readers."""
    widget = field.field.widget
    kind, options = "input", []
    if isinstance(widget, forms.CheckboxInput):
        kind = "check"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind, options = "group", list(field)
    return {
        "kind": kind,
        "id": field.id_for_label or field.auto_id,
        "label": label or field.label,
        "help": help or field.help_text,
        "errors": field.errors,
        "optional": bool(optional),
        "options": options,
        "control": field.as_widget(attrs=_control_attributes(field, help=help)) if kind != "group" else "",
    }


def _control_attributes(field: BoundField, *, help: str) -> dict[str, str | bool]:  # noqa: A002
    attributes: dict[str, str | bool] = {}
    if not isinstance(field.field.widget, forms.CheckboxInput):
        attributes["class"] = f"input {field.field.widget.attrs.get('class', '')}".strip()
    if help and not field.help_text:
        described = [f"{field.auto_id}_helptext", *([f"{field.auto_id}_error"] if field.errors else [])]
        attributes["aria-describedby"] = " ".join(described)
    return attributes
