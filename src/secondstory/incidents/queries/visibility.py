"""Who may see which incident. Every list, count, search, export and feed begins here."""

import re

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident


class NoSuchIncident(Http404):
    """There is no incident with this key for this person. Pages answer as if there never had been one."""


def visible_to(person: Person | None) -> QuerySet[Incident]:
    """Return the incidents that `person` may see; None is the operator at the command line, who sees everything.

    A restricted incident exists only for the people and the members of the teams it names, whatever their role.
    """
    return Incident.objects.filter(is_visible_to(person))


def is_visible_to(person: Person | None, *, through: str = "") -> Q:
    """Return the same as a condition for rows that lead to an incident `through` a field, such as "incident".

    It is tried on each row, so a list that is sorted by an index of its own and cut short reads no more rows than it shows.
    """
    if person is None:
        return Q()
    by_name = Incident.restricted_to_people.through.objects.filter(person_id=person.pk).values("incident_id")
    by_team = Incident.restricted_to_teams.through.objects.filter(team__members=person.pk).values("incident_id")
    path = f"{through}__" if through else ""
    return Q(**{f"{path}is_restricted": False}) | Q(**{f"{path}pk__in": by_name}) | Q(**{f"{path}pk__in": by_team})


def incident_id_of(key: str) -> int | None:
    """Return the id in a key such as `INC-42` or `inc-42`; None if it is not a key."""
    found = re.fullmatch(rf"{re.escape(settings.KEY_PREFIX)}-(\d{{1,15}})", key.strip(), re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else None


def find_visible(key: str, *, person: Person | None) -> Incident | None:
    """Return the incident with this key with its severity, or None where it does not exist for this person."""
    incident_id = incident_id_of(key)
    if incident_id is None:
        return None
    return visible_to(person).select_related("severity").filter(pk=incident_id).first()


def visible_incident(key: str, *, person: Person | None) -> Incident:
    """Return the incident with this key with its severity; raise `NoSuchIncident` where it does not exist for this person."""
    incident = find_visible(key, person=person)
    if incident is None:
        raise NoSuchIncident(f"There is no incident {key}.")
    return incident


def hidden_from(person: Person) -> QuerySet[Incident]:
    """Return the restricted incidents that do not exist for this person."""
    return Incident.objects.filter(is_restricted=True).exclude(pk__in=visible_to(person).values("pk"))
