"""Calendars as RFC 5545 describes them. Of what recurs, the instances that the file states are events; rules are not unrolled."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from secondstory.integrations.ics.contents import Component, Property, components
from secondstory.integrations.ics.zones import Time, time_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_BEGINS = re.compile(rb"\s*BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE|ALARM|AVAILABILITY)\b", re.IGNORECASE)
_MOST_INSTANCES = 10_000
_WHEN = {"VEVENT": ("DTSTART",), "VTODO": ("COMPLETED", "DTSTART", "DUE"), "VJOURNAL": ("DTSTART",)}


def recognises(payload: Payload) -> bool:
    return _BEGINS.match(payload.head.removeprefix(b"\xef\xbb\xbf")) is not None


def says_nothing(payload: Payload) -> str | None:
    try:
        told = next(events(payload), None)
    except UnreadablePayload:
        return None
    return "it holds no entry, only zones, reminders or times of absence." if told is None else None


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is no calendar: it does not begin with BEGIN:VCALENDAR.")
    outermost = components(payload.text)
    for calendar in [one for one in outermost if one.name == "VCALENDAR"] + [Component("", inside=outermost)]:
        described = {one.text("TZID"): one for one in calendar.inside if one.name == "VTIMEZONE"}
        name = calendar.text("X-WR-CALNAME") or calendar.text("NAME")
        for entry in calendar.inside:
            if entry.name in _WHEN:
                yield from _instances(entry, calendar=name, described=described)


def _instances(entry: Component, *, calendar: str, described: Mapping[str, Component]) -> Iterator[SourceEvent]:
    stated = next((found for key in _WHEN[entry.name] if (found := entry.first(key))), None)
    if stated is None and entry.name != "VEVENT":
        return  # something to do at no stated time is no event
    base = _event(entry, calendar=calendar)
    changed = entry.first("RECURRENCE-ID")
    if changed:
        base = replace(base, external_id=f"{base.external_id}/{changed.value.strip()}")
    left_out = {time for listed in entry.all("EXDATE") for _, time in _times(listed, described)}
    seen: set[Time] = set()
    if stated:
        time = time_of(stated.value, stated.zone, described)
        seen.add(time)
        if time not in left_out:
            yield _at(base, time, until=_end(entry, described))
    for listed in entry.all("RDATE"):
        for value, time in _times(listed, described):
            if time not in seen and time not in left_out and time != Time() and len(seen) < _MOST_INSTANCES:
                seen.add(time)
                yield replace(_at(base, time), external_id=f"{base.external_id}/{value}")
    if stated is None and not seen:
        yield base


def _times(listed: Property, described: Mapping[str, Component]) -> Iterator[tuple[str, Time]]:
    """The times of a list of dates; of a period, its beginning."""
    for value in listed.value.split(",")[:_MOST_INSTANCES]:
        begin = value.partition("/")[0].strip()
        yield begin, time_of(begin, listed.zone, described)


def _end(entry: Component, described: Mapping[str, Component]) -> Time:
    found = entry.first("DTEND")
    return time_of(found.value, found.zone, described) if found else Time()


def _at(event: SourceEvent, time: Time, *, until: Time | None = None) -> SourceEvent:
    """A day has no time of day: it is said in the text, and no moment is made of it."""
    if time.day is None:
        return replace(event, at=time.at, local_at=time.local)
    last = until.day - timedelta(days=1) if until and until.day and until.day > time.day else time.day
    days = f"{time.day}" if last == time.day else f"{time.day} to {last}"
    return replace(event, text=f"{event.text} (all day, {days})")


def _event(entry: Component, *, calendar: str) -> SourceEvent:
    summary, description = entry.text("SUMMARY"), entry.text("DESCRIPTION")
    title = summary or description or "An entry without a title"
    is_cancelled = entry.text("STATUS").upper() == "CANCELLED"
    if entry.name == "VTODO":
        title = f"{'Done' if entry.first('COMPLETED') else 'To do'}: {title}"
    organiser = entry.first("ORGANIZER")
    address = re.sub(r"^mailto:", "", organiser.text, flags=re.IGNORECASE) if organiser else ""
    link = entry.text("URL")
    place = entry.text("LOCATION")
    identity = entry.text("UID")
    if not identity:
        told = "\n".join(f"{one.name}:{one.value}" for one in entry.properties if one.name in {"SUMMARY", "DTSTART", "DESCRIPTION", "DUE"})
        identity = f"sha256:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"
    return SourceEvent(
        text=f"Cancelled: {title}" if is_cancelled else title,
        actor=(organiser.parameters.get("CN", "") if organiser else "") or address,
        actor_email=address if "@" in address else "",
        external_id=identity,
        link=link if link.startswith(("http://", "https://")) else "",
        component=calendar,
        vendor_type=entry.name,
        words="\n".join(part for part in (place, description) if part and part != title),
    )
