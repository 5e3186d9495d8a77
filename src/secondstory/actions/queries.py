"""Reads about action items."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from secondstory.accounts.models import Person
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import DONE_STATES, OPEN_STATES
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import is_visible_to
from secondstory.kit.clock import today


class NoSuchAction(Http404):
    """The incident has no such action item."""


@dataclass(frozen=True, slots=True)
class ActionCounts:
    mine: int
    open: int
    overdue: int
    done: int
    all: int


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What a list is narrowed to. `state` is a state, `done`, `all`, or empty for what is open."""

    state: str = ""
    owner: str = ""
    overdue: bool = False
    mine: bool = False


def actions_of(incident: Incident) -> QuerySet[ActionItem]:
    """Return the action items of an incident that the caller may see, with their owners."""
    return incident.action_items.select_related("owner")


def action_of(incident: Incident, action_id: int) -> ActionItem:
    """Return one action item of the incident; raise `NoSuchAction` for those of other incidents."""
    item = actions_of(incident).filter(pk=action_id).first()
    if item is None:
        raise NoSuchAction(f"{incident.key} has no action item {action_id}.")
    item.incident = incident
    return item


def actions_visible_to(person: Person | None) -> QuerySet[ActionItem]:
    """Return the action items of every incident that the person may see, the earliest due first."""
    rows = ActionItem.objects.select_related("owner", "incident").order_by(F("due_on").asc(nulls_last=True), "id")
    return rows.filter(is_visible_to(person, through="incident"))


def open_actions_of_owner(person: Person) -> QuerySet[ActionItem]:
    """Return what the person has promised and not yet closed, the earliest due first."""
    return actions_visible_to(person).filter(owner=person, state__in=OPEN_STATES)


def actions_matching(narrowed: ActionFilter, *, person: Person) -> QuerySet[ActionItem]:
    """Return visible action items, narrowed. Overdue ones are open ones past their date."""
    rows = actions_visible_to(person)
    if narrowed.state == "done":
        rows = rows.filter(state__in=DONE_STATES)
    elif narrowed.state not in {"", "open", "all"}:
        rows = rows.filter(state=narrowed.state)
    elif narrowed.state != "all":
        rows = rows.filter(state__in=OPEN_STATES)
    if narrowed.overdue:
        rows = rows.filter(state__in=OPEN_STATES, due_on__lt=today())
    if narrowed.mine:
        rows = rows.filter(owner=person)
    if narrowed.owner:
        rows = rows.filter(Q(owner__name__icontains=narrowed.owner) | Q(owner__email__iexact=narrowed.owner))
    return rows


def action_counts(person: Person) -> ActionCounts:
    """Count what the person may see, in one statement."""
    is_open = Q(state__in=OPEN_STATES)
    counted = actions_visible_to(person).aggregate(
        mine=Count("pk", filter=is_open & Q(owner=person)),
        open=Count("pk", filter=is_open),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=today())),
        done=Count("pk", filter=Q(state__in=DONE_STATES)),
        all=Count("pk"),
    )
    return ActionCounts(**counted)
