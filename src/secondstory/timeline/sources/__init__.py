"""The event sources that the product knows, and how a file is read with them. No database is needed here."""

from secondstory.timeline.sources.offered import event_sources, offer_event_sources, recognised, set_up_of
from secondstory.timeline.sources.reading import HowToRead, Read, Window, moment_of, read_events

__all__ = [
    "HowToRead",
    "Read",
    "Window",
    "event_sources",
    "moment_of",
    "offer_event_sources",
    "read_events",
    "recognised",
    "set_up_of",
]
