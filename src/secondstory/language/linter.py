"""From text to findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from secondstory.language.checks.phrase import Phrase
from secondstory.language.findings import Finding
from secondstory.language.patterns import Pattern, Vocabulary
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import read_prose
from secondstory.language.rewording import reword
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.tokens import Sentence, sentences
from secondstory.language.vocabulary import name_words, vocabulary


class Linter:
    """A set of rules, ready to read any number of texts. Safe to share between threads."""

    def __init__(self, rules: Iterable[Rule], *, words: Mapping[str, Iterable[str]] | None = None) -> None:
        """Take the rules of a run and the words that a project adds to the lists (name of the list to words)."""
        self.vocabulary: Vocabulary = vocabulary(words)
        self._by_cue: dict[str, list[tuple[Rule, Phrase, Pattern]]] = defaultdict(list)
        for rule in rules:
            if rule.kind == "phrase":
                check = Phrase(rule.check, self.vocabulary)
                for cues, pattern in check.cues:
                    for word in cues:
                        self._by_cue[word].append((rule, check, pattern))

    def findings(self, prose: Prose, *, people: Sequence[str] = ()) -> list[Finding]:
        """Return what to reword, in the order of the text."""
        known = name_words([*people, *prose.people])
        found: list[Finding] = []
        for passage in prose.passages:
            if passage.scope is not Scope.ATTENDEES:
                for sentence in sentences(prose.masked, start=passage.start, end=passage.end, people=known):
                    found += self._in_sentence(sentence, passage.scope)
        return found

    def _in_sentence(self, sentence: Sentence, scope: Scope) -> list[Finding]:
        found: list[Finding] = []
        by_cue = self._by_cue
        for index, word in enumerate(sentence.words):
            if word in by_cue:
                for rule, check, pattern in by_cue[word]:
                    if scope in rule.scopes:
                        span = check.finds(pattern, sentence, index)
                        if span is not None:
                            found.append(reword(rule, sentence, span, self.vocabulary))
        return _without_doubles(found) if len(found) > 1 else found


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
