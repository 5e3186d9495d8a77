"""A timeline as an iCalendar file (RFC 5545): one entry an event, its times in UTC. An event without a full moment has no place in it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from icalendar import Calendar, Event

from secondstory.kit.vocabulary import label
from secondstory.timeline.queries.exports.about import Heading
from secondstory.timeline.queries.exports.moments import stated_words
from secondstory.timeline.rules.records import EventRecord

LONGEST_SUMMARY = 200


def as_calendar(heading: Heading, records: Sequence[EventRecord]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Second Story//Timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _storable(f"{heading.key} {heading.title}"))
    for record in records:
        if record.at:
            calendar.add_component(_entry(heading, record, datetime.fromisoformat(record.at)))
    return bytes(calendar.to_ical())


def _entry(heading: Heading, record: EventRecord, at: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{heading.key}-{record.id}@secondstory")
    entry.add("dtstamp", at)  # when it was exported says nothing, and the same export stays the same file
    entry.add("dtstart", at.astimezone(UTC))
    if record.until:
        entry.add("dtend", datetime.fromisoformat(record.until).astimezone(UTC))
    entry.add("summary", _storable(_short(record.text)))
    entry.add("description", _storable("\n".join(_description(record))))
    entry.add("sequence", record.version)
    entry.add("transp", "TRANSPARENT")
    if record.kind != "other":
        entry.add("categories", [label(record.kind)])
    if record.link:
        entry.add("url", record.link)
    return entry


def _description(record: EventRecord) -> list[str]:
    said = [record.text]
    if sure := stated_words(record, UTC):
        said.append(f"The time is not exact: {sure}{' UTC' if record.until else ''}.")
    if record.is_learnt_later:
        said.append("Learnt later: nobody knew of it while it went on.")
    if record.actor:
        said.append(f"By {record.actor}")
    return said


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + "…"


def _storable(text: str) -> str:
    """Leave out control characters, which no calendar may hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
