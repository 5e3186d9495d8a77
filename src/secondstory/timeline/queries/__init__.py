"""Reads about timelines."""

from secondstory.timeline.queries.drawn import drawable_events, drawn_timeline, told_events
from secondstory.timeline.queries.events import (
    ROWS,
    EventCounts,
    EventFilter,
    EventRow,
    NoSuchEvent,
    changes_since,
    counts_of,
    event_of,
    event_rows,
    events_of,
    evidence_of,
    last_change,
    newest_events,
    set_aside_of,
    shifts_of,
)
from secondstory.timeline.queries.history import Entry, history_of, history_of_event
from secondstory.timeline.queries.records import event_records

__all__ = [
    "ROWS",
    "Entry",
    "EventCounts",
    "EventFilter",
    "EventRow",
    "NoSuchEvent",
    "changes_since",
    "counts_of",
    "drawable_events",
    "drawn_timeline",
    "event_of",
    "event_records",
    "event_rows",
    "events_of",
    "evidence_of",
    "history_of",
    "history_of_event",
    "last_change",
    "newest_events",
    "set_aside_of",
    "shifts_of",
    "told_events",
]
