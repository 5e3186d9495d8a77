"""Patterns over words: what a rule file writes, and how it is matched.

A pattern is a row of elements, separated by spaces:

    should have        these words
    made|caused        one of these words
    <person>           a word of the list `person` (see `words.toml`)
    <adverb>*2         up to two of them
    the?               none or one
    ...3               up to three words of any kind (no punctuation)
    ^ and $            the sentence begins or ends here (a time or a bullet before it does not count)
    !word  !<list>     the next word is none of these (nothing is consumed)
    [ … ]              report this part only; otherwise all that matched

Every repetition is bounded (thirty words at most) and each pattern is tried only where one of its words stands, so the time is linear
in the text. Contractions are written as the two words that they are: "did not", "it 's".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from secondstory.language.tokens import Sentence

WordTest = Callable[[Sentence, int], bool]
FURTHEST = 30  # the most words that a part of a pattern may repeat


class PatternError(ValueError):
    """A pattern of a rule file cannot be read. The message says which and why."""


class Span(NamedTuple):
    """A match: words `first` to `last` (exclusive), of which `report_first` to `report_last` are to be shown."""

    first: int
    last: int
    report_first: int
    report_last: int


class _Element(NamedTuple):
    words: frozenset[str]
    test: WordTest | None
    least: int
    most: int
    is_guard: bool = False
    frequency: int = 0
    """How often, about, one of the words is to be expected: frequent ones count for many others."""
    takes_marks: bool = False

    def takes(self, sentence: Sentence, index: int) -> bool:
        if self.test is not None and self.test(sentence, index):
            return True
        return sentence.words[index] in self.words


@dataclass(frozen=True)
class Vocabulary:
    """Named lists of words, and named tests for what a list cannot hold (a participle, a name)."""

    lists: Mapping[str, frozenset[str]]
    tests: Mapping[str, WordTest]
    parts: dict[str, "_Element"] = field(default_factory=dict, compare=False, repr=False)
    """Parts of patterns that were read before; rules have most of them in common."""


class Pattern:
    """One pattern, ready to match. It is read when it is first needed."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words one of which must stand in a sentence for the pattern to match; raise `PatternError` where there are none."""
        cue = self._elements[self._cue]
        if cue.test is not None or cue.takes_marks:
            raise PatternError(f'The pattern "{self.text}" needs at least one plain word or list that always stands in it.')
        return cue.words

    @cached_property
    def required(self) -> tuple[frozenset[str], ...]:
        """Sets of words from each of which one must stand in the sentence, the rarest first; a cheap test before matching."""
        needed = [
            (element.frequency, place, element.words)
            for place, element in enumerate(self._elements)
            if element.least and element.test is None and not element.is_guard and place != self._cue and not element.takes_marks
        ]
        return tuple(words for _, _, words in sorted(needed, key=lambda entry: entry[:2]))

    @cached_property
    def needs_name(self) -> bool:
        """Say whether the name of a person must stand in the sentence."""
        name = self.vocabulary.tests.get("name")
        return any(element.least and element.test is name and not element.words and not element.is_guard for element in self._elements)

    def read(self) -> None:
        """Raise `PatternError` where the pattern cannot be read. Otherwise that shows when it is first used."""
        _ = self._cue

    def at(self, sentence: Sentence, index: int) -> Span | None:
        """Match with the cue at word `index`, or return None."""
        elements, cue = self._elements, self._cue
        if not elements[cue].takes(sentence, index):
            return None
        before: list[int] = []
        if not _match(elements, range(cue - 1, -1, -1), sentence, index - 1, -1, before):
            return None
        if self._from_start and sentence.first_word <= (before[-1] if before else index - 1):
            return None
        after: list[int] = []
        if not _match(elements, range(cue + 1, len(elements)), sentence, index + 1, 1, after):
            return None
        last = after[-1] if after else index + 1
        if self._to_end and sentence.last_word >= last:
            return None
        return self._span(before, index, after)

    def _span(self, before: list[int], index: int, after: list[int]) -> Span:
        # borders[k] is the word at which element k begins; before holds, from the cue backwards, the word before each element.
        borders = [position + 1 for position in reversed(before)] + [index, index + 1, *after]
        opened, closed = self._reported
        return Span(borders[0], borders[-1], borders[opened], borders[closed])

    @cached_property
    def _parsed(self) -> tuple[list[_Element], tuple[int, int], bool, bool]:
        elements: list[_Element] = []
        opened, closed = 0, -1
        parts = self.text.split()
        for part in parts:
            if part == "[":
                opened = len(elements)
            elif part == "]":
                closed = len(elements)
            elif part not in "^$":
                elements.append(self._element(part.lower()))
        if not elements:
            raise PatternError(f'The pattern "{self.text}" is empty.')
        return elements, (opened, closed if closed >= 0 else len(elements)), "^" in parts, "$" in parts

    @property
    def _elements(self) -> list[_Element]:
        return self._parsed[0]

    @property
    def _reported(self) -> tuple[int, int]:
        return self._parsed[1]

    @property
    def _from_start(self) -> bool:
        return self._parsed[2]

    @property
    def _to_end(self) -> bool:
        return self._parsed[3]

    @cached_property
    def _cue(self) -> int:
        """The element to look for first: it always matches exactly one word, and has the fewest common words."""
        candidates = [
            (element.test is not None or element.takes_marks, element.frequency, place)
            for place, element in enumerate(self._elements)
            if element.least == element.most == 1 and not element.is_guard
        ]
        if not candidates:
            raise PatternError(f'The pattern "{self.text}" needs at least one word that always stands in it.')
        return min(candidates)[2]

    def _element(self, part: str) -> _Element:
        known = self.vocabulary.parts
        if part not in known:
            known[part] = self._read_element(part)
        return known[part]

    def _read_element(self, part: str) -> _Element:
        body, least, most = part, 1, 1
        if part.startswith("..."):
            return _Element(_NO_WORDS, _any_word, 0, self._number(part, part[3:], "the dots, as in ...3"))
        if body.endswith("?") and body != "?":
            body, least = body[:-1], 0
        elif "*" in body[1:]:
            body, _, number = body.rpartition("*")
            least, most = 0, self._number(part, number, "the star, as in *2")
        is_guard = len(body) > 1 and body.startswith("!")
        words, test = self._words(body.removeprefix("!") if is_guard else body)
        frequency = len(words) + _FREQUENT * len(words & self.vocabulary.lists.get("common", _NO_WORDS))
        return _Element(words, test, least, most, is_guard, frequency, _has_marks(words))

    def _number(self, part: str, digits: str, where: str) -> int:
        if not (digits.isascii() and digits.isdecimal()):
            raise PatternError(f'"{part}" in the pattern "{self.text}": write a number after {where}.')
        if len(digits) > 2 or not 0 < int(digits) <= FURTHEST:
            raise PatternError(f'"{part}" in the pattern "{self.text}": the number has to be from 1 to {FURTHEST}.')
        return int(digits)

    def _words(self, body: str) -> tuple[frozenset[str], WordTest | None]:
        words: set[str] = set()
        lists: list[frozenset[str]] = []
        tests: list[WordTest] = []
        for choice in body.split("|"):
            if choice.startswith("<") and choice.endswith(">"):
                name = choice[1:-1]
                if name in self.vocabulary.tests:
                    tests.append(self.vocabulary.tests[name])
                elif name not in self.vocabulary.lists:
                    raise PatternError(f'The pattern "{self.text}" names the list "{name}", which does not exist.')
                if name in self.vocabulary.lists:
                    lists.append(self.vocabulary.lists[name])
            else:
                self._check_word(choice)
                words.add(choice)
        if len(lists) == 1 and not words:
            return lists[0], _either(tests)
        return frozenset(words.union(*lists)), _either(tests)

    def _check_word(self, word: str) -> None:
        if "'" in word[1:] or "’" in word[1:]:
            raise PatternError(f'"{word}" in the pattern "{self.text}": write contractions as two words, as in did not, it \'s.')


_NO_WORDS: frozenset[str] = frozenset()
_FREQUENT = 50  # for how many other words one of the list "common" counts


def _has_marks(words: frozenset[str]) -> bool:
    """Say whether some are no words of letters, digits and hyphens, nor what is left of one in a contraction."""
    return "-" in words or "'" in words or not (not words or "".join(words).replace("-", "").replace("'", "").isalnum())


def _either(tests: list[WordTest]) -> WordTest | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    return lambda sentence, index: any(test(sentence, index) for test in tests)


def _any_word(sentence: Sentence, index: int) -> bool:
    return sentence.is_word(index)


def _match(elements: list[_Element], places: range, sentence: Sentence, index: int, step: int, borders: list[int]) -> bool:  # noqa: PLR0917 - recursion
    """Match the elements at `places` one after another from word `index` on; longest repetitions first. Fill in where each ended."""
    if not places:
        return True
    element, rest = elements[places[0]], places[1:]
    inside = 0 <= index < len(sentence)
    if element.is_guard:
        if inside and element.takes(sentence, index):
            return False
        borders.append(index)
        if _match(elements, rest, sentence, index, step, borders):
            return True
        borders.pop()
        return False
    reach = 0
    while reach < element.most and 0 <= index + step * reach < len(sentence) and element.takes(sentence, index + step * reach):
        reach += 1
    for taken in range(reach, element.least - 1, -1):
        borders.append(index + step * taken)
        if _match(elements, rest, sentence, index + step * taken, step, borders):
            return True
        borders.pop()
    return False
