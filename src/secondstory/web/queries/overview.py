"""What the overview of an incident shows besides its record."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from secondstory.design.wording import duration_words
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """A milestone that is stated, with the time since the one before it in words."""

    words: str
    at: datetime
    after: str


def milestones_shown(incident: Incident) -> list[MilestoneShown]:
    """Return the stated milestones in the order of time."""
    stated = [(name, getattr(incident, f"{name}_at")) for name in MILESTONES]
    ordered = sorted(((at, MILESTONE_WORDS[name]) for name, at in stated if at), key=lambda one: one[0])
    shown: list[MilestoneShown] = []
    for at, words in ordered:
        minutes = (at - shown[-1].at).total_seconds() / 60 if shown else 0
        shown.append(MilestoneShown(words, at, f"{duration_words(minutes)} later" if minutes else ""))
    return shown


def doors_of(incident: Incident) -> dict[str, str]:
    """Return the addresses to which a next step can lead."""
    return {
        "edit": reverse("incidents:edit", args=[incident.key]),
        "timeline": reverse("timeline:events", args=[incident.key]),
        "report": reverse("reports:edit", args=[incident.key]),
        "read": reverse("web:report", args=[incident.key]),
        "actions": reverse("actions:of_incident", args=[incident.key]),
    }
