"""The tables of a timeline: events, and what outside systems recorded of them."""

from secondstory.timeline.models.events import LONGEST_ACTOR, TimelineEvent
from secondstory.timeline.models.evidence import LONGEST_ID, Evidence

__all__ = ["LONGEST_ACTOR", "LONGEST_ID", "Evidence", "TimelineEvent"]
