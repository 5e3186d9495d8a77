"""What is decided about a timeline, from plain values: the kinds of events, what belongs together, what to ask, and how it is drawn."""

from secondstory.timeline.rules.chat_changes import Message, Said, messages_after_changes
from secondstory.timeline.rules.drawing import (
    Emphasis,
    Happening,
    Lane,
    Told,
    emphasis_of,
    lane_of,
    pin_of,
    told,
    worth_drawing,
)
from secondstory.timeline.rules.kind_suggestions import Medium, Suggestion, medium_of, suggested_kind
from secondstory.timeline.rules.kind_words import KIND_WORDS, kind_called
from secondstory.timeline.rules.questions import Entry, Question, contradictions, open_questions, silences
from secondstory.timeline.rules.quick_entry import QuickEntry, read_quick_entry
from secondstory.timeline.rules.repeats import AlertGroup, Joined, Recorded, same_alerts
from secondstory.timeline.rules.signatures import AlertState, state_of
from secondstory.timeline.rules.vocabulary import LONGEST_ADDRESS, Certainty, EventKind, SetAside, Verb, web_address

__all__ = [
    "KIND_WORDS",
    "LONGEST_ADDRESS",
    "AlertGroup",
    "AlertState",
    "Certainty",
    "Emphasis",
    "Entry",
    "EventKind",
    "Happening",
    "Joined",
    "Lane",
    "Medium",
    "Message",
    "Question",
    "QuickEntry",
    "Recorded",
    "Said",
    "SetAside",
    "Suggestion",
    "Told",
    "Verb",
    "contradictions",
    "emphasis_of",
    "kind_called",
    "lane_of",
    "medium_of",
    "messages_after_changes",
    "open_questions",
    "pin_of",
    "read_quick_entry",
    "same_alerts",
    "silences",
    "state_of",
    "suggested_kind",
    "told",
    "web_address",
    "worth_drawing",
]
