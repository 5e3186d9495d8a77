"""Reads about imports: what is known of a document, which runs and files a person may see."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to
from secondstory.library.models import ImportedFile, ImportRun, SourceDocument
from secondstory.library.rules.arrivals import Arrival
from secondstory.library.rules.import_lines import ImportStatus

EDITED = "edited since it was imported; compare the two and change the record by hand"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a document, and the source it stands for already, where there is one."""

    status: ImportStatus
    reason: str = ""
    source: SourceDocument | None = None

    @property
    def is_to_be_stored(self) -> bool:
        return self.status in {ImportStatus.IMPORTED, ImportStatus.UPDATED}


@dataclass(frozen=True, slots=True)
class Known:
    """The sources that documents of a batch may stand for: by identity and by the digest of their bytes."""

    by_identity: dict[str, SourceDocument] = field(default_factory=dict)
    by_digest: dict[str, SourceDocument] = field(default_factory=dict)

    def decide(self, arrival: Arrival) -> Decision:
        if arrival.refused:
            return Decision(ImportStatus.REFUSED, arrival.refused)
        if same := self.by_digest.get(arrival.digest):
            elsewhere = "" if same.identity == arrival.identity else f"the same bytes as {same.name}"
            return Decision(ImportStatus.UNCHANGED, elsewhere, same)
        source = self.by_identity.get(arrival.identity)
        if source is None:
            return Decision(ImportStatus.IMPORTED)
        if source.incident.revision != source.incident_revision:
            return Decision(ImportStatus.REFUSED, EDITED, source)
        return Decision(ImportStatus.UPDATED, "", source)


def known_sources(arrivals: Sequence[Arrival], *, by: Person | None) -> Known:
    """Look up, in one statement, what the library has of these documents.

    Records that `by` may not see are left out, so that an import tells nobody that they exist: for that person the document is a new one.
    """
    identities = {one.identity for one in arrivals if one.identity}
    digests = {one.digest for one in arrivals if one.digest}
    rows = SourceDocument.objects.filter(Q(identity__in=identities) | Q(digest__in=digests)).select_related("incident__report")
    if by is not None:
        rows = rows.filter(incident__in=visible_to(by))
    known = Known()
    for row in rows.order_by("id"):
        known.by_identity.setdefault(row.identity, row)
        known.by_digest.setdefault(row.digest, row)
    return known


def runs_visible_to(person: Person) -> QuerySet[ImportRun]:
    """The runs of this person, and for administrators those of the command line."""
    own = Q(started_by=person)
    return ImportRun.objects.filter(own | Q(started_by=None, is_from_command_line=True) if person.may(Ability.ADMINISTER) else own)


def files_visible_to(person: Person | None, *, run: ImportRun) -> QuerySet[ImportedFile]:
    """The files of a run, without those whose record this person may not see."""
    files = run.files.select_related("incident")
    return files if person is None else files.filter(Q(incident=None) | Q(incident__in=visible_to(person)))


@dataclass(frozen=True, slots=True)
class Counts:
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    stored: int = 0

    @property
    def total(self) -> int:
        return self.imported + self.updated + self.unchanged + self.refused

    @property
    def to_store(self) -> int:
        return self.imported + self.updated


def counts_of(files: QuerySet[ImportedFile]) -> Counts:
    """How many files of each status, in one statement."""
    rows = files.order_by().values_list("status").annotate(n=Count("id"), stored=Count("id", filter=Q(is_stored=True)))
    by_status = {status: (n, stored) for status, n, stored in rows}
    return Counts(
        **{status.value: by_status.get(status.value, (0, 0))[0] for status in ImportStatus},
        stored=sum(stored for _, stored in by_status.values()),
    )


def sources_of(incident: Incident) -> QuerySet[SourceDocument]:
    """The files from which a record was made. The caller has checked that the reader may see the incident."""
    return incident.sources.all()


def find_source(source_id: int, *, person: Person | None) -> SourceDocument | None:
    """The source with its content, where its incident exists for this person."""
    return SourceDocument.objects.select_related("content").filter(pk=source_id, incident__in=visible_to(person)).first()


def bytes_of(source: SourceDocument) -> bytes:
    """The file as it was."""
    return zlib.decompress(bytes(source.content.packed))
