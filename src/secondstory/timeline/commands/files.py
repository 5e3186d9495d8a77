"""Pictures and files put on events. They are read and drawn anew before a transaction begins, since that takes its time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.kit.uploads import ReadFile
from secondstory.timeline.commands.events import add_event, edit_event
from secondstory.timeline.commands.facts import EventFacts, facts_of
from secondstory.timeline.models import PART_BYTES, EventFile, FilePart, TimelineEvent
from secondstory.timeline.rules.files import Attached, changed_files


class TooManyFiles(Exception):
    """The event shows as many files as it may; the message says how many. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What is to happen to the files of an event: some come, some go, some are described (number -> words)."""

    added: Sequence[ReadFile] = ()
    removed: Collection[int] = ()
    alts: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.alts)


def add_event_with_files(incident: Incident, event: EventFacts, files: Sequence[ReadFile], *, by: Person | None) -> TimelineEvent:
    """Put an event into the timeline together with what shows it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        return add_event(incident, replace(event, files=_after(incident, (), FileChanges(files), by=by)), by=by)


def change_files(row: TimelineEvent, changes: FileChanges, *, by: Person | None) -> None:
    """Add, remove and describe files of an event; whatever else it states stays as it is now."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        now = facts_of(TimelineEvent.objects.select_for_update().get(pk=row.pk))
        edit_event(row, replace(now, files=_after(row.incident, now.files, changes, by=by)), by=by)


def edit_event_with_files(row: TimelineEvent, event: EventFacts, changes: FileChanges, *, by: Person | None, version: int | None) -> None:
    """Change an event and its files in one act. Raises `ChangedMeanwhile` as `edit_event` does; then no file is stored either."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        now = facts_of(TimelineEvent.objects.select_for_update().get(pk=row.pk))
        edit_event(row, replace(event, files=_after(row.incident, now.files, changes, by=by)), by=by, version=version)


def _after(incident: Incident, now: Sequence[Attached], changes: FileChanges, *, by: Person | None) -> tuple[Attached, ...]:
    """Store the files that come, and return what the event shows then. The same bytes are shown once."""
    kept = changed_files(now, alts=changes.alts, removed=changes.removed)
    there = set(EventFile.objects.filter(pk__in=[one.number for one in kept]).values_list("sha256", flat=True))
    added = []
    for one in changes.added:
        if one.sha256 not in there:
            there.add(one.sha256)
            added.append(one)
    most = settings.FILES_AN_EVENT
    if added and len(kept) + len(added) > most:
        raise TooManyFiles(f"an event shows at most {most} files. Remove one, or put it on another event.")
    return (*kept, *(_store(incident, one, by=by) for one in added))


def _store(incident: Incident, file: ReadFile, *, by: Person | None) -> Attached:
    row = EventFile.objects.create(
        incident=incident,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        width=file.width,
        height=file.height,
        sha256=file.sha256,
        added_by=by,
    )
    parts = [
        FilePart(file=row, number=number, content=file.content[start : start + PART_BYTES])
        for number, start in enumerate(range(0, len(file.content), PART_BYTES))
    ]
    if file.small:
        parts.append(FilePart(file=row, is_small=True, number=0, content=file.small))
    FilePart.objects.bulk_create(parts, batch_size=8)
    return Attached(row.pk, row.name)
