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
from secondstory.kit.facts import announcing_together
from secondstory.library.commands.store_record import Surroundings, store_again, store_new
from secondstory.library.models import ImportedFile, ImportRun, SourceContent, SourceDocument
from secondstory.library.queries.imports import Decision, Known, known_sources
from secondstory.library.rules.arrivals import Arrival
from secondstory.library.rules.import_lines import ImportStatus
from secondstory.library.rules.records import Record

log = logging.getLogger(__name__)

BATCH = 100  # documents a transaction: the disk is waited for once
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


@dataclass(frozen=True, slots=True)
class _First:
    """What became of the first file of its bytes in this run, kept without the bytes."""

    status: ImportStatus
    reason: str
    incident_id: int | None


@dataclass(frozen=True, slots=True)
class _Stored:
    incident: Incident | None
    refused: str = ""


@dataclass
class _Import:
    run: ImportRun
    by: Person | None
    around: Surroundings
    first: dict[str, _First] = field(default_factory=dict)


ToStore = Sequence[tuple[Arrival, Decision]]
_REFUSED_BY_DATABASE = (Error, ValueError, OverflowError, TypeError)


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
    arrived = [arrival for _, arrival in batch]
    with announcing_together():
        _wait_for_other_imports()
        known = known_sources(arrived, by=work.by)
        first_here = {arrival.digest: arrival for arrival in reversed(arrived)}
        decisions = [_decide(one, known, is_repeated=one.digest in work.first or first_here[one.digest] is not one) for one in arrived]
        to_store = [(arrival, decision) for arrival, decision in zip(arrived, decisions, strict=True) if decision.is_to_be_stored]
        work.around.prepare(arrival.reading.record for arrival, _ in to_store if arrival.reading)
        stored = _store_all(to_store, work)
        _keep_sources([(row.incident, arrival, decision.source) for arrival, decision, row in stored if row.incident], work)
        results = {id(arrival): row for arrival, _, row in stored}
        outcomes = [
            _outcome(arrival, decision, results.get(id(arrival)), work) for arrival, decision in zip(arrived, decisions, strict=True)
        ]
        note_files(work.run, [(position, outcome) for (position, _), outcome in zip(batch, outcomes, strict=True)], is_stored=True)
        ImportRun.objects.filter(pk=work.run.pk).update(moved_at=now())
    return outcomes


def _decide(arrival: Arrival, known: Known, *, is_repeated: bool) -> Decision:
    if arrival.same_as and is_repeated:
        return Decision(ImportStatus.UNCHANGED, f"the same bytes as {arrival.same_as}")
    return known.decide(arrival)


def _store_all(to_store: ToStore, work: _Import) -> list[tuple[Arrival, Decision, _Stored]]:
    """Store new documents together, and one by one where the database does not take them all; changed ones one by one."""
    new = [(arrival, decision) for arrival, decision in to_store if decision.source is None]
    changed = [(arrival, decision) for arrival, decision in to_store if decision.source is not None]
    try:
        with transaction.atomic():
            incidents = store_new([_record(arrival) for arrival, _ in new], around=work.around, by=work.by)
        stored = [(arrival, decision, _Stored(incident)) for (arrival, decision), incident in zip(new, incidents, strict=True)]
    except OperationalError:
        raise
    except _REFUSED_BY_DATABASE:
        stored = [(arrival, decision, _store_alone(arrival, decision, work)) for arrival, decision in new]
    return [*stored, *((arrival, decision, _store_alone(arrival, decision, work)) for arrival, decision in changed)]


def _store_alone(arrival: Arrival, decision: Decision, work: _Import) -> _Stored:
    """Store one document, whole or not at all: what the database does not take is refused by name, and the next one follows."""
    record = _record(arrival)
    try:
        with transaction.atomic():
            if decision.source is None:
                return _Stored(store_new([record], around=work.around, by=work.by)[0])
            store_again(decision.source.incident, record, around=work.around, by=work.by)
            return _Stored(decision.source.incident)
    except OperationalError:
        raise
    except _REFUSED_BY_DATABASE as error:
        log.exception("Storing %s failed", arrival.file)
        return _Stored(None, refused=f"it could not be stored ({type(error).__name__}); please report this as a defect")


def _record(arrival: Arrival) -> Record:
    if arrival.reading is None:
        raise TypeError(f"{arrival.file} was not read")
    return arrival.reading.record


def _outcome(arrival: Arrival, decision: Decision, stored: _Stored | None, work: _Import) -> Outcome:
    first = work.first.get(arrival.digest) if arrival.same_as else None
    if first is not None and first.status == ImportStatus.REFUSED:
        outcome = Outcome(arrival, first.status, first.reason, first.incident_id)
    elif first is not None:
        outcome = Outcome(arrival, ImportStatus.UNCHANGED, f"the same bytes as {arrival.same_as}", first.incident_id)
    elif stored is not None and stored.incident is None:
        outcome = Outcome(arrival, ImportStatus.REFUSED, stored.refused, decision.source.incident_id if decision.source else None)
    elif stored is not None and stored.incident is not None:
        outcome = Outcome(arrival, decision.status, decision.reason, stored.incident.pk)
    else:
        outcome = Outcome(arrival, decision.status, decision.reason, decision.source.incident_id if decision.source else None)
    if arrival.reading:
        work.first.setdefault(arrival.digest, _First(outcome.status, outcome.reason, outcome.incident_id))
    return outcome


def _keep_sources(stored: Sequence[tuple[Incident, Arrival, SourceDocument | None]], work: _Import) -> None:
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
    changed = [row for row in rows if row.pk is not None]
    SourceDocument.objects.bulk_create([row for row in rows if row.pk is None])
    SourceDocument.objects.bulk_update(
        changed,
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
    summary = _storable(record.what_happened or record.impact)
    return {
        "title": _storable(record.title),
        "date": record.day.isoformat() if record.day else "",
        "severity": record.severity,
        "events": len(record.events),
        "actions": len(record.actions),
        "sections": len(record.sections),
        "summary": summary if len(summary) <= 600 else summary[:600] + "…",
        "warnings": list(record.warnings),
    }


def _storable(text: str) -> str:
    """Half a character, which a document can spell and no database takes, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _wait_for_other_imports() -> None:
    """Two imports at once must not both take a document for new. The embedded database has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])
