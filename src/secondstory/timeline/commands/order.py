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


def places_among_the_told(incident: Incident, moments: Sequence[datetime | None]) -> list[int]:
    """Return the positions of events of these times that are not stored yet, and move those that are there already.

    Those of the same time keep the order in which they are given, after those that are told already; those without a time go to the end.
    """
    told = list(incident.timeline_events.order_by("position", "id").values_list("id", "at", "position"))
    ahead = sorted(((at, number) for number, at in enumerate(moments) if at), reverse=True, key=lambda one: (one[0], one[1]))
    places = [0] * len(moments)
    moved: list[TimelineEvent] = []
    position = 0
    for key, at, before in told:
        while ahead and at and ahead[-1][0] < at:
            places[ahead.pop()[1]] = position
            position += 1
        if before != position:
            moved.append(TimelineEvent(pk=key, position=position))
        position += 1
    rest = [*(number for _, number in reversed(ahead)), *(number for number, at in enumerate(moments) if at is None)]
    for number in rest:
        places[number] = position
        position += 1
    TimelineEvent.objects.bulk_update(moved, ["position"], batch_size=500)
    return places


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
