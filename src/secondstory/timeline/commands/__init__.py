"""Changes to timelines."""

from secondstory.timeline.commands.events import (
    EventFacts,
    EvidenceFacts,
    Taken,
    add_event,
    edit_event,
    evidence_of,
    facts_of,
    remove_event,
    replace_events,
    take_events,
    tell_first,
)

__all__ = [
    "EventFacts",
    "EvidenceFacts",
    "Taken",
    "add_event",
    "edit_event",
    "evidence_of",
    "facts_of",
    "remove_event",
    "replace_events",
    "take_events",
    "tell_first",
]
