"""The stem of an English word after M. F. Porter, "An algorithm for suffix stripping", 1980, with his later changes to -logi, -bli and -y.

The last one counts here: without it, deploy and deployed would be two words.
"""

from functools import lru_cache

LONGEST = 64  # Longer runs of letters are no words.
VOWELS = frozenset("aeiou")

_STEP_2 = {
    "ational": "ate",
    "ization": "ize",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "tional": "tion",
    "biliti": "ble",
    "entli": "ent",
    "ousli": "ous",
    "ation": "ate",
    "alism": "al",
    "aliti": "al",
    "iviti": "ive",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "logi": "log",
    "alli": "al",
    "ator": "ate",
    "bli": "ble",
    "eli": "e",
}
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ness": "", "ful": ""}
_STEP_4 = (
    *("ement",),
    *("ance", "ence", "able", "ible", "ment"),
    *("ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize"),
    *("al", "er", "ic", "ou"),
)


@lru_cache(maxsize=40_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; other than English words come back as they are, or nearly so."""
    if len(word) < 3 or len(word.encode()) > LONGEST:
        return word
    word = _past_and_gerund(_plural(word))
    if word.endswith("y") and len(word) > 2 and _is_consonant(word, len(word) - 2):
        word = word[:-1] + "i"
    word = _shortened(_replaced(_replaced(word, _STEP_2), _STEP_3))
    if word.endswith("e") and (_measure(word[:-1]) > 1 or (_measure(word[:-1]) == 1 and not _ends_short(word[:-1]))):
        word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past_and_gerund(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    ending = next((one for one in ("ed", "ing") if word.endswith(one)), "")
    before = word.removesuffix(ending)
    if not ending or not _has_vowel(before):
        return word
    if before.endswith(("at", "bl", "iz")):
        return before + "e"
    if len(before) > 1 and before[-1] == before[-2] and before[-1] not in "lsz" and _is_consonant(before, len(before) - 1):
        return before[:-1]
    return before + "e" if _measure(before) == 1 and _ends_short(before) else before


def _replaced(word: str, endings: dict[str, str]) -> str:
    if not word.endswith(tuple(endings)):  # at once, since most words have none of them
        return word
    for ending, replacement in endings.items():
        if word.endswith(ending):
            before = word.removesuffix(ending)
            return before + replacement if _measure(before) > 0 else word
    return word


def _shortened(word: str) -> str:
    for ending in _STEP_4 if word.endswith(_STEP_4) else ():
        if word.endswith(ending):
            before = word.removesuffix(ending)
            return before if _measure(before) > 1 and (ending != "ion" or before.endswith(("s", "t"))) else word
    return word


def _is_consonant(word: str, at: int) -> bool:
    if word[at] == "y":
        return at == 0 or not _is_consonant(word, at - 1)
    return word[at] not in VOWELS


def _has_vowel(word: str) -> bool:
    return any(not _is_consonant(word, at) for at in range(len(word)))


def _measure(word: str) -> int:
    """Count how often a consonant follows a vowel: Porter's m."""
    turns, after_vowel = 0, False
    for at, letter in enumerate(word):
        is_vowel = letter in VOWELS or (letter == "y" and at > 0 and not after_vowel)
        turns += after_vowel and not is_vowel
        after_vowel = is_vowel
    return turns


def _ends_short(word: str) -> bool:
    """Whether it ends consonant, vowel, consonant, the last not w, x or y: Porter's *o."""
    last = len(word) - 1
    return (
        last >= 2
        and _is_consonant(word, last)
        and not _is_consonant(word, last - 1)
        and _is_consonant(word, last - 2)
        and word[last] not in "wxy"
    )
