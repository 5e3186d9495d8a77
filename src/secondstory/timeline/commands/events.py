"""What a person does to single events, and to a timeline as a whole."""

from collections.abc import Sequence

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import touch
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.live.notices import notify
from secondstory.kit.rows_at_once import insert_rows
from secondstory.timeline.commands.changes import ChangedMeanwhile, Changes
from secondstory.timeline.commands.facts import NAMES, EventFacts, apply
from secondstory.timeline.events import TimelineChanged
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.rules import Verb


def add_event(incident: Incident, event: EventFacts, *, by: Person | None) -> TimelineEvent:
    """Put an event into the timeline at its time; one without a time goes to the end."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        changes = Changes(incident, Verb.ADDED, by=by)
        row = changes.add(event)
        changes.write()
    return row


def edit_event(row: TimelineEvent, event: EventFacts, *, by: Person | None, version: int | None = None) -> None:
    """Change an event; it moves where its new time belongs.

    With `version`, the one that was read, raise `ChangedMeanwhile` where somebody else changed the event since.
    """
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        now = TimelineEvent.objects.select_for_update().select_related("incident").get(pk=row.pk)
        if version is not None and now.version != version:
            raise ChangedMeanwhile(now)
        changes = Changes(row.incident, Verb.EDITED, by=by)
        changes.edit(now, event)
        if changes.is_empty:
            changes.change_set.delete()
            return
        changes.write()
    row.refresh_from_db()


def remove_event(row: TimelineEvent, *, by: Person | None, version: int | None = None) -> None:
    """Take an event away; its evidence is set aside, and `undo` puts it back. With `version` as for `edit_event`."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        if version is not None:
            now = TimelineEvent.objects.select_for_update().get(pk=row.pk)
            if now.version != version:
                raise ChangedMeanwhile(now)
        changes = Changes(row.incident, Verb.REMOVED, by=by)
        changes.remove(row)
        changes.write()


def replace_events(incident: Incident, events: Sequence[EventFacts], *, by: Person | None) -> None:
    """Tell the timeline anew, in the order given. What was told before is not kept: this is for importing a document again."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.timeline_events.all().delete()
        rows = [TimelineEvent(incident=incident, position=position) for position in range(len(events))]
        for row, event in zip(rows, events, strict=True):
            apply(event, row)
        TimelineEvent.objects.bulk_create(rows)
        touch(incident)
        record("timeline replaced", incident, by=by, events=len(events))
        announce(TimelineChanged(incident.pk))
        notify(f"timeline:{incident.pk}", "replaced")


def tell_first(timelines: Sequence[tuple[Incident, Sequence[EventFacts]]], *, by: Person | None) -> None:
    """Tell the timelines of many incidents made in this transaction, whose record in the audit log covers it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        insert_rows(
            TimelineEvent,
            ("incident", "position", "version", *NAMES),
            (
                (incident.pk, position, 1, *(getattr(event, name) for name in NAMES))
                for incident, events in timelines
                for position, event in enumerate(events)
            ),
        )
        for incident, _ in timelines:
            announce(TimelineChanged(incident.pk))
