"""Bring documents in: decide for each what it is to the library, and store it."""

import logging
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import Error, OperationalError, connection, transaction

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.kit.events import announcing_together
from secondstory.library.commands.store_record import Surroundings, store_record
from secondstory.library.models import ImportedFile, ImportRun, SourceContent, SourceDocument
from secondstory.library.queries.imports import Decision, known_sources
from secondstory.library.rules.arrivals import Arrival, Reading
from secondstory.library.rules.import_lines import ImportStatus

log = logging.getLogger(__name__)

BATCH = 50  # documents
BATCH_BYTES = 8 * 1024 * 1024
ONE_IMPORT_AT_A_TIME = 7_203_114  # any number that is no other lock's


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `key` is the record's, where there is one that the importer may see."""

    arrival: Arrival
    status: ImportStatus
    reason: str = ""
    incident_id: int | None = None

    @property
    def key(self) -> str | None:
        return Incident(pk=self.incident_id).key if self.incident_id else None


Stored = list[tuple[Incident, Arrival, SourceDocument | None]]


@dataclass
class _Import:
    run: ImportRun
    by: Person | None
    around: Surroundings
    first_of_digest: dict[str, tuple[ImportStatus, str, int | None]] = field(default_factory=dict)


def import_reports(
    arrivals: Iterable[Arrival], *, run: ImportRun, by: Person | None, already: frozenset[int] = frozenset()
) -> Iterator[Outcome]:
    """Store documents batch by batch and give the outcome of each, once it is safe in the database.

    Each document is atomic, and a batch is one transaction, so that the disk is waited for once a batch. Stopping between two batches, or
    a kill within one, leaves whole documents only; the same import again does the rest. `already` are positions done before.
    """
    ensure_may(by, Ability.IMPORT)
    work = _Import(run=run, by=by, around=Surroundings())
    return _outcomes(arrivals, work, already)


def _outcomes(arrivals: Iterable[Arrival], work: _Import, already: frozenset[int]) -> Iterator[Outcome]:
    for batch in batches(one for one in enumerate(arrivals) if one[0] not in already):
        yield from _import_batch(batch, work)


def batches(arrivals: Iterable[tuple[int, Arrival]]) -> Iterator[list[tuple[int, Arrival]]]:
    """Cut a stream of documents into pieces of bounded number and size."""
    batch: list[tuple[int, Arrival]] = []
    size = 0
    for position, arrival in arrivals:
        batch.append((position, arrival))
        size += len(arrival.content)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _import_batch(batch: Sequence[tuple[int, Arrival]], work: _Import) -> list[Outcome]:
    with announcing_together():
        _wait_for_other_imports()
        known = known_sources([arrival for _, arrival in batch], by=work.by)
        decided = [(arrival, known.decide(arrival)) for _, arrival in batch]
        work.around.prepare(arrival.reading.record for arrival, decision in decided if arrival.reading and _is_stored(decision))
        stored: Stored = []
        outcomes = [_import_one(arrival, decision, work, stored) for arrival, decision in decided]
        _keep_sources(stored, work)
        note_files(work.run, [(position, outcome) for (position, _), outcome in zip(batch, outcomes, strict=True)], is_stored=True)
        ImportRun.objects.filter(pk=work.run.pk).update(moved_at=now())
    return outcomes


def _is_stored(decision: Decision) -> bool:
    return decision.status in {ImportStatus.IMPORTED, ImportStatus.UPDATED}


def _import_one(arrival: Arrival, decision: Decision, work: _Import, stored: Stored) -> Outcome:
    if arrival.same_as and (first := work.first_of_digest.get(arrival.digest)):
        status, reason, incident_id = first
        if status == ImportStatus.REFUSED:
            return Outcome(arrival, status, reason, incident_id)
        return Outcome(arrival, ImportStatus.UNCHANGED, f"the same bytes as {arrival.same_as}", incident_id)
    outcome = Outcome(arrival, decision.status, decision.reason, decision.source.incident_id if decision.source else None)
    if arrival.reading and _is_stored(decision):
        outcome = _store(arrival, arrival.reading, decision, work, stored)
    if arrival.reading:
        work.first_of_digest[arrival.digest] = (outcome.status, outcome.reason, outcome.incident_id)
    return outcome


def _store(arrival: Arrival, reading: Reading, decision: Decision, work: _Import, stored: Stored) -> Outcome:
    """Store one document, whole or not at all: what the database does not take is refused by name, and the next one follows."""
    before = decision.source.incident if decision.source else None
    try:
        with transaction.atomic():
            incident = store_record(reading.record, around=work.around, by=work.by, incident=before)
    except OperationalError:
        raise
    except (Error, ValueError, OverflowError, TypeError) as error:
        log.exception("Storing %s failed", arrival.file)
        reason = f"it could not be stored ({type(error).__name__}); please report this as a defect"
        return Outcome(arrival, ImportStatus.REFUSED, reason, before.pk if before else None)
    stored.append((incident, arrival, decision.source))
    return Outcome(arrival, decision.status, incident_id=incident.pk)


def _keep_sources(stored: Stored, work: _Import) -> None:
    """Keep the files themselves, and the revision at which the record is still theirs."""
    revisions = dict(Incident.objects.filter(pk__in=[incident.pk for incident, _, _ in stored]).values_list("pk", "revision"))
    rows, packed = [], []
    for incident, arrival, source in stored:
        row = source or SourceDocument(incident=incident, created_in=work.run)
        document = arrival.reading and arrival.reading.document
        row.identity, row.name, row.digest, row.size = arrival.identity, arrival.file, arrival.digest, len(arrival.content)
        row.format, row.encoding = (document.format, document.encoding) if document else ("", "")
        row.warnings = list(arrival.warnings)
        row.incident_revision = revisions[incident.pk]
        row.imported_at, row.imported_by = now(), work.by
        rows.append(row)
        packed.append(zlib.compress(arrival.content, 3))
    new = [row for row in rows if row.pk is None]
    SourceDocument.objects.bulk_create(new)
    SourceDocument.objects.bulk_update(
        [row for row in rows if row not in new],
        ["identity", "name", "digest", "size", "format", "encoding", "warnings", "incident_revision", "imported_at", "imported_by"],
    )
    SourceContent.objects.bulk_create(
        [SourceContent(source=row, packed=content) for row, content in zip(rows, packed, strict=True)],
        update_conflicts=True,
        unique_fields=["source"],
        update_fields=["packed"],
        batch_size=50,
    )


def note_files(run: ImportRun, outcomes: Sequence[tuple[int, Outcome]], *, is_stored: bool) -> None:
    """Write down what a run foresees for its files, or did with them. The command line leaves out what is unchanged."""
    rows = [
        ImportedFile(
            run=run,
            position=position,
            name=outcome.arrival.file,
            status=outcome.status,
            reason=outcome.reason[:2500],
            is_stored=is_stored,
            incident_id=outcome.incident_id,
            preview=_preview(outcome.arrival),
        )
        for position, outcome in outcomes
        if not (run.is_from_command_line and outcome.status == ImportStatus.UNCHANGED)
    ]
    ImportedFile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["run", "position"], update_fields=["status", "reason", "is_stored", "incident"]
    )


def _preview(arrival: Arrival) -> dict[str, object]:
    if arrival.reading is None:
        return {}
    record = arrival.reading.record
    summary = record.what_happened or record.impact
    return {
        "title": record.title,
        "date": record.day.isoformat() if record.day else "",
        "severity": record.severity,
        "events": len(record.events),
        "actions": len(record.actions),
        "sections": len(record.sections),
        "summary": summary if len(summary) <= 600 else summary[:600] + "…",
        "warnings": list(record.warnings),
    }


def _wait_for_other_imports() -> None:
    """Two imports at once must not both take a document for new. The embedded database has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])
