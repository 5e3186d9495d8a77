"""Reads about incidents. Who may see which is decided in `visibility` and nowhere else."""

from secondstory.incidents.queries.components import (
    component_suggestions,
    components_visible_to,
    components_with_counts,
    incidents_of_component,
)
from secondstory.incidents.queries.lists import ORDERS, IncidentFilter, incidents_going_on, incidents_matching
from secondstory.incidents.queries.measures import Measured, measure_definitions, measured, wanted_measures
from secondstory.incidents.queries.people import names_of_people, people_called, people_suggestions, people_with_account, team_names
from secondstory.incidents.queries.records import IncidentRecord, impact_of, involvements_of, record_of, severity_levels
from secondstory.incidents.queries.visibility import (
    NoSuchIncident,
    find_visible,
    incident_id_of,
    is_visible_to,
    visible_incident,
    visible_to,
)

__all__ = [
    "ORDERS",
    "IncidentFilter",
    "IncidentRecord",
    "Measured",
    "NoSuchIncident",
    "component_suggestions",
    "components_visible_to",
    "components_with_counts",
    "find_visible",
    "impact_of",
    "incident_id_of",
    "incidents_going_on",
    "incidents_matching",
    "incidents_of_component",
    "involvements_of",
    "is_visible_to",
    "measure_definitions",
    "measured",
    "names_of_people",
    "people_called",
    "people_suggestions",
    "people_with_account",
    "record_of",
    "severity_levels",
    "team_names",
    "visible_incident",
    "visible_to",
    "wanted_measures",
]
