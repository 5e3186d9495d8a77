"""Reads about who changed what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import label
from secondstory.timeline.models import ChangeSet, EventChange
from secondstory.timeline.rules.files import Attached, attached_from

MOST_SHOWN = 5
_WORDS = {"at": "Time", "text": "Text", "kind": "Kind", "actor": "Who or what did it", "link": "Evidence", "certainty": "Certainty"}
_WORDS |= {"is_starred": "Star", "until": "Until", "milestone": "Milestone", "is_learnt_later": "Learnt later", "repeats": "Times recorded"}
_SILENT = frozenset({"files", "suggested_because", "time_as_stated", "last_at", "evidence", "came_from"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What one change did to one field of an event, as it is kept: times in ISO 8601."""

    name: str
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventEntry:
    """What one change did to one event. `text` is what it says now, or said last."""

    event_id: int
    text: str
    what: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, with the first few of the events it touched."""

    change_set: ChangeSet
    events: tuple[EventEntry, ...]
    further: int
    is_undone: bool


def history_of(incident: Incident, *, start: int = 0, number: int = 50) -> list[Entry]:
    """Return what was done to a timeline, newest first."""
    sets = list(incident.timeline_changes.select_related("by", "undoes")[start : start + number])
    changes: dict[int, list[EventChange]] = {one.pk: [] for one in sets}
    for change in EventChange.objects.filter(change_set__in=sets).order_by("id"):
        if len(changes[change.change_set_id]) < MOST_SHOWN:
            changes[change.change_set_id].append(change)
    undone = set(ChangeSet.objects.filter(undoes__in=sets).values_list("undoes", flat=True))
    return [_entry(one, changes[one.pk], is_undone=one.pk in undone) for one in sets]


def history_of_event(incident: Incident, event_id: int) -> list[Entry]:
    """Return what was done to one event, newest first."""
    changes = EventChange.objects.filter(event_id=event_id, change_set__incident=incident).select_related("change_set__by")
    return [_entry(one.change_set, [one], is_undone=False) for one in changes.order_by("-id")]


def _entry(one: ChangeSet, changes: Iterable[EventChange], *, is_undone: bool) -> Entry:
    events = tuple(_event_entry(change) for change in changes)
    return Entry(one, events, max(0, one.count - len(events)), is_undone)


def _event_entry(change: EventChange) -> EventEntry:
    before, after = change.before, change.after
    text = (after or before or {}).get("text", "")
    if after is None:
        return EventEntry(change.event_id, text, "removed", ())
    if before is None:
        return EventEntry(change.event_id, text, "added", tuple(_files((), attached_from(after.get("files", ())))))
    return EventEntry(change.event_id, text, "edited", tuple(_differences(before, after)))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Difference]:
    yield from _files(attached_from(before.get("files", ())), attached_from(after.get("files", ())))
    for name in sorted({*before, *after} - _SILENT):
        if before.get(name) != after.get(name) and name in _WORDS:
            yield Difference(name, _WORDS[name], _shown(name, before.get(name)), _shown(name, after.get(name)))


def _files(before: Sequence[Attached], after: Sequence[Attached]) -> Iterable[Difference]:
    was, became = {one.number: one for one in before}, {one.number: one for one in after}
    for one in after:
        if one.number not in was:
            yield Difference("files", "File added", "", one.name)
        elif was[one.number].alt != one.alt:
            yield Difference("files", f"What {one.name} shows", was[one.number].alt, one.alt)
    for one in before:
        if one.number not in became:
            yield Difference("files", "File removed", one.name, "")


def _shown(name: str, value: Any) -> str:
    if name in {"kind", "milestone", "certainty"}:
        return label(str(value)) if value else ("Other" if name == "kind" else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
