"""Reads about timelines."""

from secondstory.timeline.queries.events import EventRow, NoSuchEvent, event_of, event_rows, events_of

__all__ = ["EventRow", "NoSuchEvent", "event_of", "event_rows", "events_of"]
