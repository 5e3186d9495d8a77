"""Small parts of a page that need a decision: icons, severity, times, initials. Load with ``{% load design %}``."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from secondstory.design import wording
from secondstory.design.drawing import icons

register = template.Library()


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """One icon of drawing/icons.py. Put a word beside it, visible or in a ``.hide``."""
    return mark_safe(icons.icon_markup(name, extra_class=extra_class))  # noqa: S308 - our own drawing


@register.simple_tag
def mark() -> SafeString:
    """The two-line mark of the product."""
    return mark_safe(icons.MARK)  # noqa: S308


@register.simple_tag
def two_lines() -> SafeString:
    """The mark as a divider, under the title of a report."""
    return mark_safe(icons.TWO_LINES)  # noqa: S308


@register.simple_tag
def severity(level: int | str | None, label: str = "") -> SafeString:
    """Severity as a ladder and its word. ``level`` 1 is gravest; 3 and beyond keep one rung, 0 or None is a near miss."""
    number = int(level or 0)
    rungs = {1: 3, 2: 2}.get(number, 1 if number > 0 else 0)
    word = label or (f"Sev-{number}" if number else "Near miss")
    tone = min(number, 4) if number else 4
    return format_html('<span class="sev s{}">{}{}</span>', tone, mark_safe(icons.rungs_markup(rungs)), word)  # noqa: S308


@register.simple_tag
def strength(level: str, label: str = "") -> SafeString:
    """Strength of an action item as steps and its word: stronger, intermediate or weaker."""
    filled = {"stronger": 3, "intermediate": 2, "weaker": 1}.get(level, 0)
    return format_html('<span class="strength">{}{}</span>', mark_safe(icons.steps_markup(filled)), label or level.capitalize())  # noqa: S308


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
def percent(part: float | int | None, whole: float | int | None = 100) -> int:
    """Part of a whole in percent, held between 0 and 100."""
    return max(0, min(100, round(100 * (part or 0) / whole))) if whole else 0


def _zone_of(context: template.Context) -> str:
    """The reader's zone where the page knows who reads, else the one Django has activated."""
    return str(getattr(context.get("person"), "time_zone", "") or timezone.get_current_timezone_name())
