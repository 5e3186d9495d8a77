"""Updates of a status page: a passage headed by a state, whose last line says when it was posted."""

import re
from collections.abc import Iterator

from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.outline import Section
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import stamps_in
from secondstory.documents.extraction.vocabulary import normal_title
from secondstory.documents.values import TimelineEntry

_STATES = frozenset(
    {
        "investigating",
        "identified",
        "monitoring",
        "update",
        "resolved",
        "in progress",
        "completed",
        "scheduled",
        "verifying",
        "maintenance",
    }
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_POSTED = re.compile(rf"\s*(?:Posted\b|\W?{_MONTH} \d{{1,2}},? (?:\d{{4}},? )?(?:- )?\d{{1,2}}:\d\d\s?[A-Z]{{3,4}}\W?$)")
_FEWEST = 2


def status_updates(sections: list[Section], conventions: Conventions) -> Iterator[TimelineEntry]:
    """The updates in the page's order, which mostly has the newest first; what they hold is marked as taken."""
    posted = [
        (section, *found) for section in sections if normal_title(section.title) in _STATES and (found := _entry(section, conventions))
    ]
    if len(posted) < _FEWEST:
        return
    for section, entry, used in posted:
        for piece in section.pieces[:used]:
            piece.taken = True
        yield entry


def _entry(section: Section, conventions: Conventions) -> tuple[TimelineEntry, int] | None:
    """The update, and how many pieces of its section it uses."""
    for number, piece in enumerate(section.pieces):
        if not number or not _POSTED.match(piece.text):
            continue
        stamp = next((stamp for _, stamp in stamps_in(piece.text, conventions.notation) if stamp.clock and stamp.day), None)
        if stamp is None:
            return None
        at = conventions.moment(conventions.day_of(stamp.day), stamp.clock, stamp.zone)
        text = f"**{section.title.strip()}** – {markdown_of(section.pieces[:number])}"
        return TimelineEntry(at=at, text=text, stated=piece.text), number + 1
    return None
