"""Reads of the words that occur in the open part: corrections, completions, and which words exist at all."""

from collections.abc import Collection

from django.db.models import Q

from secondstory.library.engines import engine
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


def known_stems(stems: Collection[str]) -> frozenset[str]:
    """Return those of the stems that occur in the open part."""
    return frozenset(Word.objects.filter(stem__in=stems).values_list("stem", flat=True))


def begins_something(beginning: str) -> bool:
    return Word.objects.filter(Q(stem__startswith=beginning) | engine().begins(beginning)).exists()


def corrections_of(word: str, *, most: int = 1) -> list[str]:
    """Return the known words that a misspelt one may have been meant to be, the likeliest first."""
    return meant(word, engine().similar_words(word), most=most) if slips_allowed(word) else []
