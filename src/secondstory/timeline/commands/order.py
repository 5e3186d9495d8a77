"""Where an event stands among the others: after those that are not later, and at the end where its time is not known."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from secondstory.incidents.models import Incident
from secondstory.timeline.models import TimelineEvent


def make_room(incident: Incident, at: datetime | None) -> int:
    """Return the position for an event of this time, and move those behind it up by one."""
    position = place(incident, at)
    incident.timeline_events.filter(position__gte=position).update(position=F("position") + 1)
    return position


def place(incident: Incident, at: datetime | None) -> int:
    """Return the position after the last event that is not later than `at`."""
    if at is not None:
        later = incident.timeline_events.filter(at__gt=at).order_by("position").values_list("position", flat=True).first()
        if later is not None:
            return later
    last = incident.timeline_events.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def put_among_the_told(incident: Incident, fresh: Sequence[TimelineEvent]) -> None:
    """Give rows that are not stored yet their positions, and move those that are there already. A time that is the same keeps the order
    in which it was told."""
    told = list(incident.timeline_events.order_by("position", "id").only("id", "at", "position"))
    ahead = sorted(((row.at, number, row) for number, row in enumerate(fresh) if row.at), key=lambda one: one[:2], reverse=True)
    ordered: list[TimelineEvent] = []
    for row in told:
        while ahead and row.at and ahead[-1][0] < row.at:
            ordered.append(ahead.pop()[2])
        ordered.append(row)
    ordered += [*(row for _, _, row in reversed(ahead)), *(row for row in fresh if row.at is None)]
    moved = []
    for position, row in enumerate(ordered):
        if row.position != position and row.pk:
            moved.append(row)
        row.position = position
    TimelineEvent.objects.bulk_update(moved, ["position"], batch_size=500)


def put_in_order(incident: Incident) -> None:
    """Sort all events by time; those without a time stay behind the event that they followed."""
    told = list(incident.timeline_events.order_by("position", "id").only("id", "at", "position"))
    keyed: list[tuple[datetime, int, TimelineEvent]] = []
    first = next((row.at for row in told if row.at), None)
    before = first
    for number, row in enumerate(told):
        before = row.at or before
        if before is not None:
            keyed.append((before, number, row))
    moved = []
    for position, (_, _, row) in enumerate(sorted(keyed, key=lambda one: one[:2])):
        if row.position != position:
            row.position = position
            moved.append(row)
    TimelineEvent.objects.bulk_update(moved, ["position"], batch_size=500)
