"""What the owner of a document should know about the dates that it states: those no calendar has, and those far ahead."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from secondstory.documents.extraction.facts import LABELS, FrontMatter, Labelled
from secondstory.documents.extraction.outline import Section
from secondstory.documents.extraction.stamps import is_possible
from secondstory.documents.values import BlockKind

_NUMBERS = re.compile(r"(?<![\w/.-])(?P<year>\d{4,5})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\w.-]*\d)")
_WRITTEN = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:,?\s(?P<year>\d{4})(?!\d))?"
)
_CLOCK = re.compile(r"(?<![\w:.])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?![\w:.])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATED = ("date", "started", "detected", "resolved")
_DATED_LABELS = frozenset(label for name in _DATED for label in LABELS[name])
_LEAD = 48  # characters at the beginning of a line in which its time stands
_FAR = timedelta(days=1)


def impossible_times(front_matter: FrontMatter, fields: Iterable[Labelled], sections: list[Section]) -> list[str]:
    """A warning for each impossible day or clock in the front matter, in labelled fields and at the beginning of timeline lines."""
    found = dict.fromkeys(written for text in _texts(front_matter, fields, sections) for written in _impossible(text))
    return [f"“{written}” is no possible time, so it was left as text." for written in found]


def future_times(times: dict[str, str | None], *, today: date) -> list[str]:
    """A warning for each of some named ISO times that lies after `today`."""
    limit = (today + _FAR).isoformat()
    return [f"The {name} {iso} lies in the future." for name, iso in times.items() if iso and not iso.startswith("T") and iso[:10] > limit]


def _texts(front_matter: FrontMatter, fields: Iterable[Labelled], sections: list[Section]) -> Iterator[str]:
    for name in _DATED:
        value = front_matter.stated(name)
        if value is not None:
            yield value.isoformat() if isinstance(value, date | datetime) else str(value)
    yield from (field.value[:_LEAD] for field in fields if field.label in _DATED_LABELS)
    for section in sections:
        if section.is_within("timeline"):
            for piece in section.pieces:
                yield from (" ".join(row[:2])[:_LEAD] for row in piece.rows) if piece.kind is BlockKind.TABLE else (piece.text[:_LEAD],)


def _impossible(text: str) -> Iterator[str]:
    for found in _NUMBERS.finditer(text):
        if not is_possible(int(found["year"]) or -1, int(found["month"]), int(found["day"])):
            yield found[0]
    for found in _WRITTEN.finditer(text):
        if not is_possible(int(found["year"] or 0), _MONTHS.index(found["month"]) + 1, int(found["day"])):
            yield found[0]
    for found in _CLOCK.finditer(text) if ":" in text else ():
        if int(found["hour"]) > 24 or int(found["minute"]) > 59:
            yield found[0]
