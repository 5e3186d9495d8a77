"""Changes to action items."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.actions.events import ActionsChanged
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import DONE_STATES, ActionState
from secondstory.incidents.commands import touch
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.kit.facts import announce, announcing_together


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action item as stated. `owner_as_stated` holds what a document wrote where that is not one person."""

    text: str
    description: str = ""
    done_when: str = ""
    owner: Person | None = None
    owner_as_stated: str = ""
    due_on: date | None = None
    ticket: str = ""
    state: str = ActionState.CANDIDATE
    state_note: str = ""
    action_class: str = ""
    strength: str = ""
    horizon: str = ""
    closed_at: datetime | None = None


def add_action(incident: Incident, action: ActionFacts, *, by: Person | None) -> ActionItem:
    """Add an action item at the end of the incident's list."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        row = _row(incident, action, position=incident.action_items.count())
        row.save()
        _changed(incident, "action added", by=by, action=row.pk)
    return row


def edit_action(row: ActionItem, action: ActionFacts, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        for name in (one.name for one in fields(ActionFacts)):
            setattr(row, name, getattr(action, name))
        row.closed_at = _closed_at(action)
        row.save()
        _changed(row.incident, "action edited", by=by, action=row.pk, state=row.state)


def remove_action(row: ActionItem, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident, text = row.incident, row.text
        row.delete()
        _changed(incident, "action removed", by=by, text=text)


def replace_actions(incident: Incident, actions: Sequence[ActionFacts], *, by: Person | None) -> None:
    """Write the list of action items anew, in this order."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.action_items.all().delete()
        ActionItem.objects.bulk_create(_row(incident, action, position=position) for position, action in enumerate(actions))
        _changed(incident, "actions replaced", by=by, actions=len(actions))


def list_first(lists: Sequence[tuple[Incident, Sequence[ActionFacts]]], *, by: Person | None) -> None:
    """Write the action items of many incidents made in this transaction, whose record in the audit log covers it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        ActionItem.objects.bulk_create(
            _row(incident, action, position=position) for incident, actions in lists for position, action in enumerate(actions)
        )
        for incident, _ in lists:
            announce(ActionsChanged(incident.pk))


def _row(incident: Incident, action: ActionFacts, *, position: int) -> ActionItem:
    row = ActionItem(incident=incident, position=position, **{one.name: getattr(action, one.name) for one in fields(ActionFacts)})
    row.closed_at = _closed_at(action)
    return row


def _closed_at(action: ActionFacts) -> datetime | None:
    if action.state in DONE_STATES or action.state == ActionState.DECLINED:
        return action.closed_at or now()
    return None


def _changed(incident: Incident, verb: str, *, by: Person | None, **detail: object) -> None:
    touch(incident)
    record(verb, incident, by=by, **detail)
    announce(ActionsChanged(incident.pk))
