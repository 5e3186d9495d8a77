"""Taking what the inbox holds into a timeline."""

from collections import defaultdict
from collections.abc import Collection

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.timeline.commands.taking import Taken, take_events
from secondstory.timeline.models.inbox import InboxItem
from secondstory.timeline.queries.inbox import event_of_item


def take_from_inbox(incident: Incident, item_ids: Collection[int], *, by: Person | None) -> Taken:
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
    return Taken(
        added=sum(one.added for one in taken),
        known=sum(one.known for one in taken),
        without_zone=sum(one.without_zone for one in taken),
        set_aside=sum(one.set_aside for one in taken),
    )
