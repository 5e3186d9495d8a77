"""Events, times, sources and history. Load with ``{% load timeline %}``."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import label
from secondstory.kit.zones import written_local, zone_or_utc
from secondstory.timeline.event_html import clock, event_html, time_html, title
from secondstory.timeline.queries import EventRow
from secondstory.timeline.queries.exports import FORMATS, Format
from secondstory.timeline.queries.files import limits
from secondstory.timeline.queries.history import Difference
from secondstory.timeline.rules.questions import Question
from secondstory.timeline.sources import Window

register = template.Library()


@register.simple_tag
def event_items(rows: Sequence[EventRow], incident: Incident, may_write: bool) -> SafeString:
    """The events as items of a list."""
    base = reverse("timeline:events", args=[incident.key])
    return format_html_join("\n", "{}", ((event_html(row, incident, may_write=may_write, base=base),) for row in rows))


@register.simple_tag
def event_time(at: datetime, zone: str, usual_day: date | None, until: datetime | None = None, certainty: str = "") -> SafeString:
    """A time in the incident's zone, with its day under it where that is not the usual one, and how sure it is."""
    return time_html(at, zone=zone, usual_day=usual_day, until=until, certainty=certainty)


@register.simple_tag
def source_title(name: str) -> str:
    """The name of a source as its vendor writes it."""
    return title(name)


@register.simple_tag
def most_file_bytes() -> int:
    """How large a file may be at most, so that a page need not send a larger one to hear of it."""
    return limits().most_bytes


@register.simple_tag
def export_formats() -> list[Format]:
    """The forms in which a timeline can be exported."""
    return list(FORMATS.values())


@register.simple_tag
def between(question: Question, incident: Incident) -> str:
    """The beginning of a line that answers a question: its two times, as they are typed."""
    zone = zone_or_utc(incident.time_zone)
    start, end = (written_local(moment, on=incident.occurred_on, zone=zone) for moment in (question.start, question.end))
    return start if start == end else f"between {start} and {end} "


@register.filter
def of(mapping: Mapping[str, int], key: str) -> int | None:
    """What a mapping holds under a key."""
    return mapping.get(key)


@register.filter
def vocabulary(word: str) -> str:
    """A stored word as a person reads it."""
    return label(word)


@register.simple_tag
def stated_value(difference: Difference, value: str, zone: str) -> str:
    """One side of a difference; times in the incident's zone."""
    if difference.name not in {"at", "until"}:
        return value if len(value) <= 300 else value[:299] + "…"
    at = datetime.fromisoformat(value)
    return f"{at:%-d %b} {clock(at, zone=zone)}"


@register.simple_tag
def window_words(window: Window, incident: Incident) -> str:
    """From when to when, in the incident's zone; the day of a time is said where it is not the incident's."""
    zone = zone_or_utc(incident.time_zone)
    since, until = (written_local(end, on=incident.occurred_on, zone=zone) for end in (window.since, window.until))
    return f"{since} to {until or 'now'}" if since else f"until {until}"
