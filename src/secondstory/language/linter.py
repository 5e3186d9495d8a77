"""From text to findings."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from secondstory.language.candidates import Candidates, Trial
from secondstory.language.checks.phrase import Phrase
from secondstory.language.findings import Category, Finding
from secondstory.language.patterns import PatternError, Vocabulary
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import read_prose
from secondstory.language.rewording import reword
from secondstory.language.rule_files import Rule, RuleFileError, built_in_rules
from secondstory.language.tokens import Sentence, read_sentence, sentence_spans
from secondstory.language.vocabulary import name_words, vocabulary


class Linter:
    """A set of rules, ready to read any number of texts. Safe to share between threads."""

    def __init__(self, rules: Iterable[Rule], *, words: Mapping[str, Iterable[str]] | None = None) -> None:
        """Take the rules of a run and the words that a project adds to the lists (name of the list to words).

        Raises `RuleFileError` where a rule that does not come with the product cannot be used.
        """
        self.vocabulary: Vocabulary = vocabulary(words)
        self._candidates = Candidates(self.vocabulary)
        built_in = {id(rule) for rule in built_in_rules()}
        for rule in rules:
            if rule.kind == "phrase":
                try:
                    self._add(rule, is_own=id(rule) not in built_in)
                except PatternError as error:
                    raise RuleFileError(f"The rule {rule.id!r} cannot be used. {error}") from error

    def _add(self, rule: Rule, *, is_own: bool) -> None:
        check = Phrase(rule.check, self.vocabulary)
        if is_own:
            check.read_patterns()
        for pattern in check.patterns:
            self._candidates.add(rule, check, pattern)

    def findings(self, prose: Prose, *, people: Sequence[str] = ()) -> list[Finding]:
        """Return what to reword, in the order of the text."""
        known = name_words([*people, *prose.people])
        found: list[Finding] = []
        for passage in prose.passages:
            if passage.scope is Scope.ATTENDEES or not self._candidates.among(
                prose.masked, passage.start, passage.end, passage.scope, known
            ):
                continue
            for start, end in sentence_spans(prose.masked, passage.start, passage.end):
                trials = self._candidates.among(prose.masked, start, end, passage.scope, known)
                if trials:
                    found += self._in_sentence(read_sentence(prose.masked, start, end, people=known), trials)
        return found

    def _in_sentence(self, sentence: Sentence, trials: Mapping[str, Sequence[Trial]]) -> list[Finding]:
        found: list[Finding] = []
        let_pass: dict[str, bool] = {}
        for index, word in enumerate(sentence.words):
            for trial in trials.get(word, ()):
                rule = trial.rule
                span = None if let_pass.get(rule.id) else trial.check.finds(trial.pattern, sentence, index)
                if span is not None:
                    if rule.id not in let_pass:
                        let_pass[rule.id] = trial.check.lets_pass(sentence)
                    if not let_pass[rule.id]:
                        found.append(reword(rule, sentence, span, self.vocabulary))
        return _without_doubles(found) if len(found) > 1 else found


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """Keep, of overlapping findings of one category, the first; of those that begin together the longest and clearest."""
    found.sort(key=lambda finding: (finding.start, finding.level == "suggestion", -finding.end))
    kept: list[Finding] = []
    taken: dict[Category, int] = {}
    for finding in found:
        if finding.start >= taken.get(finding.category, 0):
            kept.append(finding)
            taken[finding.category] = finding.end
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
