"""Changes to timelines."""

from secondstory.timeline.commands.changes import ChangedMeanwhile
from secondstory.timeline.commands.events import add_event, edit_event, remove_event, replace_events, tell_first
from secondstory.timeline.commands.facts import EventFacts, facts_of, from_json
from secondstory.timeline.commands.many import (
    accept_suggestions,
    decline_suggestions,
    edit_many,
    merge_events,
    remove_many,
    shift_source,
)
from secondstory.timeline.commands.notes import Noted, facts_of_note, note_event, when_of
from secondstory.timeline.commands.taking import Taken, take_events, tell_set_aside
from secondstory.timeline.commands.undo import NothingToUndo, Undone, undo, undo_last

__all__ = [
    "ChangedMeanwhile",
    "EventFacts",
    "Noted",
    "NothingToUndo",
    "Taken",
    "Undone",
    "accept_suggestions",
    "add_event",
    "decline_suggestions",
    "edit_event",
    "edit_many",
    "facts_of",
    "facts_of_note",
    "from_json",
    "merge_events",
    "note_event",
    "remove_event",
    "remove_many",
    "replace_events",
    "shift_source",
    "take_events",
    "tell_first",
    "tell_set_aside",
    "undo",
    "undo_last",
    "when_of",
]
