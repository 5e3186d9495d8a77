"""The kinds of words that `vocabulary.toml` lists, and where they occur in an item."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from secondstory.language.actions.words import Word, stem

_GAP = 4
"""Words that `~` stands for at most."""


class Hit(NamedTuple):
    """Words of a kind: `first` to `last` are places in the list of words, `last` exclusive."""

    kind: str
    first: int
    last: int
    is_solid: bool = True
    """Whether all words between belong to it, unlike in "prevent ~ from"."""


_Phrase: TypeAlias = tuple[tuple[str, ...], str]


@cache
def _lines() -> Mapping[str, Sequence[tuple[str, str]]]:
    """All phrases as they are written, with their kinds, by their first letter: a text needs only those of its own letters."""
    with (Path(__file__).parent / "vocabulary.toml").open("rb") as file:
        words_by_kind: dict[str, str] = tomllib.load(file)
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, words in words_by_kind.items():
        for written in words.split(","):
            phrase = written.strip()
            found.setdefault(phrase.lstrip("=")[:1], []).append((phrase, kind))
    return found


@cache
def _phrases(letter: str) -> Mapping[str, Sequence[_Phrase]]:
    """The phrases of a first letter with their kinds, by their first stem, the longest first."""
    found: dict[str, list[_Phrase]] = {}
    for phrase, kind in _lines().get(letter, ()):
        stems = tuple([part if part[0] in "=~" else stem(part) for part in phrase.split()])
        found.setdefault(stems[0], []).append((stems, kind))
    for phrases in found.values():
        if len(phrases) > 1:
            phrases.sort(key=_words_of_phrase, reverse=True)
    return found


def _words_of_phrase(phrase: _Phrase) -> int:
    return len(phrase[0])


def hits_in(words: Sequence[Word]) -> list[Hit]:
    """Return for each place the longest phrase of each kind that begins there."""
    found = []
    for first, word in enumerate(words):
        phrases = _phrases(word.stem[:1]) if word.stem[:1] in _lines() else {}
        seen = set()
        for stems, kind in (*phrases.get(word.stem, ()), *phrases.get(f"={word.text.lower()}", ())):
            if kind not in seen and (last := _end_of(stems, words, first)):
                seen.add(kind)
                found.append(Hit(kind, first, last, is_solid="~" not in stems))
    return _without_covered(found)


def _without_covered(hits: list[Hit]) -> list[Hit]:
    """Leave out words that are only part of a longer phrase: the "process" of "in the process of", the "make" of "make sure"."""
    kept: list[Hit] = []
    covered = 0
    longest: dict[int, int] = {}
    for hit in hits:
        if hit.is_solid:
            longest[hit.first] = max(longest.get(hit.first, 0), hit.last)
    for hit in hits:
        is_longest = not hit.is_solid or hit.last == longest[hit.first]
        if is_longest and (hit.first >= covered or (kept and hit.first == kept[-1].first)):
            kept.append(hit)
            covered = max(covered, hit.last if hit.is_solid else hit.first + 1)
    return kept


def _is(word: Word, wanted: str) -> bool:
    return word.text.lower() == wanted[1:] if wanted[0] == "=" else word.stem == wanted


def _end_of(stems: tuple[str, ...], words: Sequence[Word], first: int) -> int:
    """Return where a phrase that begins at `first` ends, 0 if it is not there."""
    if len(stems) == 1:
        return first + 1
    at = first + 1
    if at < len(words) and words[at].text == "-":
        at += 1
    for number, wanted in enumerate(stems[1:], start=1):
        if wanted == "~":
            continue
        reach = at + (_GAP + 1 if stems[number - 1] == "~" else 1)
        while at < len(words) and at < reach and not _is(words[at], wanted):
            at += 1
        if at == len(words) or at == reach:
            return 0
        at += 1
        if at < len(words) and words[at].text == "-" and number + 1 < len(stems):
            at += 1
    return at
