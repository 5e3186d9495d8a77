"""Which known word a misspelt one was meant to be."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of the open part and the number of reports in which it occurs."""

    word: str
    reports: int


def slips_allowed(word: str) -> int:
    """How many letters may be wrong: none in up to two letters, one in up to five, two in longer words."""
    return 0 if len(word) < 3 else 1 if len(word) <= 5 else 2


def distance(one: str, other: str, *, most: int) -> int:
    """Count letters inserted, left out, changed or swapped with their neighbour; more than `most` is said as `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_that, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def meant(word: str, candidates: Iterable[KnownWord], *, most: int = 1) -> list[str]:
    """Return the words with the fewest slips, the most frequent first, none where none is near.

    People rarely slip in the first letter, so a word that keeps it counts as if it were five times as frequent.
    """
    allowed = slips_allowed(word)
    near = [(slips, known) for known in candidates if (slips := distance(word, known.word, most=allowed)) <= allowed]
    fewest = min((slips for slips, _ in near), default=0)
    nearest = [known for slips, known in near if slips == fewest]
    nearest.sort(key=lambda known: (-known.reports * (5 if known.word[0] == word[0] else 1), known.word))
    return [known.word for known in nearest[:most]]
