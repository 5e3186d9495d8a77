"""Files of events for programs: read, and put into a timeline."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability, Scope
from secondstory.api.problems import Problem
from secondstory.api.tokens import IncidentToken
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.integrations.event_record import event_record
from secondstory.kit.zones import zone_named
from secondstory.timeline.commands import take_events
from secondstory.timeline.commands.chat_changes import after_changes
from secondstory.timeline.ports import Payload
from secondstory.timeline.queries.arriving import fates_of, known_identities
from secondstory.timeline.rules.columns import WrongColumns, columns_stated
from secondstory.timeline.rules.importing import MEBIBYTE, Fate
from secondstory.timeline.sources import HowToRead, Read, Window, event_sources, read_events

LARGEST = 64 * MEBIBYTE
UNNAMED = "request"
TOO_LARGE = (
    f"The request is larger than {LARGEST // MEBIBYTE} MB. Nothing was stored. Send less at once, or use the page or the command line."
)
NOTHING_SENT = "Nothing was sent. Send the file as the body, or one or several as multipart/form-data."
Short = Annotated[str, StringConstraints(max_length=200)]


class Asked(Schema):
    source: Annotated[Short, Field(description="Name of the event source; recognised by the content if left out.")] = ""
    since: Annotated[AwareDatetime | None, Field(alias="from", description="Leave out what happened before.")] = None
    until: Annotated[AwareDatetime | None, Field(alias="to", description="Leave out what happened after.")] = None
    zone: Annotated[Short, Field(description="Of times that state none, such as Europe/Berlin; the incident's if left out.")] = ""
    columns: Annotated[
        Annotated[str, StringConstraints(max_length=2000)], Field(description="Of a table, which says what: time=When,text=What,actor=Who.")
    ] = ""
    file: Annotated[Short, Field(description="Name of what is sent as the body.")] = UNNAMED
    dry_run: Annotated[bool, Field(description="Store nothing, and say what would be added.")] = False


class Recorded(Schema):
    """An event as `secondstory import events --format json` prints it."""

    at: Annotated[str | None, Field(description="UTC, ISO 8601; null where the source states no moment with a zone.")]
    actor: str
    text: str
    kind: str
    external_id: str
    link: str
    source: str
    file: str


class FileOut(Schema):
    file: str
    source: Annotated[str | None, Field(description="By which it was read; null where nothing knows it.")]
    refusal: Annotated[str, Field(description="Why nothing of this file was stored; empty where it was read.")]
    remark: str
    added: Annotated[int, Field(description="Put into the timeline; with dry_run, what would be.")]
    known: Annotated[int, Field(description="Were there already.")]
    set_aside: Annotated[int, Field(description="Noise, and what was taken back in its source: kept, and not told.")]
    outside: Annotated[int, Field(description="Left out, outside from and to.")]
    without_time: Annotated[int, Field(description="State no time; these stand at the end, and no window leaves them out.")]
    without_zone: Annotated[int, Field(description="State a time without a zone.")]


class ImportOut(Schema):
    incident: str
    dry_run: bool
    zone: Annotated[str, Field(description="In which times without a zone were read.")]
    files: list[FileOut]
    events: Annotated[list[Recorded], Field(description="What was read and is inside the window, whether or not it was known.")]


class WrongQuestion(Exception):
    """Something in the address does not fit. The message says what."""


class TooLarge(Exception):
    """More was sent than is read at once."""


@dataclass(frozen=True, slots=True)
class _Sent:
    name: str
    payload: Payload


router = Router()
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"One file as it is, or several as parts of a form. At most {LARGEST // MEBIBYTE} MB together.",
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["file"],
                }
            },
        },
    }
}


@router.post(
    "/incidents/{key}/events/import",
    response={200: ImportOut, 400: Problem, 401: Problem, 403: Problem, 404: Problem, 413: Problem, 422: Problem},
    auth=IncidentToken(Scope.WRITE),
    url_name="events_import",
    openapi_extra=_BODY,
)
def bring(request: HttpRequest, key: str, asked: Query[Asked]) -> Any:
    """Put the events of files into a timeline: exports of chats, alerts, deployments, trackers, mail and calendars, logs and tables.

    The same file sent again adds nothing. A file that cannot be read is refused as a whole, and the others go on; where all are refused,
    the answer is 422 and nothing is stored.
    """
    by = cast(Person, request.auth)  # type: ignore[attr-defined]
    incident = visible_incident(key, person=by)
    ensure_may(by, Ability.WRITE)
    try:
        how = _how(asked, incident)
        with _sent(request, asked.file) as sent:
            if not sent:
                return Status(422, {"detail": NOTHING_SENT})
            done = [
                (one.name, read, _stored(incident, read, file=one.name, zone=how.zone, is_dry=asked.dry_run, by=by))
                for one, read in _read(sent, how)
            ]
    except TooLarge:
        return Status(413, {"detail": TOO_LARGE})
    except (WrongQuestion, WrongColumns) as error:
        return Status(422, {"detail": str(error)})
    except (MultiPartParserError, SuspiciousOperation) as error:
        return Status(400, {"detail": f"The form cannot be read: {error}"})
    if all(read.refusal for _, read, _ in done):
        return Status(422, {"detail": " ".join(f"{name}: {read.refusal}" for name, read, _ in done)})
    return {
        "incident": incident.key,
        "dry_run": asked.dry_run,
        "zone": asked.zone or incident.time_zone,
        "files": [_told(name, read, counts) for name, read, counts in done],
        "events": [
            event_record(event, source=read.source.name, file=name) for name, read, _ in done if read.source for event in read.events
        ],
    }


def _how(asked: Asked, incident: Incident) -> HowToRead:
    source = event_sources().get(asked.source)
    if asked.source and source is None:
        raise WrongQuestion(f"There is no source “{asked.source}”. Known: {', '.join(sorted(event_sources()))}.")
    if asked.since and asked.until and asked.since > asked.until:
        raise WrongQuestion("from is after to.")
    columns = columns_stated(asked.columns) if asked.columns else None
    if columns and source and not source.by_columns:
        raise WrongQuestion(f"{source.title} has no columns to name. Leave out columns, or source.")
    try:
        zone = zone_named(asked.zone or incident.time_zone)
    except ValueError as error:
        raise WrongQuestion(str(error)) from error
    return HowToRead(source, columns, Window(asked.since, asked.until), zone)


@contextmanager
def _sent(request: HttpRequest, name: str) -> Iterator[list[_Sent]]:
    """What was sent, a large part of it on disk for as long as it is read."""
    stated = request.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) > LARGEST + MEBIBYTE:
        raise TooLarge
    with ExitStack() as kept:
        if request.content_type == "multipart/form-data":
            files = [file for _, listed in request.FILES.lists() for file in listed]
            if sum(file.size or 0 for file in files) > LARGEST:
                raise TooLarge
            yield [_Sent(file.name or UNNAMED, _payload(file)) for file in files]
            return
        whole = kept.enter_context(NamedTemporaryFile(prefix="second-story-"))
        size = 0
        while piece := request.read(MEBIBYTE):
            size += len(piece)
            if size > LARGEST:
                raise TooLarge
            whole.write(piece)
        whole.flush()
        yield [_Sent(name, Payload(Path(whole.name), name=name))] if size else []


def _payload(file: "UploadedFile[bytes]") -> Payload:
    if isinstance(file, TemporaryUploadedFile):
        return Payload(Path(file.temporary_file_path()), name=file.name or "")
    return Payload(file.read(), name=file.name or "")


def _read(sent: list[_Sent], how: HowToRead) -> Iterator[tuple[_Sent, Read]]:
    for one in sent:
        yield one, read_events(one.payload, how)


def _stored(incident: Incident, read: Read, *, file: str, zone: tzinfo | None, is_dry: bool, by: Person) -> Counter[str]:
    """Put the events of a file into the timeline, unless it is only to be looked at, and return what became of them."""
    counts: Counter[str] = Counter()
    if read.source is None or read.refusal:
        return counts
    if is_dry:
        fates = Counter(fate for *_, fate in fates_of(after_changes(read.events), known_identities(incident, read.source.name)))
        counts.update(added=fates[Fate.TOLD], known=fates[Fate.KNOWN], set_aside=fates[Fate.NOISE] + fates[Fate.TAKEN_BACK])
    else:
        taken = take_events(incident, read.events, source=read.source.name, file=file, by=by, zone=zone)
        counts.update(added=taken.added, known=taken.known, set_aside=taken.set_aside)
    return counts


def _told(name: str, read: Read, counts: Counter[str]) -> dict[str, Any]:
    return {
        "file": name,
        "source": read.source.name if read.source else None,
        **{field: counts[field] for field in ("added", "known", "set_aside")},
        **{field: getattr(read, field) for field in ("refusal", "remark", "outside", "without_time", "without_zone")},
    }
