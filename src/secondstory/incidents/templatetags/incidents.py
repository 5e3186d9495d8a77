"""What steps show of an incident alike. Load with ``{% load incidents %}``."""

from typing import Any

from django import template

from secondstory.incidents.models import Incident
from secondstory.incidents.queries import measured

register = template.Library()


@register.inclusion_tag("incidents/_measures.html")
def time_measures(incident: Incident, *, asks: bool = True, in_row: bool = False) -> dict[str, Any]:
    """The measures of time of an incident and, with `asks`, questions where its times contradict each other."""
    found = measured(incident.milestones)
    return {"spans": found.spans, "questions": found.questions if asks else (), "in_row": in_row}
