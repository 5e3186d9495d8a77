from collections.abc import Sequence
from dataclasses import dataclass

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Incident, SeverityLevel
from secondstory.kit.facts import announce, announcing_together


class SeverityInUse(Exception):
    """A level that incidents carry cannot be removed; the message names it."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level as stated, in the order of gravity. `existing` is the level that it renames, None for a new one."""

    name: str
    description: str = ""
    is_near_miss: bool = False
    existing: SeverityLevel | None = None


def set_severity_levels(levels: Sequence[Level], *, by: Person | None) -> None:
    """Write the levels anew, the gravest first. Levels left out are removed; raise `SeverityInUse` where incidents carry one."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        kept = {level.existing.pk for level in levels if level.existing}
        _remove(kept)
        before = {row.pk: (row.rank, row.name) for row in SeverityLevel.objects.all()}
        _make_room()
        rows = []
        for rank, level in enumerate(levels, start=1):
            row = level.existing or SeverityLevel()
            row.rank, row.name, row.description, row.is_near_miss = rank, level.name, level.description, level.is_near_miss
            row.save()
            rows.append(row)
        changed = [row for row in rows if before.get(row.pk) not in {None, (row.rank, row.name)}]
        for incident_id in Incident.objects.filter(severity__in=changed).values_list("pk", flat=True):
            announce(IncidentChanged(incident_id))
        if rows:
            record("severity levels set", rows[0], by=by, names=[row.name for row in rows])


def _remove(kept: set[int]) -> None:
    left_out = SeverityLevel.objects.exclude(pk__in=kept)
    used = left_out.filter(incidents__isnull=False).values_list("name", flat=True).distinct()
    if used:
        raise SeverityInUse(f"Incidents carry the level {', '.join(used)}: give them another one first.")
    left_out.delete()


def _make_room() -> None:
    """Move ranks and names out of the way, since both are unique while rows are saved one by one."""
    for number, row in enumerate(SeverityLevel.objects.all()):
        SeverityLevel.objects.filter(pk=row.pk).update(rank=10_000 + number, name=f"moving {row.pk}")
