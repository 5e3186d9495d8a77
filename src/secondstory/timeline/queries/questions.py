"""What to ask about a timeline."""

from secondstory.incidents.models import Incident
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.rules.questions import Entry, Question, open_questions

_COLUMNS = ("id", "at", "kind", "text", "last_at", "is_learnt_later")


def questions_of(incident: Incident) -> list[Question]:
    """Return what is unexplained or contradictory and was not answered yet, in the order of time."""
    entries = [
        Entry(id=number, at=at, kind=kind, text=text, last_at=last_at, is_learnt_later=is_learnt_later)
        for number, at, kind, text, last_at, is_learnt_later in incident.timeline_events.order_by("position", "id").values_list(*_COLUMNS)
    ]
    answered = set(incident.answered_questions.values_list("name", flat=True))
    asked = open_questions(incident.milestones, entries, zone=zone_or_utc(incident.time_zone)) if entries else []
    return [one for one in asked if one.name[:200] not in answered]
