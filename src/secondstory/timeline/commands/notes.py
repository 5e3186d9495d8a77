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
from secondstory.timeline.rules import Verb


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
