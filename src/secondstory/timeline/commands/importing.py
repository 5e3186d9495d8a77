"""Bring files of events: keep, read, choose, take and undo."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to
from secondstory.kit.clock import now
from secondstory.kit.facts import announcing_together
from secondstory.kit.jobs import enqueue
from secondstory.timeline.commands.chat_changes import after_changes
from secondstory.timeline.commands.taking import take_events
from secondstory.timeline.commands.undo import NothingToUndo, undo
from secondstory.timeline.models import LONGEST_ACTOR, LONGEST_FORESEEN, BroughtFile, EventImport, FilePiece, ForeseenEvent
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries.arriving import fates_of, known_identities
from secondstory.timeline.queries.imports import PIECE, how_to_read, import_counts, payload_of, zone_of
from secondstory.timeline.rules.columns import WrongColumns
from secondstory.timeline.rules.importing import MOST_FORESEEN, READ_AT_ONCE, STORED_AT_ONCE, Fate, ImportState
from secondstory.timeline.sources import Read, Window, moment_of, read_events

READ, STORE, UNDO = (f"secondstory.timeline.jobs.{job}_events_import" for job in ("read", "store", "undo"))
STOPPED = "It stopped because of a mistake of ours, not of yours. Nothing was put into the timeline by the file it stopped at."
NOT_VISIBLE = "This incident is no longer open to you, so nothing was put into its timeline."
UNFINISHED_FOR = timedelta(days=3)
FINISHED_FOR = timedelta(days=30)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that arrives, in pieces of any size."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody wants an import to be read. `sources` and `columns` are by the number of the file; what is missing stays as it is.

    `zone` is that of times which state none; empty for the zone of the incident.
    """

    window: Window = field(default_factory=Window)
    zone: str = ""
    sources: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def begin_import(incident: Incident, uploads: Iterable[Upload], *, window: Window, source: str = "", by: Person) -> EventImport:
    """Keep uploaded files and have them read. Nothing becomes an event before `confirm_import`."""
    ensure_may(by, Ability.WRITE)
    run = EventImport.objects.create(incident=incident, started_by=by, since=window.since, until=window.until)
    for position, upload in enumerate(uploads):
        file = BroughtFile.objects.create(run=run, position=position, name=upload.name[-300:], source_stated=source)
        for number, piece in enumerate(_in_pieces(upload.pieces)):
            FilePiece.objects.create(file=file, number=number, content=piece)
            file.size += len(piece)
        file.save(update_fields=["size"])
    _move_on(run, {ImportState.ARRIVING}, ImportState.READING, READ, at_once=_is_small(run), work=read_import)
    return run


def read_again(run: EventImport, reading: Reading, *, by: Person) -> None:
    """Read the files of an import in another way. What somebody left out stays left out."""
    ensure_may(by, Ability.WRITE)
    with transaction.atomic():
        for file in run.files.all():
            file.source_stated = reading.sources.get(file.pk, file.source_stated)
            file.columns = dict(reading.columns.get(file.pk, file.columns))
            file.save(update_fields=["source_stated", "columns"])
        run.since, run.until, run.zone, run.read_so_far = reading.window.since, reading.window.until, reading.zone, 0
        run.save(update_fields=["since", "until", "zone", "read_so_far"])
    _move_on(run, {ImportState.READY}, ImportState.READING, READ, at_once=_is_small(run), work=read_import)


def leave_out(run: EventImport, *, shown: Collection[int], chosen: Collection[int], by: Person) -> None:
    """Leave out those events of the ones shown that were not chosen, and let the others in."""
    ensure_may(by, Ability.WRITE)
    foreseen = ForeseenEvent.objects.filter(file__run=run, fate=Fate.TOLD, pk__in=shown)
    with transaction.atomic():
        foreseen.filter(pk__in=chosen, is_left_out=True).update(is_left_out=False)
        foreseen.exclude(pk__in=chosen).filter(is_left_out=False).update(is_left_out=True)


def confirm_import(run: EventImport, *, by: Person) -> None:
    """Take what was chosen. A second yes changes nothing."""
    ensure_may(by, Ability.WRITE)
    at_once = _is_small(run) and import_counts(run).told <= STORED_AT_ONCE
    _move_on(run, {ImportState.READY}, ImportState.STORING, STORE, at_once=at_once, work=store_import)


def resume_import(run: EventImport, *, by: Person) -> None:
    """Take up an import whose worker was lost."""
    ensure_may(by, Ability.WRITE)
    if run.is_stuck:
        state = ImportState(run.state)
        job = {ImportState.READING: READ, ImportState.STORING: STORE}.get(state, UNDO)
        _move_on(run, {state}, state, job, at_once=False, work=read_import)


def undo_import(run: EventImport, *, by: Person) -> None:
    """Take the events of an import out again. Those that somebody changed since stay."""
    ensure_may(by, Ability.WRITE)
    at_once = import_counts(run).added <= STORED_AT_ONCE
    if not _move_on(run, {ImportState.DONE}, ImportState.UNDOING, UNDO, at_once=at_once, work=take_out):
        raise NothingToUndo("This was taken back already.")


def forget_import(run: EventImport, *, by: Person) -> None:
    """Forget an upload of which nothing was taken."""
    ensure_may(by, Ability.WRITE)
    EventImport.objects.filter(pk=run.pk).exclude(
        state__in=[ImportState.STORING, ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE]
    ).delete()


def remove_old_imports() -> int:
    """Forget uploads that nobody said yes to for some days, and imports that were done long ago; their events stay."""
    finished = {ImportState.DONE, ImportState.UNDONE}
    old = EventImport.objects.filter(moved_at__lt=now() - UNFINISHED_FOR).exclude(state__in=finished)
    done = EventImport.objects.filter(moved_at__lt=now() - FINISHED_FOR, state__in=finished)
    return old.delete()[0] + done.delete()[0]


def read_import(run: EventImport) -> None:
    """Foresee what the files would become, and keep it for the preview."""
    if run.state != ImportState.READING:
        return
    with _going_on(run):
        known: dict[str, set[str]] = {}
        room = MOST_FORESEEN
        for file in run.files.all():
            file.run = run
            room -= _foresee(file, known, room)
        EventImport.objects.filter(pk=run.pk, state=ImportState.READING).update(state=ImportState.READY, moved_at=now())


def store_import(run: EventImport) -> None:
    """Take the files of a confirmed import, each in one transaction; those that an earlier attempt took are passed over."""
    if run.state != ImportState.STORING:
        return
    with _going_on(run):
        if not visible_to(run.started_by).filter(pk=run.incident.pk).exists():
            _fail(run, NOT_VISIBLE)
            return
        for file in run.files.filter(is_stored=False, refusal=""):
            file.run = run
            _take(file)
        with transaction.atomic():
            FilePiece.objects.filter(file__run=run).delete()
            ForeseenEvent.objects.filter(file__run=run).delete()
            EventImport.objects.filter(pk=run.pk).update(state=ImportState.DONE, moved_at=now())


def take_out(run: EventImport) -> None:
    """Undo a whole import in one transaction."""
    if run.state != ImportState.UNDOING:
        return
    with _going_on(run), announcing_together():
        kept = 0
        for file in run.files.exclude(change_set=None).select_related("change_set__incident").order_by("-position"):
            if file.change_set is not None:
                try:
                    kept += undo(file.change_set, by=run.started_by).kept
                except NothingToUndo:
                    logger.info("File %d was undone before, by the history", file.pk)
        EventImport.objects.filter(pk=run.pk).update(state=ImportState.UNDONE, kept=kept, moved_at=now())


def _take(file: BroughtFile) -> None:
    read = _read(file)
    if read.refusal:
        BroughtFile.objects.filter(pk=file.pk).update(refusal=read.refusal[:600])
        return
    run = file.run
    left_out = frozenset(file.foreseen.filter(is_left_out=True).values_list("identity", flat=True))
    with announcing_together():
        taken = take_events(
            run.incident,
            read.events,
            source=read.source.name if read.source else "",
            file=file.name,
            by=run.started_by,
            zone=zone_of(file),
            leaving_out=left_out,
        )
        BroughtFile.objects.filter(pk=file.pk).update(is_stored=True, added=taken.added, change_set=taken.change_set)


def _foresee(file: BroughtFile, known: dict[str, set[str]], room: int) -> int:
    """Keep what a file would become, and return how many rows that takes, at most `room`."""
    left_out = frozenset(file.foreseen.filter(is_left_out=True).values_list("identity", flat=True))
    read = _read(file)
    source = read.source.name if read.source else ""
    if source and source not in known:
        known[source] = known_identities(file.run.incident, source)
    counts = dict.fromkeys(Fate, 0)
    rows: list[ForeseenEvent] = []
    zone, changed = zone_of(file), 0
    for identity, event, fate in fates_of(after_changes(read.events), known.get(source, set())):
        counts[fate] += 1
        changed += fate == Fate.KNOWN and bool(event.replaces or event.is_deleted)
        if len(rows) < room:
            rows.append(_foreseen(file, event, identity, fate, at=moment_of(event, zone), is_left_out=identity in left_out))
    with transaction.atomic():
        file.foreseen.all().delete()
        ForeseenEvent.objects.bulk_create(rows, batch_size=1_000)
        file.source, file.refusal, file.remark = source, read.refusal[:600], read.remark[:600]
        file.outside, file.without_time, file.without_zone = read.outside, read.without_time, read.without_zone
        file.changed = changed
        file.told, file.known, file.noise, file.taken_back = (counts[fate] for fate in Fate)
        file.save()
    return len(rows)


def _foreseen(file: BroughtFile, event: SourceEvent, identity: str, fate: Fate, *, at: datetime | None, is_left_out: bool) -> ForeseenEvent:
    text = " ".join(event.text[: 4 * LONGEST_FORESEEN].split())
    return ForeseenEvent(
        file=file,
        identity=identity,
        at=at,
        is_without_zone=event.at is None and event.local_at is not None,
        actor=event.actor[:LONGEST_ACTOR],
        kind=event.kind.value,
        text=text if len(text) <= LONGEST_FORESEEN else f"{text[: LONGEST_FORESEEN - 1]}…",
        fate=fate,
        is_left_out=is_left_out,
    )


def _read(file: BroughtFile) -> Read:
    def progress(number: int) -> None:
        EventImport.objects.filter(pk=file.run_id).update(read_so_far=number, moved_at=now())

    try:
        how = how_to_read(file)
    except WrongColumns as error:
        return Read(None, refusal=str(error))
    with payload_of(file) as payload:
        return read_events(payload, how, progress=progress)


@contextmanager
def _going_on(run: EventImport) -> Iterator[None]:
    """An import that fails says so to the person who waits for it, and the log of the worker says why."""
    try:
        yield
    except Exception:
        logger.exception("Import of events %d stopped", run.pk)
        _fail(run, STOPPED)


def _fail(run: EventImport, problem: str) -> None:
    EventImport.objects.filter(pk=run.pk).update(state=ImportState.FAILED, problem=problem, moved_at=now())


def _move_on(
    run: EventImport,
    expected: set[ImportState],
    state: ImportState,
    job: str,
    *,
    at_once: bool,
    work: Callable[[EventImport], None],
) -> bool:
    """Go on to the next state, by a job or while somebody waits. Say whether it could: what went on already does not go on twice."""
    with transaction.atomic():
        if not EventImport.objects.filter(pk=run.pk, state__in=expected).update(state=state, moved_at=now(), problem=""):
            return False
        if not at_once:
            enqueue(job, run.pk)
    run.state = state
    if at_once:
        work(run)
    run.refresh_from_db(fields=["state", "problem", "moved_at", "kept"])
    return True


def _is_small(run: EventImport) -> bool:
    return import_counts(run).size <= READ_AT_ONCE


def _in_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size, the last one smaller."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)
