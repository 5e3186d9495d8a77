"""The two vectors that PostgreSQL keeps of an entry, written as literals, so that words are read the same way as everywhere else."""

from collections.abc import Iterable

from secondstory.library.rules.entries import EntryWords
from secondstory.library.rules.stemming import stem

MOST_BYTES = 900_000  # PostgreSQL takes vectors of up to one megabyte.
MOST_PLACES = 255  # of one word, and
LAST_PLACE = 16_383  # counted in words: both as PostgreSQL has them.
GAP = 10  # between fields, so that no phrase reaches from one into the next


def rank_vector(words: EntryWords) -> str:
    """Return the words that say most, with the classes in which they stand: title A, summary B, often in timeline and body D.

    Short enough for the rows of a hundred thousand entries to stay in memory. A word that it lacks counts as found somewhere else.
    """
    classes = words.classes()
    letters: dict[str, str] = {}
    for letter, stems in (("A", classes.title), ("B", classes.summary), ("D", classes.often)):
        for root in stems:
            letters[root] = letters.get(root, "") + letter
    return " ".join(f"'{root}':{','.join(f'{at}{letter}' for at, letter in enumerate(found, 1))}" for root, found in letters.items())


def places_vector(fields: Iterable[list[str]]) -> str:
    """Return every word with its places. Of a text beyond PostgreSQL's limits, the beginning."""
    places: dict[str, list[int]] = {}
    at = size = 0
    for field in fields:
        for word in field:
            at += 1
            root = stem(word)
            found = places.get(root)
            if found is None:
                size += len(root.encode()) + 4
                if size > MOST_BYTES:
                    break
                found = places[root] = []
            if len(found) < MOST_PLACES and at <= LAST_PLACE and size <= MOST_BYTES:
                found.append(at)
                size += 2
        at += GAP
    return " ".join(f"'{root}':{','.join(map(str, found))}" if found else f"'{root}'" for root, found in places.items())
