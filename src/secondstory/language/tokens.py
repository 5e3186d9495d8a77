"""Words with their places. Contractions are taken apart ("didn't" is did + not), so that a rule needs to know one form only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# A word with inner hyphens, dots and apostrophes, with or without the sign of a handle; or one mark. Every branch is greedy over
# characters that no other part can take, so the time is linear.
# An adverb is a word of its own: "incorrectly-deployed" is two.
_TOKEN = re.compile(r"@?[^\W_]+(?:(?:['’._]|(?<!ly)-)[^\W_]+)*|[^\w\s]|_+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

_CLITICS = {"ve": "have", "ll": "will", "re": "are", "m": "am", "d": "would", "s": "'s"}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_ABBREVIATIONS = frozenset("e.g i.e etc vs approx no dr mr mrs ms st inc ltd co fig cf al resp dept".split())
_CLOSING = frozenset("\"'”’)]}*_")
_ENDS = frozenset(".!?…。؟！？")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as parallel lists: `words[i]` in lower case stands at code points `starts[i]` to `ends[i]` of `source`."""

    source: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    people: frozenset[str] = frozenset()
    """Words of the names of people of the incident, in lower case."""

    def __len__(self) -> int:
        return len(self.words)

    def written(self, index: int) -> str:
        """Return the word as its author wrote it."""
        return self.source[self.starts[index] : self.ends[index]]

    def is_capitalised(self, index: int) -> bool:
        return self.source[self.starts[index] : self.starts[index] + 1].isupper()

    def is_word(self, index: int) -> bool:
        first = self.source[self.starts[index]]
        return first.isalnum() or first in "@'’"


def sentences(source: str, *, start: int = 0, end: int | None = None, people: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """Cut a passage into sentences. A blank line always ends one; a full stop does where a new sentence can begin."""
    end = len(source) if end is None else end
    for first, last in _paragraphs(source, start, end):
        yield from _sentences_of(source, first, last, people)


def _paragraphs(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _BLANK_LINE.finditer(source, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _sentences_of(source: str, start: int, end: int, people: frozenset[str]) -> Iterator[Sentence]:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(source, start, end):
        written, first, last = found[0], found.start(), found.end()
        if words and words[-1] in _ENDS and _begins_anew(source, words, ends[-1], written, first):
            yield Sentence(source, words, starts, ends, people)
            words, starts, ends = [], [], []
        if "'" in written or "’" in written:
            for word, length in _parts(written):
                words.append(word)
                starts.append(first)
                first += length
                ends.append(first)
        else:
            words.append(written.lower())
            starts.append(first)
            ends.append(last)
    if words:
        yield Sentence(source, words, starts, ends, people)


def _begins_anew(source: str, words: list[str], ended: int, written: str, first: int) -> bool:
    if written in _ENDS or written in _CLOSING:
        return False
    if first == ended:
        return False  # "node.js", "v1.2": no space after the stop
    if words[-1] == "." and len(words) > 1 and (words[-2] in _ABBREVIATIONS or len(words[-2]) == 1):
        return written[0].isupper() and words[-2] == "etc"
    return not written[0].islower()


@lru_cache(maxsize=4096)
def _parts(written: str) -> tuple[tuple[str, int], ...]:
    """Take a contraction apart: "didn't" is (did, 3), (not, 3)."""
    lower = written.lower().replace("’", "'")
    stem, _, tail = lower.rpartition("'")
    if len(lower) != len(written):
        return ((lower, len(written)),)  # a letter whose lower case is longer; no contraction has one
    if tail == "t" and stem.endswith("n") and len(stem) > 1:
        stem = stem[:-1]
        if stem == "ca":
            return (("can", 2), ("not", 3))
        return ((_NEGATED.get(stem, stem), len(stem)), ("not", len(written) - len(stem)))
    if stem and tail in _CLITICS:
        inner = _parts(written[: len(stem)]) if "'" in stem else ((stem, len(stem)),)
        return (*inner, (_CLITICS[tail], len(written) - len(stem)))
    return ((lower, len(written)),)
