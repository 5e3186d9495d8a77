"""What is decided about a timeline, from plain values: the kinds of events, and how they are drawn."""

from secondstory.timeline.rules.drawing import (
    MOST_DRAWN,
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
from secondstory.timeline.rules.vocabulary import LONGEST_ADDRESS, Certainty, EventKind, SetAside, Verb, web_address

__all__ = [
    "LONGEST_ADDRESS",
    "MOST_DRAWN",
    "Certainty",
    "Emphasis",
    "EventKind",
    "Happening",
    "Lane",
    "SetAside",
    "Told",
    "Verb",
    "emphasis_of",
    "lane_of",
    "pin_of",
    "told",
    "web_address",
    "worth_drawing",
]
