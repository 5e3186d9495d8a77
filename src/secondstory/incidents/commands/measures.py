from collections.abc import Sequence

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import MeasureDefinition
from secondstory.kit.facts import announcing_together


def set_measures(wanted: Sequence[MeasureDefinition], *, by: Person | None) -> None:
    """Write the measures of time anew, in this order. Nothing refers to one, so those left out are simply gone."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        MeasureDefinition.objects.all().delete()
        for position, one in enumerate(wanted):
            one.pk, one.position = None, position
        rows = MeasureDefinition.objects.bulk_create(wanted)
        record("measures set", rows[0] if rows else MeasureDefinition(), by=by, names=[row.name for row in rows])
