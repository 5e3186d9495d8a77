"""What is decided about a timeline, from plain values: the kinds of events, what belongs together, and how it is drawn.

What to ask about a timeline is imported from `rules.questions` itself: it knows the milestones of incidents, and translators of sources,
which import from here, must not.
"""

from secondstory.design.drawing.values import Emphasis, Lane
from secondstory.timeline.rules.chat_changes import Message, Said, messages_after_changes
from secondstory.timeline.rules.drawing import (
    Happening,
    Told,
    emphasis_of,
    lane_of,
    pin_of,
    told,
    worth_drawing,
)
from secondstory.timeline.rules.kind_suggestions import Medium, Suggestion, medium_of, suggested_kind
from secondstory.timeline.rules.kind_words import KIND_WORDS, kind_called
from secondstory.timeline.rules.quick_entry import QuickEntry, read_quick_entry
from secondstory.timeline.rules.repeats import AlertGroup, Joined, Recorded, same_alerts
from secondstory.timeline.rules.signatures import AlertState, state_of
from secondstory.timeline.rules.vocabulary import LONGEST_ADDRESS, LONGEST_STATED_TIME, Certainty, EventKind, SetAside, Verb, web_address

__all__ = [
    "KIND_WORDS",
    "LONGEST_ADDRESS",
    "LONGEST_STATED_TIME",
    "AlertGroup",
    "AlertState",
    "Certainty",
    "Emphasis",
    "EventKind",
    "Happening",
    "Joined",
    "Lane",
    "Medium",
    "Message",
    "QuickEntry",
    "Recorded",
    "Said",
    "SetAside",
    "Suggestion",
    "Told",
    "Verb",
    "emphasis_of",
    "kind_called",
    "lane_of",
    "medium_of",
    "messages_after_changes",
    "pin_of",
    "read_quick_entry",
    "same_alerts",
    "state_of",
    "suggested_kind",
    "told",
    "web_address",
    "worth_drawing",
]
