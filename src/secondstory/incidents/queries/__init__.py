"""Reads about incidents. Who may see which is decided in `visibility` and nowhere else."""

from secondstory.incidents.queries.records import component_suggestions, impact_of, involvements_of, record_of, severity_levels
from secondstory.incidents.queries.visibility import find_visible, incident_id_of, visible_to

__all__ = [
    "component_suggestions",
    "find_visible",
    "impact_of",
    "incident_id_of",
    "involvements_of",
    "record_of",
    "severity_levels",
    "visible_to",
]
