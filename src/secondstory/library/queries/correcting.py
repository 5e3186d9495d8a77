"""Put misspelt words of a query right, where the open part knows what was meant."""

from collections.abc import Callable
from dataclasses import dataclass

from secondstory.library.queries.vocabulary import begins_something, corrections_of, known_stems
from secondstory.library.rules.query_language import Wanted
from secondstory.library.rules.stemming import stem

MOST_CANDIDATES = 3  # for one word


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no report has, and the one that was looked for instead."""

    typed: str
    used: str


def corrected(
    wanted: tuple[Wanted, ...], *, best_score: Callable[[tuple[Wanted, ...]], float]
) -> tuple[tuple[Wanted, ...], tuple[Correction, ...]]:
    """Return the wanted words with those that occur nowhere in the open part put right, and what was put right.

    Where several words are equally near and the query has other words besides, those decide once: the one with the best result is taken.
    """
    candidates = {word: found for word in _unknown(wanted) if (found := corrections_of(word, most=MOST_CANDIDATES))}
    chosen = {word: found[0] for word, found in candidates.items()}
    doubtful = next((word for word, found in candidates.items() if len(found) > 1), None)
    if doubtful and sum(len(one.words) for one in wanted) > 1:
        scores = {other: best_score(_rewritten(wanted, {**chosen, doubtful: other})) for other in candidates[doubtful]}
        chosen[doubtful] = max(scores, key=lambda other: scores[other])
    return _rewritten(wanted, chosen), tuple(Correction(typed, used) for typed, used in chosen.items())


def _unknown(wanted: tuple[Wanted, ...]) -> list[str]:
    """Return the words of which no report of the open part has any form. Numbers and names with digits are never put right."""
    known = known_stems({root for one in wanted for root in one.stems})
    unknown: dict[str, None] = {}
    for one in wanted:
        for at, (word, root) in enumerate(zip(one.words, one.stems, strict=True)):
            is_begun = one.is_beginning and at == len(one.words) - 1
            if root not in known and word.isalpha() and not (is_begun and begins_something(word)):
                unknown[word] = None
    return list(unknown)


def _rewritten(wanted: tuple[Wanted, ...], right: dict[str, str]) -> tuple[Wanted, ...]:
    return tuple(_rewritten_one(one, right) for one in wanted)


def _rewritten_one(wanted: Wanted, right: dict[str, str]) -> Wanted:
    words = tuple(right.get(word, word) for word in wanted.words)
    if words == wanted.words:
        return wanted
    return Wanted(" ".join(words), words, tuple(stem(word) for word in words), wanted.is_beginning and words[-1] == wanted.words[-1])
