"""Begin, confirm, finish and undo imports."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.documents.sources import unpack
from secondstory.incidents.commands import remove_incident
from secondstory.incidents.queries import visible_to
from secondstory.kit.clock import now, today
from secondstory.kit.facts import announcing_together
from secondstory.kit.jobs import enqueue
from secondstory.library.commands.import_reports import Outcome, batches, import_reports, note_files
from secondstory.library.models import ImportRun, RunState, SourceDocument, UploadedFile
from secondstory.library.queries.imports import known_sources
from secondstory.library.rules.arrivals import Arrival, arrivals
from secondstory.library.rules.import_lines import ImportStatus, foreseen

READ, STORE, UNDO = (f"secondstory.library.jobs.{job}" for job in ("read_upload", "store_upload", "undo_import"))
STOPPED = "It was stopped before its end. What is in is whole; the same import again does the rest."
REMOVED_AT_ONCE = 20


@contextmanager
def command_line_run(*, by: Person | None) -> Iterator[ImportRun]:
    """A run of the command line. However it ends, the run says so."""
    ensure_may(by, Ability.IMPORT)
    run = ImportRun.objects.create(state=RunState.STORING, started_by=by, is_from_command_line=True)
    try:
        yield run
    except BaseException:
        finish(run, RunState.FAILED, problem=STOPPED)
        raise
    finish(run, RunState.DONE)


def begin_upload(files: Sequence[tuple[str, bytes]], *, by: Person) -> ImportRun:
    """Keep uploaded files (name, content) and have them read. Nothing becomes a record before `confirm`."""
    ensure_may(by, Ability.IMPORT)
    with transaction.atomic():
        run = ImportRun.objects.create(state=RunState.READING, started_by=by)
        UploadedFile.objects.bulk_create(UploadedFile(run=run, name=name, content=content, size=len(content)) for name, content in files)
        enqueue(READ, run.pk, by.pk)
    return run


def confirm(run: ImportRun, *, by: Person) -> None:
    """Import what was foreseen. A second yes changes nothing."""
    _move_on(run, {RunState.READY}, RunState.STORING, STORE, by=by)


def resume(run: ImportRun, *, by: Person) -> None:
    """Take up a run whose worker was lost, where it stopped."""
    job = {RunState.READING: READ, RunState.STORING: STORE, RunState.UNDOING: UNDO}.get(RunState(run.state))
    if job is not None and run.is_stuck and not run.is_from_command_line:
        _move_on(run, {RunState(run.state)}, RunState(run.state), job, by=by)


def undo(run: ImportRun, *, by: Person) -> None:
    """Remove the records that this run made and that nobody has edited since. Records that it updated stay."""
    _move_on(run, {RunState.DONE, RunState.FAILED}, RunState.UNDOING, UNDO, by=by)


def discard(run: ImportRun, *, by: Person) -> None:
    """Forget an upload that was not imported."""
    ensure_may(by, Ability.IMPORT)
    ImportRun.objects.filter(pk=run.pk, state__in=[RunState.READY, RunState.READING]).delete()


def read_upload(run: ImportRun) -> None:
    """Foresee what each file of an upload would become, without storing any."""
    if run.state != RunState.READING:
        return
    for batch in batches(enumerate(_arrivals(run))):
        with transaction.atomic():
            known = known_sources([arrival for _, arrival in batch], by=run.started_by)
            outcomes = []
            for position, arrival in batch:
                decision = known.decide(arrival)
                status, reason = decision.status, decision.reason
                if arrival.same_as and status == ImportStatus.IMPORTED:
                    status, reason = foreseen(arrival)
                incident_id = decision.source.incident_id if decision.source else None
                outcomes.append((position, Outcome(arrival, status, reason, incident_id)))
            note_files(run, outcomes, is_stored=False)
            ImportRun.objects.filter(pk=run.pk).update(moved_at=now())
    ImportRun.objects.filter(pk=run.pk, state=RunState.READING).update(state=RunState.READY, moved_at=now())


def store_upload(run: ImportRun) -> None:
    """Store a confirmed upload; what an earlier attempt stored is passed over. The upload's own bytes are then let go."""
    if run.state != RunState.STORING:
        return
    already = frozenset(run.files.filter(is_stored=True).values_list("position", flat=True))
    for _ in import_reports(_arrivals(run), run=run, by=run.started_by, already=already):
        pass
    with transaction.atomic():
        run.uploads.all().delete()
        finish(run, RunState.DONE)


def undo_import(run: ImportRun, *, by: Person | None) -> None:
    """Remove what `undo` asked for, a few records at a time. Records that `by` may not see stay, and are not counted."""
    if run.state != RunState.UNDOING:
        return
    made = SourceDocument.objects.filter(created_in=run, incident__in=visible_to(by))
    untouched = made.filter(incident__revision=F("incident_revision")).select_related("incident")
    while some := list(untouched[:REMOVED_AT_ONCE]):
        with announcing_together():
            for source in some:
                remove_incident(source.incident, by=None)
            ImportRun.objects.filter(pk=run.pk).update(removed=F("removed") + len(some), moved_at=now())
    ImportRun.objects.filter(pk=run.pk).update(kept=made.count())
    finish(run, RunState.UNDONE)


def finish(run: ImportRun, state: RunState, *, problem: str = "") -> None:
    run.state, run.problem, run.finished_at = state, problem[:300], now()
    run.save(update_fields=["state", "problem", "finished_at"])


def _move_on(run: ImportRun, expected: set[RunState], state: RunState, job: str, *, by: Person) -> None:
    ensure_may(by, Ability.IMPORT)
    with transaction.atomic():
        if ImportRun.objects.filter(pk=run.pk, state__in=expected).update(state=state, moved_at=now(), problem=""):
            record(f"import {state}", run, by=by)
            enqueue(job, run.pk, by.pk)


def _arrivals(run: ImportRun) -> Iterator[Arrival]:
    """The documents of an upload in a stable order. One uploaded file is in memory at a time."""
    ids = list(run.uploads.values_list("pk", flat=True))
    uploads = (UploadedFile.objects.get(pk=upload_id) for upload_id in ids)
    found = (one for upload in uploads for one in unpack(upload.name, bytes(upload.content)))
    return arrivals(found, today=today())
