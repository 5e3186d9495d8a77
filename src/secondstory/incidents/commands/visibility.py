from collections.abc import Sequence

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Ability
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announce, announcing_together


def restrict(incident: Incident, *, to_people: Sequence[Person] = (), to_teams: Sequence[Team] = (), by: Person | None) -> None:
    """Let the incident exist for these people and teams alone; whoever restricts it stays among them."""
    ensure_may(by, Ability.RESTRICT)
    with announcing_together():
        incident.is_restricted = True
        incident.save(update_fields=["is_restricted"])
        incident.restricted_to_people.set([*to_people, *([by] if by else [])])
        incident.restricted_to_teams.set(to_teams)
        record("incident restricted", incident, by=by, people=[p.pk for p in to_people], teams=[t.pk for t in to_teams])
        announce(IncidentChanged(incident.pk))


def open_to_everybody(incident: Incident, *, by: Person | None) -> None:
    """Lift the restriction."""
    ensure_may(by, Ability.RESTRICT)
    with announcing_together():
        incident.is_restricted = False
        incident.save(update_fields=["is_restricted"])
        incident.restricted_to_people.clear()
        incident.restricted_to_teams.clear()
        record("restriction lifted", incident, by=by)
        announce(IncidentChanged(incident.pk))
