"""Facts that action items announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionsChanged:
    incident_id: int
