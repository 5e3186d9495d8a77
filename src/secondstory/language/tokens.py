"""Words with their places. Contractions are taken apart ("didn't" is did + not), so that a rule needs to know one form only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# A word with inner hyphens, dots and apostrophes, with or without the sign of a handle; or one mark. Every branch is greedy over
# characters that no other part can take, so the time is linear.
# An adverb is a word of its own: "incorrectly-deployed" is two.
_TOKEN = re.compile(r"@?[^\W_]+(?:(?:['’._]|(?<!ly)-)[^\W_]+)*|[^\w\s]|_+")
# Where a sentence may end: a stop, with what closes after it and the white space that follows; or a blank line. Looked for at the
# beginning of a run of stops only and never given back, so that a megabyte of stops takes no longer than one of words. It begins with
# a set of characters, which is what the search can jump to.
_STOPS = ".!?…؟。！？"
_END = re.compile(rf"[\n{_STOPS}](?:(?<=\n)[^\S\n]*+\n|(?<!\n)(?<![{_STOPS}].)[{_STOPS}]*+[\"'”’)\]}}*_]*+\s++)", re.DOTALL)

_CLITICS = {"ve": "have", "ll": "will", "re": "are", "m": "am", "d": "would", "s": "'s"}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_LONGEST_CONTRACTION = 64
_MARKS_TO_SPACES = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "-")}
_ABBREVIATIONS = frozenset(
    ["e.g", "i.e", "etc", "vs", "approx", "no", "dr", "mr", "mrs", "ms", "st", "inc", "ltd", "co", "fig", "cf", "al", "resp", "dept"]
)


@dataclass(frozen=True)
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

    @cached_property
    def first_word(self) -> int:
        """The first word that begins with a letter; a time or a bullet before it does not count."""
        return next((place for place, word in enumerate(self.words) if word[0].isalpha()), len(self.words))

    @cached_property
    def last_word(self) -> int:
        """The last word that begins with a letter."""
        return next((place for place in range(len(self.words) - 1, -1, -1) if self.words[place][0].isalpha()), -1)

    def written(self, index: int) -> str:
        """Return the word as its author wrote it."""
        return self.source[self.starts[index] : self.ends[index]]

    def is_capitalised(self, index: int) -> bool:
        return self.source[self.starts[index] : self.starts[index] + 1].isupper()

    def is_word(self, index: int) -> bool:
        first = self.source[self.starts[index]]
        return first.isalnum() or first in "@'’"


def possible_words(source: str, start: int, end: int) -> set[str]:
    """Return every word of letters, digits and hyphens in a passage, in lower case, contractions taken apart, and perhaps some more.

    Much cheaper than reading its sentences, and so the way to find out that none of them matters.
    """
    text = source[start:end].lower()
    if not text.isascii():
        return _exact_words(text)
    plain = text.translate(_MARKS_TO_SPACES)
    words = {word.strip("-") for word in plain.replace("--", " ").split()} if "-" in text else set(plain.split())
    if "'" in text or "ly-" in text:
        words |= _exact_words(" ".join([piece for piece in text.split() if "'" in piece or "ly-" in piece]))
    return words


def _exact_words(text: str) -> set[str]:
    words = set(_TOKEN.findall(text))
    words.update([part for word in words if "'" in word or "’" in word for part, _ in _parts(word)])
    return words


def sentence_spans(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a passage into sentences, as code points. A blank line always ends one; a full stop does where a new sentence can begin."""
    first = start
    for gap in _END.finditer(source, start, end):
        if gap.end() < end and (gap[0][0] == "\n" or _begins_anew(source, first, gap)):
            yield first, gap.end()
            first = gap.end()
    if first < end:
        yield first, end


def _begins_anew(source: str, first: int, gap: re.Match[str]) -> bool:
    following = source[gap.end()]
    if following.islower():
        return False
    if gap[0][0] != ".":
        return True
    before = source[max(first, gap.start() - 6) : gap.start()].split()
    word = before[-1].lower().lstrip("(") if before else ""
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())) or (word == "etc" and following.isupper())


def read_sentence(source: str, start: int, end: int, *, people: frozenset[str] = frozenset()) -> Sentence:
    """Return the words of one sentence with their places."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _TOKEN.finditer(source, start, end):
        written = found[0]
        first, last = found.span()
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
    return Sentence(source, words, starts, ends, people)


def sentences(source: str) -> Iterator[Sentence]:
    """Return every sentence of a text."""
    return (read_sentence(source, start, end) for start, end in sentence_spans(source, 0, len(source)))


def _parts(written: str) -> tuple[tuple[str, int], ...]:
    """Take a contraction apart: "didn't" is (did, 3), (not, 3)."""
    return _short_parts(written) if len(written) <= _LONGEST_CONTRACTION else ((written.lower(), len(written)),)


@lru_cache(maxsize=4096)
def _short_parts(written: str) -> tuple[tuple[str, int], ...]:
    lower = written.lower().replace("’", "'")
    if len(lower) != len(written):
        return ((lower, len(written)),)  # a letter whose lower case is longer; no contraction has one
    stem, _, tail = lower.rpartition("'")
    if tail == "t" and stem.endswith("n") and len(stem) > 1:
        stem = stem[:-1]
        return ((_NEGATED.get(stem, stem), len(stem)), ("not", len(written) - len(stem)))
    if stem and tail in _CLITICS:
        inner = _short_parts(written[: len(stem)]) if "'" in stem else ((stem, len(stem)),)
        return (*inner, (_CLITICS[tail], len(written) - len(stem)))
    return ((lower, len(written)),)
