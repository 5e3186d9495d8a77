"""Every change to events goes through here: it is written down with what was before and after, so that it can be read and undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from secondstory.accounts.commands import record
from secondstory.accounts.models import Person
from secondstory.incidents.commands import set_milestones, touch
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announce
from secondstory.kit.live.notices import notify
from secondstory.timeline.commands.facts import NAMES, EventFacts, apply, as_json, facts_of
from secondstory.timeline.commands.order import make_room, put_in_order
from secondstory.timeline.events import TimelineChanged
from secondstory.timeline.models import ChangeSet, ClockShift, EventChange, Evidence, TimelineEvent
from secondstory.timeline.rules import SetAside, Verb


class ChangedMeanwhile(Exception):
    """Somebody else changed an event since it was read. `row` is how it is now; nothing was written."""

    def __init__(self, row: TimelineEvent) -> None:
        super().__init__("Somebody else changed this event meanwhile.")
        self.row = row


class Changes:
    """What one act does to the events of an incident. Used inside a transaction, and finished with `write`."""

    def __init__(self, incident: Incident, verb: Verb, *, by: Person | None, note: str = "", undoes: ChangeSet | None = None) -> None:
        self.incident, self.verb, self.by = incident, verb, by
        self.change_set = ChangeSet.objects.create(incident=incident, verb=verb, by=by, note=note[:200], undoes=undoes)
        self._changes: list[EventChange] = []
        self._milestones: dict[str, datetime | None] = {}

    def add(self, facts: EventFacts, *, number: int | None = None, evidence: Sequence[int] = ()) -> TimelineEvent:
        """Put an event at its time; with `number` under the one it had before."""
        row = TimelineEvent(pk=number, incident=self.incident, position=make_room(self.incident, facts.at))
        apply(self._with_free_milestone(facts), row)
        row.save(force_insert=True)
        self._link(evidence, row)
        self._note(row.pk, None, as_json(facts_of(row)) | _named(evidence))
        self._milestone(row)
        return row

    def edit(self, row: TimelineEvent, facts: EventFacts, *, evidence: Sequence[int] = (), moves: bool = True) -> None:
        """Let an event state these facts; it moves where its new time belongs. Evidence is added to what it has.

        Without `moves` it stays, for many edits that `put_in_order` follows.
        """
        before = facts_of(row)
        facts = self._with_free_milestone(facts, besides=row.pk)
        if before == facts and not evidence:
            return
        if before.milestone and before.milestone != facts.milestone:
            self._milestones[before.milestone] = None
        apply(facts, row)
        row.version += 1
        if before.at != facts.at and moves:
            row.position = make_room(self.incident, facts.at)
        row.save(update_fields=[*NAMES, "version", "position"])
        came_from = {one.pk: one.event_id for one in Evidence.objects.filter(pk__in=evidence)} if evidence else {}
        self._link(evidence, row)
        self._note(row.pk, as_json(before) | ({"came_from": [[*pair] for pair in came_from.items()]} if came_from else {}), as_json(facts))
        if before.at != facts.at or before.milestone != facts.milestone:
            self._milestone(row)

    def remove(self, row: TimelineEvent, *, set_aside: SetAside | None = SetAside.REMOVED) -> None:
        """Take an event away. Its evidence is set aside, not lost; None where it was moved to another event before."""
        evidence = list(row.evidence.values_list("pk", flat=True))
        number, before = row.pk, as_json(facts_of(row)) | _named(evidence)
        if set_aside:
            Evidence.objects.filter(pk__in=evidence).update(event=None, set_aside=set_aside)
        row.delete()
        self._note(number, before, None)

    def write(self, **detail: object) -> ChangeSet:
        """Store the history, and tell everybody who has to know. Nothing is told where nothing was changed."""
        EventChange.objects.bulk_create(self._changes, batch_size=500)
        self.change_set.count = self.change_set.count or len(self._changes)
        if self._milestones:
            self._set_milestones()
        self.change_set.save(update_fields=["count", "milestones", "shifts"])
        touch(self.incident)
        record(f"timeline {self.verb}", self.incident, by=self.by, change=self.change_set.pk, events=self.change_set.count, **detail)
        announce(TimelineChanged(self.incident.pk))
        notify(f"timeline:{self.incident.pk}", "changed", {"change": self.change_set.pk})
        return self.change_set

    def set_milestone(self, name: str, at: datetime | None) -> None:
        """State when a milestone of the incident was."""
        self._milestones[name] = at

    def _set_milestones(self) -> None:
        for name, at in self._milestones.items():
            before = getattr(self.incident, f"{name}_at")
            self.change_set.milestones[name] = [one.isoformat() if one else None for one in (before, at)]
        set_milestones(self.incident, self._milestones, by=self.by)

    def move_clock(self, source: str, *, seconds: int) -> int:
        """Note by how much the clock of a source was wrong, and return by how many seconds that is more than was known."""
        kept, _ = ClockShift.objects.get_or_create(incident=self.incident, source=source, defaults={"seconds": 0})
        before, kept.seconds = kept.seconds, seconds
        kept.save(update_fields=["seconds"])
        self.change_set.shifts = {**self.change_set.shifts, source: [before, seconds]}
        return seconds - before

    @property
    def is_empty(self) -> bool:
        return not self._changes

    def put_in_order(self) -> None:
        """Sort all events by time, after many times were changed."""
        put_in_order(self.incident)

    def _link(self, evidence: Sequence[int], row: TimelineEvent) -> None:
        if evidence:
            Evidence.objects.filter(pk__in=evidence, incident=self.incident).update(event=row, set_aside="")

    def _note(self, number: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        self._changes.append(EventChange(change_set=self.change_set, event_id=number, before=before, after=after))

    def _milestone(self, row: TimelineEvent) -> None:
        if row.milestone:
            self._milestones[row.milestone] = row.at

    def _with_free_milestone(self, facts: EventFacts, *, besides: int = 0) -> EventFacts:
        """A milestone is one event: the one that was it before no longer is."""
        if not facts.milestone:
            return facts
        if facts.at is None:
            return replace(facts, milestone="")
        for other in self.incident.timeline_events.filter(milestone=facts.milestone).exclude(pk=besides):
            self.edit(other, replace(facts_of(other), milestone=""))
        return facts


def _named(evidence: Iterable[int]) -> dict[str, list[int]]:
    named = list(evidence)
    return {"evidence": named} if named else {}


def change_each(changes: Changes, rows: Iterable[TimelineEvent], change: Callable[[EventFacts], EventFacts]) -> None:
    """Edit many events in the same way."""
    for row in rows:
        changes.edit(row, change(facts_of(row)))
