"""Facts that timelines announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineChanged:
    incident_id: int
