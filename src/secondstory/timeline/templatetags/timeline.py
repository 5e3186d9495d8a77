"""The time beside an event. Load with ``{% load timeline %}``."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from secondstory.design.wording import exact_time
from secondstory.kit.zones import zone_or_utc

register = template.Library()


@register.simple_tag
def event_time(at: datetime, zone: str, usual_day: date | None) -> SafeString:
    """A time in the incident's zone, with its day under it where that is not the usual one."""
    local = at.astimezone(zone_or_utc(zone))
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    day = "" if local.date() == usual_day else f"{local.day} {local:%b}"
    small = format_html("<small>{}</small>", day) if day else ""
    return format_html(
        '<time datetime="{}" title="{}">{}{}</time>', at.isoformat(timespec="seconds"), exact_time(at, zone=zone), clock, small
    )
