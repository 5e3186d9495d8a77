"""Reads about files of events that wait for a yes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db.models import F, QuerySet, Sum
from django.http import Http404

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONES
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.models import BroughtFile, EventImport, FilePiece, ForeseenEvent
from secondstory.timeline.ports import Payload
from secondstory.timeline.rules.columns import columns_given
from secondstory.timeline.rules.importing import MEBIBYTE, Fate, ImportState, usual_window
from secondstory.timeline.sources import HowToRead, Window, event_sources

PIECE = MEBIBYTE
_COUNTS = ("told", "known", "changed", "noise", "taken_back", "outside", "without_time", "without_zone", "added", "size")


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What was found in all files of an import together. `chosen` would be added; the rest of `told` somebody left out."""

    told: int = 0
    known: int = 0
    changed: int = 0
    noise: int = 0
    taken_back: int = 0
    outside: int = 0
    without_time: int = 0
    without_zone: int = 0
    added: int = 0
    size: int = 0
    left_out: int = 0
    shown: int = 0

    @property
    def chosen(self) -> int:
        return self.told - self.left_out

    @property
    def further(self) -> int:
        """How many would be added that cannot be looked at one by one."""
        return max(0, self.told - self.shown)


class NoSuchImport(Http404):
    """Nobody else sees what somebody uploads before it is taken."""


def import_of(incident: Incident, import_id: int, *, person: Person) -> EventImport:
    """Return an import of this person; raise `NoSuchImport` for those of others."""
    run = incident.event_imports.select_related("started_by").filter(pk=import_id, started_by=person).first()
    if run is None:
        raise NoSuchImport("There is no such import.")
    run.incident = incident
    return run


def imports_of(incident: Incident, *, person: Person) -> QuerySet[EventImport]:
    """Return what this person brought to this timeline, newest first."""
    return incident.event_imports.filter(started_by=person).exclude(state=ImportState.ARRIVING).prefetch_related("files")


def import_counts(run: EventImport) -> ImportCounts:
    counts = run.files.aggregate(**{name: Sum(name, default=0) for name in _COUNTS})
    foreseen = ForeseenEvent.objects.filter(file__run=run, fate=Fate.TOLD)
    return ImportCounts(**counts, left_out=foreseen.filter(is_left_out=True).count(), shown=foreseen.count())


def foreseen_of(run: EventImport, fate: Fate) -> QuerySet[ForeseenEvent]:
    """Return the events of an import that share a fate, by time; those without a time come last."""
    found = ForeseenEvent.objects.filter(file__run=run, fate=fate).select_related("file")
    return found.order_by(F("at").asc(nulls_last=True), "id")


def usual_window_of(incident: Incident) -> Window:
    """Return the window that evidence of this incident is likely to be in."""
    moments: list[datetime] = [at for name in MILESTONES if (at := getattr(incident, f"{name}_at"))]
    return Window(*usual_window(moments, day=incident.occurred_on, zone=zone_or_utc(incident.time_zone)))


def how_to_read(file: BroughtFile) -> HowToRead:
    """Return what was said of a file. Raises `WrongColumns` where its columns no longer make a mapping."""
    run = file.run
    return HowToRead(
        source=event_sources().get(file.source_stated),
        columns=columns_given(_texts(file.columns)) if file.columns else None,
        window=Window(run.since, run.until),
        zone=zone_of(file),
    )


def zone_of(file: BroughtFile) -> tzinfo:
    """Return the zone in which times that state none are read."""
    return zone_or_utc(file.run.zone or file.run.incident.time_zone)


@contextmanager
def payload_of(file: BroughtFile) -> Iterator[Payload]:
    """Put the pieces of a file together, a large one on disk for as long as it is read."""
    if file.size <= PIECE:
        yield Payload(_piece(file, 0), name=file.name)
        return
    with NamedTemporaryFile(prefix="second-story-") as whole:
        for number in range(-(-file.size // PIECE)):
            whole.write(_piece(file, number))
        whole.flush()
        yield Payload(Path(whole.name), name=file.name)


def beginning_of(file: BroughtFile) -> Payload:
    """Return the first lines of a file, as far as its first piece holds whole ones."""
    content = _piece(file, 0)
    if file.size > PIECE:
        content = content[: content.rfind(b"\n") + 1] or content
    return Payload(content, name=file.name)


def _piece(file: BroughtFile, number: int) -> bytes:
    found = FilePiece.objects.filter(file=file, number=number).values_list("content", flat=True).first()
    return bytes(found) if found is not None else b""


def _texts(kept: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in kept.items()}
