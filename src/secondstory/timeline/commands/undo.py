"""Taking back what was done, without taking back what others did since."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.facts import NAMES, facts_of, from_json
from secondstory.timeline.models import ChangeSet, ClockShift, EventChange, Evidence, TimelineEvent
from secondstory.timeline.rules import SetAside, Verb
from secondstory.timeline.rules.files import without_the_act

AT_ONCE = 5_000


class NothingToUndo(Exception):
    """There is no change that could be taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back. `kept` counts what stayed, because somebody changed it since."""

    change_set: ChangeSet
    kept: int


def undo_last(incident: Incident, *, by: Person | None) -> Undone:
    """Take back the last act of this person in this timeline; once more, the one before."""
    ensure_may(by, Ability.WRITE)
    mine = incident.timeline_changes.filter(by=by, undone_by=None).exclude(verb=Verb.UNDID).first()
    if mine is None:
        raise NothingToUndo("You have changed nothing here that could be taken back.")
    return undo(mine, by=by)


def undo(change_set: ChangeSet, *, by: Person | None) -> Undone:
    """Take back one act, also somebody else's and also an undoing. What was changed since in the same place stays as it is now."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        if ChangeSet.objects.filter(undoes=change_set).exists():
            raise NothingToUndo("This was taken back already.")
        changes = Changes(change_set.incident, Verb.UNDID, by=by, undoes=change_set)
        kept = sum(not _reverse(one, changes, moves=not change_set.shifts) for one in change_set.changes.order_by("-id"))
        kept += _untake(change_set, changes)
        for source, (before, after) in change_set.shifts.items():
            if ClockShift.objects.filter(incident=change_set.incident, source=source, seconds=after).exists():
                changes.move_clock(source, seconds=before)
        if change_set.shifts:
            changes.put_in_order()
        for name, (before, after) in change_set.milestones.items():
            now = getattr(change_set.incident, f"{name}_at")
            if (now.isoformat() if now else None) == after:
                changes.set_milestone(name, datetime.fromisoformat(before) if before else None)
        changes.write(undoes=change_set.pk)
    return Undone(changes.change_set, kept)


def _reverse(change: EventChange, changes: Changes, *, moves: bool) -> bool:
    """Put one event back to how it was; say whether all of it could be."""
    row = TimelineEvent.objects.filter(pk=change.event_id, incident=changes.incident).first()
    if change.before is None:
        if row is not None:
            changes.remove(row)
        return True
    if change.after is None:
        if row is None:
            evidence = changes.incident.evidence.filter(pk__in=change.before.get("evidence", []), event=None)
            changes.add(from_json(change.before), number=change.event_id, evidence=list(evidence.values_list("pk", flat=True)))
        return row is None
    if row is None:
        return False
    before, after, now = from_json(change.before), from_json(change.after), facts_of(row)
    differing = [name for name in NAMES if name != "files" and getattr(before, name) != getattr(after, name)]
    untouched = [name for name in differing if getattr(now, name) == getattr(after, name)]
    stated = replace(now, **{name: getattr(before, name) for name in untouched})
    changes.edit(row, replace(stated, files=without_the_act(before.files, after.files, now.files)), moves=moves)
    for evidence, came_from in change.before.get("came_from", []):
        Evidence.objects.filter(pk=evidence, event=row).update(event=came_from, set_aside="" if came_from else SetAside.REMOVED)
    return len(untouched) == len(differing)


def _untake(change_set: ChangeSet, changes: Changes) -> int:
    """Take out the events that arrived in this act, and forget them so that they can arrive again; return how many stay, since they were
    edited or another source tells them too by now."""
    if change_set.verb != Verb.TAKEN:
        return 0
    arrived = Evidence.objects.filter(arrived_in=change_set)
    arrived.filter(event=None).delete()
    sets_of: dict[int, list[int | None]] = defaultdict(list)
    for event, came_in in Evidence.objects.filter(event__in=arrived.values("event")).order_by("id").values_list("event", "arrived_in"):
        if event is not None:
            sets_of[event].append(came_in)
    made_here = {event for event, sets in sets_of.items() if sets[0] == change_set.pk}
    alone = [event for event in made_here if set(sets_of[event]) == {change_set.pk}]
    rows = TimelineEvent.objects.filter(incident=changes.incident)
    removed = {pk for some in _in_parts(alone) for pk in rows.filter(pk__in=some, version=1).values_list("pk", flat=True)}
    for some in _in_parts([*removed, *(sets_of.keys() - made_here)]):
        arrived.filter(event__in=some).delete()
    for some in _in_parts([*removed]):
        rows.filter(pk__in=some).delete()
    changes.change_set.count = len(removed)
    return len(made_here - removed)


def _in_parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at once as a statement of any database takes."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
