"""The tables of a timeline: events, what outside systems recorded of them, and who changed what."""

from secondstory.timeline.models.changes import ChangeSet, EventChange
from secondstory.timeline.models.events import LONGEST_ACTOR, LONGEST_REASON, TimelineEvent
from secondstory.timeline.models.evidence import LONGEST_ID, LONGEST_NAME, ClockShift, Evidence
from secondstory.timeline.models.files import PART_BYTES, EventFile, FilePart
from secondstory.timeline.models.imports import LONGEST_FORESEEN, BroughtFile, EventImport, FilePiece, ForeseenEvent
from secondstory.timeline.models.inbox import Delivery, InboxItem
from secondstory.timeline.models.questions import AnsweredQuestion

__all__ = [
    "LONGEST_ACTOR",
    "LONGEST_FORESEEN",
    "LONGEST_ID",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "PART_BYTES",
    "AnsweredQuestion",
    "BroughtFile",
    "ChangeSet",
    "ClockShift",
    "Delivery",
    "EventChange",
    "EventFile",
    "EventImport",
    "Evidence",
    "FilePart",
    "FilePiece",
    "ForeseenEvent",
    "InboxItem",
    "TimelineEvent",
]
