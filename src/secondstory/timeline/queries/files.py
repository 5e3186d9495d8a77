"""Reads about the files of events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from secondstory.incidents.models import Incident
from secondstory.kit.uploads import Limits
from secondstory.timeline.models import EventFile, TimelineEvent
from secondstory.timeline.rules.files import Attached, attached_from

SHOWN_SIZE = (240, 160)


class NoSuchFile(Http404):
    """No event of the incident shows such a file."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as an event shows it. `width` and `height` are those of the small picture on the page, 0 for what is no picture."""

    number: int
    name: str
    alt: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes to send, piece by piece."""

    file: EventFile
    is_small: bool

    def numbers(self) -> Sequence[int]:
        return list(self.file.parts.filter(is_small=self.is_small).values_list("number", flat=True))

    def part(self, number: int) -> bytes:
        return bytes(self.file.parts.values_list("content", flat=True).get(is_small=self.is_small, number=number))

    def parts(self) -> Iterator[bytes]:
        for number in self.numbers():
            yield self.part(number)


def files_of(events: Iterable[TimelineEvent]) -> dict[int, tuple[ShownFile, ...]]:
    """Return what each event shows; asks the database only where one shows something."""
    stated = {event.pk: attached_from(event.files) for event in events if event.files}
    if not stated:
        return {}
    numbers = {one.number for files in stated.values() for one in files}
    rows = EventFile.objects.in_bulk(numbers)
    return {event: tuple(_shown(one, rows[one.number]) for one in files if one.number in rows) for event, files in stated.items()}


def _shown(one: Attached, row: EventFile) -> ShownFile:
    if row.width is None or row.height is None:
        return ShownFile(one.number, row.name, one.alt, row.size)
    share = min(1.0, SHOWN_SIZE[0] / row.width, SHOWN_SIZE[1] / row.height)
    return ShownFile(one.number, row.name, one.alt, row.size, max(1, round(row.width * share)), max(1, round(row.height * share)))


def file_of(incident: Incident, number: int) -> EventFile:
    """Return a file that an event of the incident shows now; raise `NoSuchFile` for any other, also one that was removed."""
    row = incident.event_files.filter(pk=number).first()
    stated = incident.timeline_events.exclude(files=[]).values_list("files", flat=True) if row else ()
    if row is None or not any(one.number == number for files in stated for one in attached_from(files)):
        raise NoSuchFile(f"{incident.key} has no file {number}.")
    return row


def limits() -> Limits:
    """Return how large files may be, as the operator set it."""
    return Limits(picture_bytes=settings.PICTURE_BYTES, other_bytes=settings.FILE_BYTES, picture_pixels=settings.PICTURE_PIXELS)
