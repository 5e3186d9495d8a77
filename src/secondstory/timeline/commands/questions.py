"""Answering what was asked about a timeline."""

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.timeline.models import AnsweredQuestion


def leave_question(incident: Incident, name: str, *, by: Person | None) -> None:
    """Ask this no more: nobody knows more, or it is in order as it is told."""
    ensure_may(by, Ability.WRITE)
    AnsweredQuestion.objects.get_or_create(incident=incident, name=name[:200], defaults={"by": by})
