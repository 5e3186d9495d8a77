"""A document as the linter sees it: the same text, with everything that is not its author's own prose blanked out."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a passage is for, since the same words weigh differently there."""

    PROSE = "prose"
    HEADING = "heading"
    TIMELINE = "timeline"
    """Names of responders are welcome here."""
    ACTIONS = "actions"
    ATTENDEES = "attendees"
    """Lists of people: nothing is checked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, table cell or heading: code points `start` to `end` of the text, end exclusive."""

    start: int
    end: int
    scope: Scope = Scope.PROSE


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that was read.

    `masked` has exactly as many code points as the text that was read: code, quotations, logs, addresses and markup are blanked with
    spaces (words inside inline code or quotation marks become one placeholder word, so that a sentence keeps its shape), so a
    place in it is a place in the source.
    """

    masked: str
    passages: tuple[Passage, ...]
    people: tuple[str, ...] = ()
    """Names that the document itself gives (front matter `people:`, list of attendees)."""
    title: str = ""
    comments: tuple[tuple[int, int], ...] = ()
    """Where HTML comments stand; some of them allow a wording."""
