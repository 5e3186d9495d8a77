"""From text to findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from secondstory.language.checks.phrase import Phrase
from secondstory.language.findings import Finding
from secondstory.language.patterns import Pattern, Vocabulary
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import read_prose
from secondstory.language.rewording import reword
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.tokens import Sentence, read_sentence, sentence_spans, words_in
from secondstory.language.vocabulary import name_words, vocabulary


class Linter:
    """A set of rules, ready to read any number of texts. Safe to share between threads."""

    def __init__(self, rules: Iterable[Rule], *, words: Mapping[str, Iterable[str]] | None = None) -> None:
        """Take the rules of a run and the words that a project adds to the lists (name of the list to words)."""
        self.vocabulary: Vocabulary = vocabulary(words)
        self._by_cue: dict[str, list[_Trial]] = defaultdict(list)
        for rule in rules:
            if rule.kind == "phrase":
                check = Phrase(rule.check, self.vocabulary)
                for cues, pattern in check.cues:
                    trial = _Trial(rule, check, pattern)
                    for word in cues:
                        self._by_cue[word].append(trial)
        self._cues = frozenset(self._by_cue)
        self._given_names = self.vocabulary.lists["given_name"]

    def findings(self, prose: Prose, *, people: Sequence[str] = ()) -> list[Finding]:
        """Return what to reword, in the order of the text."""
        known = name_words([*people, *prose.people])
        found: list[Finding] = []
        for passage in prose.passages:
            if passage.scope is Scope.ATTENDEES:
                continue
            for start, end in sentence_spans(prose.masked, passage.start, passage.end):
                has_handle = prose.masked.find("@", start, end) >= 0
                trials = self._worth_trying(words_in(prose.masked, start, end), passage.scope, known, has_handle=has_handle)
                if trials:
                    found += self._in_sentence(read_sentence(prose.masked, start, end, people=known), trials)
        return found

    def _worth_trying(self, words: set[str], scope: Scope, people: frozenset[str], *, has_handle: bool) -> dict[str, list["_Trial"]]:
        """Return the patterns all of whose words are among those of a sentence, by their cue. For most sentences there are none."""
        cues = words & self._cues
        if not cues:
            return {}
        has_name = has_handle or not words.isdisjoint(self._given_names) or not words.isdisjoint(people)
        trials: dict[str, list[_Trial]] = {}
        for cue in cues:
            worth = [
                trial
                for trial in self._by_cue[cue]
                if scope in trial.rule.scopes
                and (has_name or not trial.pattern.needs_name)
                and not any(words.isdisjoint(needed) for needed in trial.pattern.required)
            ]
            if worth:
                trials[cue] = worth
        return trials

    def _in_sentence(self, sentence: Sentence, trials: dict[str, list["_Trial"]]) -> list[Finding]:
        found: list[Finding] = []
        for index, word in enumerate(sentence.words):
            if word in trials:
                for trial in trials[word]:
                    span = trial.check.finds(trial.pattern, sentence, index)
                    if span is not None:
                        found.append(reword(trial.rule, sentence, span, self.vocabulary))
        return _without_doubles(found) if len(found) > 1 else found


class _Trial(NamedTuple):
    rule: Rule
    check: Phrase
    pattern: Pattern


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """Keep, of overlapping findings of one category, the first; of those that begin together the longest and clearest."""
    found.sort(key=lambda finding: (finding.start, finding.level == "suggestion", -finding.end))
    kept: list[Finding] = []
    for finding in found:
        if not any(other.category == finding.category and finding.start < other.end for other in kept):
            kept.append(finding)
    return kept


@cache
def built_in_linter() -> Linter:
    """Return the linter with the rules that come with the product."""
    return Linter(built_in_rules())


def lint(text: str, *, people: Sequence[str] = (), scope: Scope = Scope.PROSE) -> list[Finding]:
    """Return what to reword in one piece of plain prose, in the order of the text. Any text is accepted.

    `people` are the names of people of the incident, as they may stand in the text.
    """
    masked = read_prose(text, format="text").masked
    return built_in_linter().findings(Prose(masked, (Passage(0, len(text), scope),)), people=people)


def lint_prose(prose: Prose, *, people: Sequence[str] = ()) -> list[Finding]:
    """Return what to reword in a document that a reader of `language.readers` has read, in the order of the text."""
    return built_in_linter().findings(prose, people=people)
