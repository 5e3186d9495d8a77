"""Put misspelt words of a query right, where the open part knows what was meant."""

from dataclasses import dataclass

from secondstory.library.engines import Doubt
from secondstory.library.queries.vocabulary import corrections_of
from secondstory.library.rules.query_language import Wanted
from secondstory.library.rules.stemming import stem

MOST_CANDIDATES = 3  # for one word


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no report has, and the one that was looked for instead."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """The words of a query with misspelt ones put right."""

    wanted: tuple[Wanted, ...]
    corrections: tuple[Correction, ...]


def alternatives(wanted: tuple[Wanted, ...]) -> tuple[Alternative, ...]:
    """Return the ways to put right the words that occur nowhere in the open part, the likeliest first; none where there is none.

    There are several where known words are equally near to the first such word and the query has other words besides, which can decide.
    """
    candidates = corrections_of(_doubts(wanted), most=MOST_CANDIDATES)
    chosen = {word: found[0] for word, found in candidates.items()}
    doubtful = next((word for word, found in candidates.items() if len(found) > 1), None)
    if not chosen:
        return ()
    if doubtful is None or sum(len(one.words) for one in wanted) == 1:
        return (_alternative(wanted, chosen),)
    return tuple(_alternative(wanted, {**chosen, doubtful: other}) for other in candidates[doubtful])


def _doubts(wanted: tuple[Wanted, ...]) -> list[Doubt]:
    """Return the words that can be misspelt. Numbers and names with digits are never put right."""
    doubts: dict[Doubt, None] = {}
    for one in wanted:
        for at, (word, root) in enumerate(zip(one.words, one.stems, strict=True)):
            if word.isalpha():
                doubts[Doubt(word, root, is_begun=one.is_beginning and at == len(one.words) - 1)] = None
    return list(doubts)


def _alternative(wanted: tuple[Wanted, ...], right: dict[str, str]) -> Alternative:
    return Alternative(_rewritten(wanted, right), tuple(Correction(typed, used) for typed, used in right.items()))


def _rewritten(wanted: tuple[Wanted, ...], right: dict[str, str]) -> tuple[Wanted, ...]:
    return tuple(_rewritten_one(one, right) for one in wanted)


def _rewritten_one(wanted: Wanted, right: dict[str, str]) -> Wanted:
    words = tuple(right.get(word, word) for word in wanted.words)
    if words == wanted.words:
        return wanted
    return Wanted(" ".join(words), words, tuple(stem(word) for word in words), wanted.is_beginning and words[-1] == wanted.words[-1])
