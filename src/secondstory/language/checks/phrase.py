"""The kind of check behind most rules: patterns over the words of a sentence, with what must and must not stand around them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from secondstory.language.patterns import Pattern, PatternError, Span, Vocabulary
from secondstory.language.subjects import Subject, subject_before
from secondstory.language.tokens import Sentence

NEAR = 8  # words before and after a match that `unless_before` and `unless_after` look at


class Phrase:
    """One rule's patterns.

    Its table `[check]` holds `patterns`, and may hold

    - `of_people`: more patterns, which count only where the subject before them is a person;
    - `subject` or `not_subject`: what the grammatical subject before the match must or must not be (`subjects.Subject`);
    - `unless`: patterns that, anywhere in the sentence, make it a look-alike;
    - `unless_before`, `unless_after`: the same in the eight words before or after the match; with `$` at its end or `^` at its
      beginning the pattern must touch the match.
    """

    def __init__(self, check: Mapping[str, Any], words: Vocabulary) -> None:
        unknown = sorted(set(check) - {"patterns", "of_people", "subject", "not_subject", "unless", "unless_before", "unless_after"})
        if unknown:
            raise PatternError(f"The field {unknown[0]!r} of [check] is not known.")
        self._words = words
        self._of_people = [Pattern(text, words) for text in check.get("of_people", ())]
        self.patterns = [*(Pattern(text, words) for text in check["patterns"]), *self._of_people]
        self._subject = frozenset(Subject(name) for name in check.get("subject", ()))
        self._not_subject = frozenset(Subject(name) for name in check.get("not_subject", ()))
        self._unless = [Pattern(text, words) for text in check.get("unless", ())]
        self._unless_before = [_Beside(text, words) for text in check.get("unless_before", ())]
        self._unless_after = [_Beside(text, words) for text in check.get("unless_after", ())]

    def finds(self, pattern: Pattern, sentence: Sentence, index: int) -> Span | None:
        """Match one of the patterns with its cue at word `index`."""
        span = pattern.at(sentence, index)
        if span is None or not self._subject_fits(pattern, sentence, span) or self._is_look_alike(sentence, span):
            return None
        return span

    def _subject_fits(self, pattern: Pattern, sentence: Sentence, span: Span) -> bool:
        if not self._subject and not self._not_subject and pattern not in self._of_people:
            return True
        if pattern in self._of_people:
            return subject_before(sentence, span.first, self._words) is Subject.PERSON
        subject = subject_before(sentence, span.first, self._words)
        return subject not in self._not_subject and (not self._subject or subject in self._subject)

    def _is_look_alike(self, sentence: Sentence, span: Span) -> bool:
        before, after = max(0, span.first - NEAR), min(len(sentence), span.last + NEAR)
        return (
            any(_places(pattern, sentence, 0, len(sentence)) for pattern in self._unless)
            or any(beside.stands(sentence, before, span.first, touching=span.first) for beside in self._unless_before)
            or any(beside.stands(sentence, span.last, after, touching=span.last) for beside in self._unless_after)
        )

    @cached_property
    def cues(self) -> list[tuple[frozenset[str], Pattern]]:
        return [(pattern.cues, pattern) for pattern in self.patterns]


class _Beside:
    """A pattern that is looked for next to a match."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self._touches = text.startswith("^ ") or text.endswith(" $")
        self._pattern = Pattern(text.removeprefix("^ ").removesuffix(" $"), words)

    def stands(self, sentence: Sentence, first: int, last: int, *, touching: int) -> bool:
        spans = _places(self._pattern, sentence, first, last)
        return any(not self._touches or touching in (span.first, span.last) for span in spans)


def _places(pattern: Pattern, sentence: Sentence, first: int, last: int) -> list[Span]:
    spans = [pattern.at(sentence, index) for index in range(first, last)]
    return [span for span in spans if span is not None and span.first >= first and span.last <= last]
