"""The kind of check behind most rules: patterns over the words of a sentence, with what must and must not stand around them."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.language.patterns import Pattern, PatternError, Span, Vocabulary
from secondstory.language.subjects import Subject, subject_before
from secondstory.language.tokens import Sentence

_FIELDS = frozenset(["patterns", "of_people", "subject", "not_subject", "unless", "unless_before", "unless_after"])
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
        """Take a rule's table; raise `PatternError` where it cannot be used. What each pattern says is read when it is first needed."""
        _check_fields(check)
        self._words = words
        self._of_people = frozenset(check.get("of_people", ()))
        self.patterns = [Pattern(text, words) for text in (*self._of_people, *check.get("patterns", ()))]
        self._subject = _subjects(check.get("subject", ()))
        self._not_subject = _subjects(check.get("not_subject", ()))
        self._unless = [Pattern(text, words) for text in check.get("unless", ())]
        self._unless_before = [_Beside(text, words) for text in check.get("unless_before", ())]
        self._unless_after = [_Beside(text, words) for text in check.get("unless_after", ())]

    def read_patterns(self) -> None:
        """Read every pattern now; raise `PatternError` where one cannot be read."""
        for pattern in self.patterns:
            _ = pattern.cues
        for pattern in (*self._unless, *(beside.pattern for beside in (*self._unless_before, *self._unless_after))):
            pattern.read()

    def finds(self, pattern: Pattern, sentence: Sentence, index: int) -> Span | None:
        """Match one of the patterns with its cue at word `index`, where what stands around it allows."""
        span = pattern.at(sentence, index)
        if span is None or not self._subject_fits(pattern, sentence, span) or self._stands_beside(sentence, span):
            return None
        return span

    def lets_pass(self, sentence: Sentence) -> bool:
        """Say whether something in the sentence makes every match in it a look-alike. It is enough to ask once."""
        return any(_places(pattern, sentence, 0, len(sentence)) for pattern in self._unless)

    def _subject_fits(self, pattern: Pattern, sentence: Sentence, span: Span) -> bool:
        of_people = pattern.text in self._of_people
        if not (of_people or self._subject or self._not_subject):
            return True
        subject = subject_before(sentence, span.first, self._words)
        if of_people:
            return subject is Subject.PERSON
        return subject not in self._not_subject and (not self._subject or subject in self._subject)

    def _stands_beside(self, sentence: Sentence, span: Span) -> bool:
        before, after = max(0, span.first - NEAR), min(len(sentence), span.last + NEAR)
        return any(beside.stands(sentence, before, span.first, touching=span.first) for beside in self._unless_before) or any(
            beside.stands(sentence, span.last, after, touching=span.last) for beside in self._unless_after
        )


def _check_fields(check: Mapping[str, Any]) -> None:
    unknown = sorted(set(check) - _FIELDS)
    if unknown:
        raise PatternError(f"The field {unknown[0]!r} of [check] is not known. It may have {', '.join(sorted(_FIELDS))}.")
    for name, texts in check.items():
        if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
            raise PatternError(f"The field {name!r} of [check] has to be a list of texts.")
    if not check.get("patterns") and not check.get("of_people"):
        raise PatternError("The table [check] needs at least one pattern, in the field 'patterns' or 'of_people'.")


def _subjects(names: Iterable[str]) -> frozenset[Subject]:
    unknown = sorted(set(names) - set(Subject))
    if unknown:
        raise PatternError(f"The subject {unknown[0]!r} is not known. Write one of {', '.join(Subject)}.")
    return frozenset(Subject(name) for name in names)


class _Beside:
    """A pattern that is looked for next to a match."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self._touches = text.startswith("^ ") or text.endswith(" $")
        self.pattern = Pattern(text.removeprefix("^ ").removesuffix(" $"), words)

    def stands(self, sentence: Sentence, first: int, last: int, *, touching: int) -> bool:
        spans = _places(self.pattern, sentence, first, last)
        return any(not self._touches or touching in (span.first, span.last) for span in spans)


def _places(pattern: Pattern, sentence: Sentence, first: int, last: int) -> list[Span]:
    spans = [pattern.at(sentence, index) for index in range(first, last)]
    return [span for span in spans if span is not None and span.first >= first and span.last <= last]
