"""Taking what the inbox holds into a timeline, and giving it back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.timeline.commands.taking import take_events
from secondstory.timeline.commands.undo import NothingToUndo, undo
from secondstory.timeline.models.inbox import InboxItem
from secondstory.timeline.queries.assembling import taken_before
from secondstory.timeline.queries.inbox import event_of_item


@dataclass(frozen=True, slots=True)
class TakenFromInbox:
    """What became of items: `added` are told now, `known` were there already, `set_aside` are kept but not told.

    `without_zone` stated no zone and were taken as being in that of the incident. `change_sets` are what `undo_taking` takes back.
    """

    added: int
    known: int
    without_zone: int
    set_aside: int
    change_sets: tuple[int, ...]


def take_from_inbox(incident: Incident, item_ids: Collection[int], *, by: Person | None) -> TakenFromInbox:
    """Put items of the inbox into a timeline, as if they had come in files named like their connections.

    What the timeline holds already is left alone. Numbers that the inbox does not know are passed over.
    """
    ensure_may(by, Ability.WRITE)
    groups: dict[tuple[str, str], list[InboxItem]] = defaultdict(list)
    with announcing_together():
        for row in InboxItem.objects.filter(pk__in=item_ids).select_related("connection").order_by("sorted_at", "pk"):
            groups[row.source, row.connection.title].append(row)
        taken = [
            take_events(incident, [event_of_item(row) for row in rows], source=source, file=title, by=by)
            for (source, title), rows in groups.items()
        ]
    return TakenFromInbox(
        added=sum(one.added for one in taken),
        known=sum(one.known for one in taken),
        without_zone=sum(one.without_zone for one in taken),
        set_aside=sum(one.set_aside for one in taken),
        change_sets=tuple(one.change_set.pk for one in taken if one.change_set),
    )


def undo_taking(incident: Incident, change_sets: Collection[int], *, by: Person | None) -> int:
    """Take out again what was taken, and return how many events stay, because somebody edited them or another source tells them too.

    Raises `NothingToUndo` where nothing of it is left.
    """
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        before = taken_before(incident, tuple(change_sets))
        if before is None:
            raise NothingToUndo("This was taken back already.")
        acts = incident.timeline_changes.in_bulk(before.change_sets)
        return sum(undo(acts[number], by=by).kept for number in reversed(before.change_sets))
