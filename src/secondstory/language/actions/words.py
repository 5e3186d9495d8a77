"""Words of an action item with their places, and the stems by which vocabulary finds them."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

_LONGEST = 4_000
"""Code points of an item that are read. The longest real ones have some 1,200; more tells nothing new about what is to be done."""

_SILENT_E = 4
_VOWELS = frozenset("aeiouy")


class Word(NamedTuple):
    """A word or one mark of punctuation. `stem` is what vocabulary is compared with; an address has none."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        return not self.stem


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?:https?|ftp)://[^\s)\]>]+|\w+(?:['’]\w+)*|[.,:;?!()\[\]…—–@%/&\"-]|(?<=\n)[*+](?=\s)")


def words_of(text: str) -> list[Word]:
    """Split a text into words and marks. Addresses become one mark."""
    words = []
    for match in _pattern().finditer(text, 0, _LONGEST):
        found = match.group()
        is_word = (found[0].isalnum() or found[0] == "_") and "://" not in found
        words.append(Word(found, stem(found) if is_word else "", match.start(), match.end()))
    return words


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return what a word shares with its plural and its other tenses: `alert` for `Alerting`. Rough, but the same on both sides."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) <= 3 or not word.isascii():
        return word
    return _without_e(_without_ending(word))


def _without_ending(word: str) -> str:
    if word.endswith(("ied", "ies")):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and not _VOWELS.isdisjoint(rest) and not word.endswith("eed"):
            return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] in "bgmnprt" else rest
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("ed") and not word.endswith("eed"):
        return word[:-1]
    if word.endswith("s") and word[-2] not in "siu":
        return word[:-1]
    return word


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) >= _SILENT_E else word
