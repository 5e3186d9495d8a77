from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.commands.audit import record_all
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands.record import IncidentFacts, Involved, apply_facts
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Incident, Involvement
from secondstory.kit.facts import announce, announcing_together


@dataclass(frozen=True, slots=True)
class NewIncident:
    facts: IncidentFacts
    involved: tuple[Involved, ...] = ()


def record_incidents(new: Sequence[NewIncident], *, by: Person | None) -> list[Incident]:
    """Make many incidents, in the order given, with a few statements in all."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incidents = [Incident(created_by=by) for _ in new]
        for incident, one in zip(incidents, new, strict=True):
            apply_facts(incident, one.facts)
        Incident.objects.bulk_create(incidents)
        pairs = list(zip(incidents, new, strict=True))
        _link(Incident.teams.through, "team_id", [(incident.pk, team.pk) for incident, one in pairs for team in one.facts.teams])
        _link(
            Incident.components.through,
            "component_id",
            [(incident.pk, component.pk) for incident, one in pairs for component in one.facts.components],
        )
        Involvement.objects.bulk_create(
            Involvement(incident=incident, person=i.person, role=i.role, directly_involved=i.directly_involved)
            for incident, one in pairs
            for i in {(i.person.pk, i.role): i for i in one.involved}.values()
        )
        record_all("incident recorded", incidents, by=by)
        for incident in incidents:
            announce(IncidentChanged(incident.pk))
    return incidents


def _link(through: type[Model], column: str, pairs: Sequence[tuple[int, int]]) -> None:
    through._default_manager.bulk_create(through(**{"incident_id": one, column: other}) for one, other in dict.fromkeys(pairs))
