"""Notes of people and programs while something goes on, each of which may be sent more than once."""

from dataclasses import dataclass

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.kit.markdown import markdown_text
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.events import add_event
from secondstory.timeline.commands.facts import EventFacts
from secondstory.timeline.models import Evidence, TimelineEvent
from secondstory.timeline.rules import EventKind, Verb
from secondstory.timeline.rules.notes import Note, When


@dataclass(frozen=True, slots=True)
class Noted:
    """The event of a note, None where it was taken out of the timeline since. `is_new` is False where the same note was here before."""

    row: TimelineEvent | None
    is_new: bool


def note_event(incident: Incident, facts: EventFacts, *, source: str = "", external_id: str = "", by: Person | None) -> Noted:
    """Add an event. With an `external_id`, the sender's own name for it, the same one sent again by the same `source` adds nothing."""
    if not external_id:
        return Noted(add_event(incident, facts, by=by), is_new=True)
    ensure_may(by, Ability.WRITE)
    stated = {
        "at": facts.at,
        "kind": facts.kind,
        "text": markdown_text(facts.text),
        "actor": facts.actor,
        "link": facts.link,
    }
    with announcing_together():
        evidence, is_new = Evidence.objects.get_or_create(incident=incident, source=source, external_id=external_id, defaults=stated)
        if not is_new:
            return Noted(evidence.event, is_new=False)
        changes = Changes(incident, Verb.ADDED, by=by)
        row = changes.add(facts, evidence=[evidence.pk])
        changes.write()
    return Noted(row, is_new=True)


def when_of(incident: Incident) -> When:
    """Return what a note needs to know of its incident."""
    return When(is_going_on=incident.is_going_on, day=incident.occurred_on, zone=incident.time_zone, milestones=incident.milestones)


def facts_of_note(note: Note, *, kind: str = "", actor: str = "") -> EventFacts:
    """Return what a note states; a `kind` that was chosen beside it outweighs one in its words."""
    return EventFacts(
        text=note.text, at=note.at, until=note.until, certainty=note.certainty, kind=kind or note.kind or EventKind.OTHER, actor=actor
    )
