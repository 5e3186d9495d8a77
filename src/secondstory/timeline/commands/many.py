"""One act on many events at once."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.timeline.commands.changes import Changes, change_each
from secondstory.timeline.commands.facts import EventFacts, facts_of
from secondstory.timeline.models import ChangeSet, Evidence, TimelineEvent
from secondstory.timeline.rules import EventKind, Verb
from secondstory.timeline.rules.files import attached_from, changed_files


def edit_many(incident: Incident, numbers: Collection[int], change: Callable[[EventFacts], EventFacts], *, by: Person | None) -> int:
    """Change events in the same way, and return how many were changed. Numbers of other incidents are passed over."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        changes = Changes(incident, Verb.EDITED, by=by)
        change_each(changes, _rows(incident, numbers), change)
        return _finish(changes)


def remove_many(incident: Incident, numbers: Collection[int], *, by: Person | None) -> int:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        changes = Changes(incident, Verb.REMOVED, by=by)
        for row in _rows(incident, numbers):
            changes.remove(row)
        return _finish(changes)


def merge_events(incident: Incident, numbers: Collection[int], *, by: Person | None) -> TimelineEvent | None:
    """Make one event of several: the earliest stays, with the evidence of all. None where fewer than two were named."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        rows = _rows(incident, numbers)
        if len(rows) < 2:
            return None
        changes = Changes(incident, Verb.MERGED, by=by)
        merge(changes, rows[0], rows[1:])
        changes.write()
    return rows[0]


def merge(changes: Changes, first: TimelineEvent, others: Collection[TimelineEvent]) -> None:
    """Let one event stand for others too: it gets their evidence, and they go."""
    evidence = list(Evidence.objects.filter(event__in=others).values_list("pk", flat=True))
    facts = facts_of(first)
    moments = [at for row in (first, *others) for at in (row.at, row.last_at) if at]
    for row in others:
        facts = replace(
            facts,
            kind=row.kind if facts.kind == EventKind.OTHER else facts.kind,
            is_starred=facts.is_starred or row.is_starred,
            link=facts.link or row.link,
            milestone=facts.milestone or row.milestone,
            files=changed_files(facts.files, added=attached_from(row.files)),
        )
    facts = replace(facts, repeats=first.repeats + sum(row.repeats for row in others), last_at=max(moments, default=None))
    for row in others:
        changes.remove(row, set_aside=None)
    changes.edit(first, facts, evidence=evidence)


def accept_suggestions(incident: Incident, numbers: Collection[int], *, by: Person | None) -> int:
    """Let events be of the kind that was proposed."""
    return edit_many(incident, numbers, _accepted, by=by)


def _accepted(facts: EventFacts) -> EventFacts:
    return replace(facts, kind=facts.suggested_kind or facts.kind, suggested_kind="", suggested_because="")


def decline_suggestions(incident: Incident, numbers: Collection[int], *, by: Person | None) -> int:
    """Leave events of the kind they have; the proposal does not come back."""
    return edit_many(incident, numbers, lambda facts: replace(facts, suggested_kind="", suggested_because=""), by=by)


def shift_source(incident: Incident, source: str, *, seconds: int, by: Person | None) -> int:
    """Tell what a source recorded so many seconds later than it stated (earlier where negative), now and when more of it arrives."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        changes = Changes(incident, Verb.SHIFTED, by=by, note=f"{source} {seconds:+} s")
        further = timedelta(seconds=changes.move_clock(source, seconds=seconds))
        first = Evidence.objects.filter(incident=incident).exclude(event=None).order_by("event", "id")
        of_source = {event for event, name in reversed(list(first.values_list("event", "source"))) if name == source}
        for row in _rows(incident, of_source):
            changes.edit(row, _shifted(facts_of(row), further), moves=False)
        changes.put_in_order()
        return _finish(changes)


def _shifted(facts: EventFacts, by: timedelta) -> EventFacts:
    moved = {name: at + by for name in ("at", "until", "last_at") if (at := getattr(facts, name))}
    return replace(facts, **moved)


def _rows(incident: Incident, numbers: Collection[int]) -> list[TimelineEvent]:
    rows = list(incident.timeline_events.filter(pk__in=list(numbers)).order_by("position", "id"))
    for row in rows:
        row.incident = incident
    return rows


def _finish(changes: Changes) -> int:
    if changes.is_empty:
        ChangeSet.objects.filter(pk=changes.change_set.pk).delete()
        return 0
    return changes.write().count
