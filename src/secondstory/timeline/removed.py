"""The event that a person took away last, kept in their session so that it can be put back."""

from dataclasses import asdict
from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

from secondstory.incidents.models import Incident
from secondstory.timeline.commands import EventFacts

SLOT = "removed event"


def keep_removed(session: SessionBase, incident: Incident, facts: EventFacts) -> None:
    session[SLOT] = {"incident": incident.pk, **asdict(facts), "at": facts.at.isoformat() if facts.at else None}


def take_removed(session: SessionBase, incident: Incident) -> EventFacts | None:
    """Return the event that was taken away from this incident last, once."""
    kept = session.get(SLOT)
    if not isinstance(kept, dict) or kept.get("incident") != incident.pk:
        return None
    del session[SLOT]
    facts = {name: value for name, value in kept.items() if name not in {"incident", "at"}}
    return EventFacts(at=datetime.fromisoformat(kept["at"]) if kept["at"] else None, **facts)
