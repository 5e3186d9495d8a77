"""Times, sources and history beside an event. Load with ``{% load timeline %}``."""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from secondstory.design.wording import exact_time
from secondstory.kit.vocabulary import label
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.queries.history import Difference
from secondstory.timeline.rules import Certainty
from secondstory.timeline.sources import event_sources

register = template.Library()


@register.simple_tag
def event_time(at: datetime, zone: str, usual_day: date | None, until: datetime | None = None, certainty: str = "") -> SafeString:
    """A time in the incident's zone, with its day under it where that is not the usual one, and how sure it is."""
    local = at.astimezone(zone_or_utc(zone))
    smalls = [] if local.date() == usual_day else [f"{local.day} {local:%b}"]
    if certainty == Certainty.ABOUT:
        smalls.append("about")
    if until:
        smalls.append(f"to {_clock(until.astimezone(local.tzinfo))}")
    small = format_html("<small>{}</small>", ", ".join(smalls)) if smalls else ""
    return format_html(
        '<time datetime="{}" title="{}">{}{}</time>', at.isoformat(timespec="seconds"), exact_time(at, zone=zone), _clock(local), small
    )


@register.simple_tag
def clock_time(at: datetime, zone: str) -> str:
    """A time of day in the incident's zone."""
    return _clock(at.astimezone(zone_or_utc(zone)))


@register.simple_tag
def source_title(name: str) -> str:
    """The name of a source as its vendor writes it."""
    source = event_sources().get(name)
    return source.title if source else label(name)


@register.simple_tag
def source_titles(names: Sequence[str]) -> str:
    """The names of several sources."""
    return ", ".join(map(source_title, names))


@register.filter
def vocabulary(word: str) -> str:
    """A stored word as a person reads it."""
    return label(word)


@register.simple_tag
def stated_value(difference: Difference, value: str, zone: str) -> str:
    """One side of a difference; times in the incident's zone."""
    if difference.name not in {"at", "until"}:
        return value if len(value) <= 300 else value[:299] + "…"
    local = datetime.fromisoformat(value).astimezone(zone_or_utc(zone))
    return f"{local.day} {local:%b} {_clock(local)}"


def _clock(local: datetime) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
