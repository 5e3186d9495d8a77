"""Reads of the words that occur in the open part: corrections and completions."""

from collections.abc import Sequence

from secondstory.library.engines import Doubt, engine
from secondstory.library.models import Word
from secondstory.library.rules.spelling import meant, slips_allowed

MOST_COMPLETIONS = 8


def completions(beginning: str, *, limit: int = MOST_COMPLETIONS) -> list[str]:
    """Return the most frequent words of the open part that begin so."""
    return list(Word.objects.filter(engine().begins(beginning)).order_by("-reports", "word").values_list("word", flat=True)[:limit])


def stems_of_beginning(beginning: str) -> tuple[str, ...]:
    """Return the stems of words that begin so where the stem does not: `operati` begins `operating`, whose stem is `oper`."""
    words = Word.objects.filter(engine().begins(beginning)).exclude(stem__startswith=beginning)
    return tuple(sorted(words.order_by().values_list("stem", flat=True).distinct()))


def corrections_of(doubts: Sequence[Doubt], *, most: int = 1) -> dict[str, list[str]]:
    """Return, for each word of which the open part has no form, the known ones it may have been meant to be, the likeliest first."""
    asked = [doubt for doubt in doubts if slips_allowed(doubt.word)]
    found = engine().similar_words(asked) if asked else {}
    nearest = {word: meant(word, similar, most=most) for word, similar in found.items()}
    return {word: likely for word, likely in nearest.items() if likely}
