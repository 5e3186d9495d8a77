"""What an engine is asked, and what it answers: a query of which every name has been looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """The open part is what everybody may see. The restricted part has tables and statistics of its own."""

    OPEN = "open"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase. Where the last word is only begun, `also` are stems of words that begin so but whose stem is shorter."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    is_beginning: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_phrase(self) -> bool:
        return len(self.stems) > 1


@dataclass(frozen=True, slots=True)
class Condition:
    """One of `values` is in a column of the entry; with `is_set` the column is a listed set. `holds` is False for an exclusion."""

    field: str
    column: str
    values: tuple[int | str, ...]
    is_set: bool = False
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """The condition, as SQL, under which a restricted entry `e` takes part in an answer; of itself none does."""

    sql: str = "FALSE"
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Entries that have all terms (or any of them) and none of `without`, under all conditions, between two days.

    The whole open part is asked, and what of the restricted part is `seen`.
    """

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    before: date | None = None
    after: date | None = None
    any_will_do: bool = False
    seen: Seen = Seen()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.conditions or self.before or self.after)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry found; a higher score is a better match."""

    incident_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """A stretch of the entries found, and how many there are in all."""

    total: int
    rows: Sequence[Ranked]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may be misspelt, its stem, and whether it is only begun."""

    word: str
    stem: str
    is_begun: bool = False
