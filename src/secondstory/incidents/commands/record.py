from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Ability
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Component, ImpactMeasure, Incident, Involvement, SeverityLevel
from secondstory.incidents.rules import MILESTONES, InvolvedAs, Kind, Milestones, Status
from secondstory.kit.clock import now
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.zones import zone_or_utc


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What a form or an import states of an incident, besides its people and impact."""

    title: str
    kind: str = Kind.TECHNICAL
    severity: SeverityLevel | None = None
    severity_as_stated: str = ""
    status: str = Status.RESOLVED
    detected_by: str = ""
    occurred_on: date | None = None
    time_zone: str = "UTC"
    milestones: Milestones = field(default_factory=Milestones)
    teams: tuple[Team, ...] = ()
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A hard number of the impact: 6,210 (value) checkouts (unit) failed (name)."""

    name: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Involved:
    person: Person
    role: str = InvolvedAs.RESPONDER
    directly_involved: bool = True


def record_incident(facts: IncidentFacts, *, by: Person | None) -> Incident:
    """Make an incident of these facts. The day it began follows from its milestones where it is not stated."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident = Incident(created_by=by)
        apply_facts(incident, facts)
        incident.save()
        _set_names(incident, facts, is_new=True)
        record("incident recorded", incident, by=by)
        announce(IncidentChanged(incident.pk))
    return incident


def edit_incident(incident: Incident, facts: IncidentFacts, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        apply_facts(incident, facts)
        incident.save()
        _set_names(incident, facts, is_new=False)
        touch(incident)
        record("incident edited", incident, by=by)
        announce(IncidentChanged(incident.pk))


def set_impact(incident: Incident, measures: Sequence[Measure], *, by: Person | None) -> None:
    """Replace the measures of the impact, in this order."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.impact_measures.all().delete()
        ImpactMeasure.objects.bulk_create(
            ImpactMeasure(incident=incident, name=m.name, value=m.value, unit=m.unit, position=position)
            for position, m in enumerate(measures)
        )
        touch(incident)
        record("impact measured", incident, by=by, measures=len(measures))
        announce(IncidentChanged(incident.pk))


def set_people(incident: Incident, involved: Sequence[Involved], *, by: Person | None) -> None:
    """Replace who was involved and as what; the same person in the same role counts once."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.involvements.all().delete()
        once = {(one.person.pk, one.role): one for one in involved}
        Involvement.objects.bulk_create(
            Involvement(incident=incident, person=one.person, role=one.role, directly_involved=one.directly_involved)
            for one in once.values()
        )
        touch(incident)
        record("people set", incident, by=by, people=len(once))
        announce(IncidentChanged(incident.pk))


def involve(incident: Incident, involved: Sequence[Involved], *, by: Person | None) -> int:
    """Add people to those who were involved, and return how many were added; who has that role already is passed over.

    It lets nobody see a restricted incident: that is `restrict` alone.
    """
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        there = set(incident.involvements.values_list("person_id", "role"))
        once = {(one.person.pk, str(one.role)): one for one in involved}
        fresh = [one for key, one in once.items() if key not in there]
        if not fresh:
            return 0
        Involvement.objects.bulk_create(
            Involvement(incident=incident, person=one.person, role=one.role, directly_involved=one.directly_involved) for one in fresh
        )
        touch(incident)
        record("people involved", incident, by=by, people=[[one.person.pk, str(one.role)] for one in fresh])
        announce(IncidentChanged(incident.pk))
    return len(fresh)


def remove_incident(incident: Incident, *, by: Person | None) -> None:
    """Delete an incident with all that belongs to it. Only the operator and administrators do this."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        record("incident removed", incident, by=by, title=incident.title)
        incident_id = incident.pk
        incident.delete()
        announce(IncidentChanged(incident_id))


def set_milestones(incident: Incident, moments: Mapping[str, datetime | None], *, by: Person | None) -> None:
    """State some of the milestones, by their names in `MILESTONES`; the others stay. The day it began follows where it is not stated."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        for name, moment in moments.items():
            setattr(incident, f"{name}_at", moment)
        incident.occurred_on = incident.occurred_on or _day_it_began(incident.milestones, zone=incident.time_zone)
        incident.save(update_fields=[*(f"{name}_at" for name in moments), "occurred_on"])
        touch(incident)
        record("milestones set", incident, by=by, milestones=sorted(moments))
        announce(IncidentChanged(incident.pk))


def touch(incident: Incident) -> None:
    """Note that the record has changed. Every command of every step that changes it calls this."""
    Incident.objects.filter(pk=incident.pk).update(revision=F("revision") + 1, updated_at=now())


def apply_facts(incident: Incident, facts: IncidentFacts) -> None:
    """Take the facts over, without saving. The day it began follows from its milestones where it is not stated."""
    incident.title = facts.title
    incident.kind = facts.kind
    incident.severity = facts.severity
    incident.severity_as_stated = facts.severity_as_stated
    incident.status = facts.status
    incident.detected_by = facts.detected_by
    incident.time_zone = facts.time_zone
    for name in MILESTONES:
        setattr(incident, f"{name}_at", getattr(facts.milestones, name))
    incident.occurred_on = facts.occurred_on or _day_it_began(facts.milestones, zone=facts.time_zone)


def _day_it_began(milestones: Milestones, *, zone: str) -> date | None:
    first = milestones.impact_started or milestones.first_signal or milestones.detected
    return first.astimezone(zone_or_utc(zone)).date() if first else None


def _set_names(incident: Incident, facts: IncidentFacts, *, is_new: bool) -> None:
    if facts.teams or not is_new:
        incident.teams.set(facts.teams)
    if facts.components or not is_new:
        incident.components.set(facts.components)
