"""Reads about timelines."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.rules import pin_of


class NoSuchEvent(Http404):
    """The incident has no such event."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a list shows it: `pin` is its sign on the line, `milestone` the milestone that it is."""

    event: TimelineEvent
    pin: str
    milestone: str


def events_of(incident: Incident) -> QuerySet[TimelineEvent]:
    """Return the events in the order in which they are told."""
    return incident.timeline_events.all()


def event_of(incident: Incident, event_id: int) -> TimelineEvent:
    """Return one event of the incident; raise `NoSuchEvent` for those of other incidents."""
    event = incident.timeline_events.filter(pk=event_id).first()
    if event is None:
        raise NoSuchEvent(f"{incident.key} has no event {event_id}.")
    event.incident = incident
    return event


def event_rows(incident: Incident, events: list[TimelineEvent]) -> list[EventRow]:
    """Return events with what a list shows beside them."""
    milestones = {getattr(incident, f"{name}_at"): MILESTONE_WORDS[name] for name in reversed(MILESTONES)}
    rows = []
    for event in events:
        milestone = milestones.get(event.at, "") if event.at else ""
        rows.append(EventRow(event, pin_of(event.kind, is_starred=event.is_starred, is_milestone=bool(milestone)), milestone))
    return rows
