"""Documents on their way in: each is found, read and checked against what came before it in the same run."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from secondstory.documents.extraction.post_mortem import post_mortem
from secondstory.documents.read import read
from secondstory.documents.values import Document, PostMortem, Refusal, RefusedInput, SourceFile
from secondstory.library.rules.records import Record, record_from

log = logging.getLogger(__name__)

LONGEST_NAME = 600


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file: its text, its fields, and the record it becomes."""

    document: Document
    post_mortem: PostMortem
    record: Record


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file. Either `reading` is there, or `refused` says why not; `same_as` names an earlier file of this run with the same bytes."""

    file: str
    content: bytes = b""
    digest: str = ""
    identity: str = ""
    reading: Reading | None = None
    refused: str = ""
    same_as: str = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.reading.record.warnings if self.reading else ()


@dataclass
class Seen:
    """What one run has met so far: which file brought which identity and which bytes."""

    identities: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def arrivals(found: Iterable[SourceFile | Refusal], *, today: dt.date) -> Iterator[Arrival]:
    """Read every file; one that cannot be read is refused and the next one follows."""
    seen = Seen()
    for one in found:
        if isinstance(one, Refusal):
            yield Arrival(file=one.name, refused=one.reason)
        else:
            yield _arrival(one, seen=seen, today=today)


def _arrival(source: SourceFile, *, seen: Seen, today: dt.date) -> Arrival:
    if len(source.name) > LONGEST_NAME:
        return Arrival(file=source.name[:LONGEST_NAME], refused=f"its path is longer than {LONGEST_NAME} characters; shorten it")
    digest = sha256(source.content).hexdigest()
    try:
        reading = _read(source, today=today)
    except RefusedInput as error:
        return Arrival(file=source.name, content=source.content, digest=digest, refused=str(error))
    except Exception as error:
        log.exception("Reading %s failed", source.name)
        reason = f"reading it failed ({type(error).__name__}); please report this as a defect"
        return Arrival(file=source.name, digest=digest, refused=reason)
    identity = identity_of(reading.post_mortem)
    arrival = Arrival(file=source.name, content=source.content, digest=digest, identity=identity, reading=reading)
    if digest in seen.digests:
        return replace(arrival, same_as=seen.digests[digest])
    if identity in seen.identities:
        words = "id" if identity.startswith("id:") else "path"
        reason = f"{seen.identities[identity]} in this run has the same {words}; change one of them, or import each on its own"
        return replace(arrival, reading=None, refused=reason)
    seen.identities[identity] = seen.digests[digest] = source.name
    return arrival


def _read(source: SourceFile, *, today: dt.date) -> Reading:
    document = read(source)
    extracted = post_mortem(document, today=today)
    return Reading(document=document, post_mortem=extracted, record=record_from(extracted))


def identity_of(extracted: PostMortem) -> str:
    """What makes two files the same document: the id in the front matter, else the path."""
    if extracted.identity:
        kept = extracted.identity if len(extracted.identity) <= LONGEST_NAME else sha256(extracted.identity.encode()).hexdigest()
        return f"id:{kept}"
    return f"path:{extracted.name}"
