"""Reads about action items."""

from django.db.models import QuerySet

from secondstory.accounts.models import Person
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import OPEN_STATES
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to


def actions_of(incident: Incident) -> QuerySet[ActionItem]:
    """Return the action items of an incident that the caller may see, with their owners."""
    return incident.action_items.select_related("owner")


def actions_visible_to(person: Person | None) -> QuerySet[ActionItem]:
    """Return the action items of every incident that the person may see, the earliest due first."""
    rows = ActionItem.objects.select_related("owner", "incident").order_by("due_on", "id")
    return rows if person is None else rows.filter(incident__in=visible_to(person))


def open_actions_of_owner(person: Person) -> QuerySet[ActionItem]:
    """Return what the person has promised and not yet closed, the earliest due first."""
    return actions_visible_to(person).filter(owner=person, state__in=OPEN_STATES)
