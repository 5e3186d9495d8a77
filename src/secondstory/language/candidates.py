"""Which patterns can match in a passage at all, by the words in it: for most passages none, and then nobody has to read them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from secondstory.language.checks.phrase import Phrase
from secondstory.language.patterns import Pattern, Vocabulary
from secondstory.language.prose import Scope
from secondstory.language.rule_files import Rule
from secondstory.language.tokens import possible_words


class Trial(NamedTuple):
    """A pattern to try, with the check and the rule that it belongs to."""

    rule: Rule
    check: Phrase
    pattern: Pattern
    required: tuple[frozenset[str], ...]
    """As the pattern says, what is rarest first."""


class Candidates:
    """The patterns of a linter by their cues: words one of which has to stand in a text for the pattern to match."""

    def __init__(self, words: Vocabulary) -> None:
        self._of_names = _Index()
        self._of_words = _Index()
        self._given_names = words.lists["given_name"]

    def add(self, rule: Rule, check: Phrase, pattern: Pattern) -> None:
        """Add a pattern; raise `PatternError` where it has no cue."""
        index = self._of_names if pattern.needs_name else self._of_words
        index.add(Trial(rule, check, pattern, pattern.required))

    def among(self, source: str, start: int, end: int, scope: Scope, people: frozenset[str]) -> Mapping[str, Sequence[Trial]]:
        """Return the patterns all of whose words may stand in a piece of text, by their cue."""
        words = possible_words(source, start, end)
        trials: dict[str, list[Trial]] = {}
        self._of_words.collect(trials, words, scope)
        if not words.isdisjoint(self._given_names) or not words.isdisjoint(people) or source.find("@", start, end) >= 0:
            self._of_names.collect(trials, words, scope)
        return trials


class _Index:
    def __init__(self) -> None:
        self._by_cue: dict[str, list[Trial]] = {}
        self._cues: set[str] = set()

    def add(self, trial: Trial) -> None:
        for word in trial.pattern.cues:
            self._by_cue.setdefault(word, []).append(trial)
        self._cues |= trial.pattern.cues

    def collect(self, trials: dict[str, list[Trial]], words: set[str], scope: Scope) -> None:
        for cue in words & self._cues:
            for trial in self._by_cue[cue]:
                for needed in trial.required:
                    if words.isdisjoint(needed):
                        break
                else:
                    if scope in trial.rule.scopes:
                        trials.setdefault(cue, []).append(trial)
