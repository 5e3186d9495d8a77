from dataclasses import dataclass

from django.db.models import QuerySet

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


def people_of(incident: Incident) -> QuerySet[Person]:
    return Person.objects.filter(involvements__incident=incident).distinct()
