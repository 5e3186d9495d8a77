from collections.abc import Sequence

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Ability
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Component
from secondstory.kit.facts import announce, announcing_together


def edit_component(
    component: Component,
    *,
    name: str,
    owning_team: Team | None,
    product_owner: Person | None,
    neighbours: Sequence[Component],
    by: Person | None,
) -> None:
    """Change a component. Its address stays, so that links to it go on working."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        renamed = component.name != name
        component.name, component.owning_team, component.product_owner = name, owning_team, product_owner
        component.save()
        component.neighbours.set(neighbours)
        record("component edited", component, by=by, name=name)
        if renamed:
            for incident_id in component.incidents.values_list("pk", flat=True):
                announce(IncidentChanged(incident_id))
