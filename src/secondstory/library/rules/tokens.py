"""How text becomes words, the same for what is stored, what is asked and what is marked in a result."""

import re
import unicodedata
from functools import lru_cache

from secondstory.library.rules.stemming import stem

LONGEST_WORD = 64

WORD = re.compile(r"[^\W_]+")
_SPACED = "".join(character if character.isalnum() else " " for character in map(chr, range(128)))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def folded(text: str) -> str:
    """Return the text in lower case without accents, character for character, so that positions stay the same.

    The text should be composed (NFC); one character stays one character.
    """
    return (text if text.isascii() else _NOT_ASCII.sub(_fold_run, text)).lower()


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in order; of a run of letters that is no word, the beginning."""
    low = folded(text)
    found = low.translate(_SPACED).split() if low.isascii() else WORD.findall(low)  # The first is ten times as fast.
    return found if max(map(len, found), default=0) <= LONGEST_WORD else [word[:LONGEST_WORD] for word in found]


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _fold_run(run: re.Match[str]) -> str:
    return "".join(map(_fold_character, run[0]))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Return the base letter: ü is u. What would become several letters stays as it is."""
    base = "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)).lower()
    if len(base) == 1:
        return base
    return character.lower() if len(character.lower()) == 1 else character
