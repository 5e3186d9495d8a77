"""Reads about timelines."""

from django.db.models import QuerySet

from secondstory.incidents.models import Incident
from secondstory.timeline.models import TimelineEvent


def events_of(incident: Incident) -> QuerySet[TimelineEvent]:
    """Return the events in the order in which they are told."""
    return incident.timeline_events.all()
