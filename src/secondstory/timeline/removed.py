"""The event that a person took away last, kept in their session so that it can be put back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

from secondstory.incidents.models import Incident
from secondstory.timeline.commands import EventFacts, EvidenceFacts

SLOT = "removed event"


def keep_removed(session: SessionBase, incident: Incident, facts: EventFacts, evidence: Sequence[EvidenceFacts]) -> None:
    session[SLOT] = {
        "incident": incident.pk,
        "event": {**asdict(facts), "at": facts.at.isoformat() if facts.at else None},
        "evidence": [asdict(one) for one in evidence],
    }


def take_removed(session: SessionBase, incident: Incident) -> tuple[EventFacts, list[EvidenceFacts]] | None:
    """Return the event that was taken away from this incident last, with its evidence, once."""
    kept = session.get(SLOT)
    if not isinstance(kept, dict) or kept.get("incident") != incident.pk or "event" not in kept:
        return None
    del session[SLOT]
    event = kept["event"]
    facts = EventFacts(**{**event, "at": datetime.fromisoformat(event["at"]) if event["at"] else None})
    return facts, [EvidenceFacts(**one) for one in kept["evidence"]]
