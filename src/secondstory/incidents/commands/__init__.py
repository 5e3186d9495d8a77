"""Changes to incidents."""

from secondstory.incidents.commands.component import edit_component
from secondstory.incidents.commands.measures import set_measures
from secondstory.incidents.commands.names import components_named, teams_named
from secondstory.incidents.commands.record import (
    IncidentFacts,
    Involved,
    Measure,
    edit_incident,
    involve,
    record_incident,
    remove_incident,
    set_impact,
    set_milestones,
    set_people,
    touch,
)
from secondstory.incidents.commands.record_many import NewIncident, record_incidents
from secondstory.incidents.commands.severity import Level, SeverityInUse, set_severity_levels
from secondstory.incidents.commands.visibility import open_to_everybody, restrict

__all__ = [
    "IncidentFacts",
    "Involved",
    "Level",
    "Measure",
    "NewIncident",
    "SeverityInUse",
    "components_named",
    "edit_component",
    "edit_incident",
    "involve",
    "open_to_everybody",
    "record_incident",
    "record_incidents",
    "remove_incident",
    "restrict",
    "set_impact",
    "set_measures",
    "set_milestones",
    "set_people",
    "set_severity_levels",
    "teams_named",
    "touch",
]
