"""A timeline as a file that other programs read: CSV, JSON, a Markdown table, a calendar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from secondstory.incidents.models import Incident
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries.exports.about import Heading
from secondstory.timeline.queries.exports.calendar import as_calendar
from secondstory.timeline.queries.exports.csv import as_csv
from secondstory.timeline.queries.exports.json import as_json
from secondstory.timeline.queries.exports.markdown import as_markdown
from secondstory.timeline.queries.records import event_records
from secondstory.timeline.rules.records import EventRecord

__all__ = ["FORMATS", "Export", "Format", "Heading", "export_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export. `name` is also the ending of the file."""

    name: str
    title: str
    content_type: str
    write: Callable[[Heading, Sequence[EventRecord]], bytes]


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "CSV, for spreadsheets", "text/csv; charset=utf-8", as_csv),
        Format("json", "JSON", "application/json", as_json),
        Format("md", "Markdown table", "text/markdown; charset=utf-8", as_markdown),
        Format("ics", "Calendar (.ics)", "text/calendar; charset=utf-8", as_calendar),
    )
}


@dataclass(frozen=True, slots=True)
class Export:
    """A file to give out."""

    name: str
    content_type: str
    content: bytes


def export_of(incident: Incident, events: Sequence[TimelineEvent], *, form: Format) -> Export:
    """Return events of an incident as a file, in their order."""
    heading = Heading(key=incident.key, title=incident.title, zone=incident.time_zone)
    content = form.write(heading, event_records(incident, events))
    return Export(f"{incident.key}-timeline.{form.name}", form.content_type, content)
