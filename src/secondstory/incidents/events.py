"""Facts that incidents announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IncidentChanged:
    """An incident was recorded or edited, or who may see it changed."""

    incident_id: int
