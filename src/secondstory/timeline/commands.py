"""Changes to timelines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import touch
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.rows_at_once import insert_rows
from secondstory.timeline.events import TimelineChanged
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.rules import EventKind


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as stated. `time_as_stated` holds a day or a time of day where no full moment (`at`, aware) is known."""

    text: str
    at: datetime | None = None
    time_as_stated: str = ""
    kind: str = EventKind.OTHER
    is_starred: bool = False
    link: str = ""


def facts_of(row: TimelineEvent) -> EventFacts:
    """Return what an event states."""
    return EventFacts(text=row.text, at=row.at, time_as_stated=row.time_as_stated, kind=row.kind, is_starred=row.is_starred, link=row.link)


def add_event(incident: Incident, event: EventFacts, *, by: Person | None) -> TimelineEvent:
    """Put an event into the timeline at its time; one without a time goes to the end."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        position = _place(incident, event.at)
        incident.timeline_events.filter(position__gte=position).update(position=F("position") + 1)
        row = _row(incident, event, position)
        row.save()
        _changed(incident, "event added", by=by)
    return row


def edit_event(row: TimelineEvent, event: EventFacts, *, by: Person | None) -> None:
    """Change an event; it moves where its new time belongs."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        if row.at != event.at:
            others = row.incident.timeline_events.exclude(pk=row.pk)
            row.position = _place(row.incident, event.at, besides=row)
            others.filter(position__gte=row.position).update(position=F("position") + 1)
        for name in ("text", "at", "time_as_stated", "kind", "is_starred", "link"):
            setattr(row, name, getattr(event, name))
        row.save()
        _changed(row.incident, "event edited", by=by)


def remove_event(row: TimelineEvent, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident, text = row.incident, row.text
        row.delete()
        _changed(incident, "event removed", by=by, text=text)


def replace_events(incident: Incident, events: Sequence[EventFacts], *, by: Person | None) -> None:
    """Tell the timeline anew, in the order given."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.timeline_events.all().delete()
        TimelineEvent.objects.bulk_create(_row(incident, event, position) for position, event in enumerate(events))
        _changed(incident, "timeline replaced", by=by, events=len(events))


def tell_first(timelines: Sequence[tuple[Incident, Sequence[EventFacts]]], *, by: Person | None) -> None:
    """Tell the timelines of many incidents made in this transaction, whose record in the audit log covers it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        insert_rows(
            TimelineEvent,
            ("incident", "position", "at", "time_as_stated", "kind", "text", "is_starred", "link"),
            (
                (incident.pk, position, e.at, e.time_as_stated, e.kind, e.text, e.is_starred, e.link)
                for incident, events in timelines
                for position, e in enumerate(events)
            ),
        )
        for incident, _ in timelines:
            announce(TimelineChanged(incident.pk))


def _place(incident: Incident, at: datetime | None, *, besides: TimelineEvent | None = None) -> int:
    """Return the position after the last event that is not later than `at`."""
    rows = incident.timeline_events.all() if besides is None else incident.timeline_events.exclude(pk=besides.pk)
    if at is not None:
        later = rows.filter(at__gt=at).order_by("position").values_list("position", flat=True).first()
        if later is not None:
            return later
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _row(incident: Incident, event: EventFacts, position: int) -> TimelineEvent:
    return TimelineEvent(
        incident=incident,
        position=position,
        at=event.at,
        time_as_stated=event.time_as_stated,
        kind=event.kind,
        text=event.text,
        is_starred=event.is_starred,
        link=event.link,
    )


def _changed(incident: Incident, verb: str, *, by: Person | None, **detail: object) -> None:
    touch(incident)
    record(verb, incident, by=by, **detail)
    announce(TimelineChanged(incident.pk))
