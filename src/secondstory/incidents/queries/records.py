from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Lower

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import Component, ImpactMeasure, Incident, Involvement, SeverityLevel


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """All that belongs to one incident, in five statements besides the incident's own."""

    incident: Incident
    teams: tuple[Team, ...]
    components: tuple[Component, ...]
    measures: tuple[ImpactMeasure, ...]
    involvements: tuple[Involvement, ...]


def record_of(incident: Incident) -> IncidentRecord:
    return IncidentRecord(
        incident=incident,
        teams=tuple(incident.teams.all()),
        components=tuple(incident.components.all()),
        measures=tuple(impact_of(incident)),
        involvements=tuple(involvements_of(incident)),
    )


def impact_of(incident: Incident) -> QuerySet[ImpactMeasure]:
    return incident.impact_measures.all()


def involvements_of(incident: Incident) -> QuerySet[Involvement]:
    return incident.involvements.select_related("person")


def severity_levels() -> QuerySet[SeverityLevel]:
    return SeverityLevel.objects.all()


def component_suggestions(beginning: str, *, limit: int = 10) -> list[str]:
    """Return names of components that contain what was typed, those that begin with it first."""
    wanted = beginning.strip().lower()
    names = Component.objects.annotate(low=Lower("name")).filter(low__contains=wanted).values_list("name", flat=True)[:200]
    return sorted(names, key=lambda name: (not name.lower().startswith(wanted), name.lower()))[:limit]


def people_of(incident: Incident) -> QuerySet[Person]:
    return Person.objects.filter(involvements__incident=incident).distinct()
