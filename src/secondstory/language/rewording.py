"""From a match to a finding, with the words of the sentence in its message and rewordings.

A rule's rewordings are texts with fields in braces. `{phrase}` is what matched. Two kinds of rule know more: `questions` turns a
question about a person into one about the situation, and `wish` words the action item that a counterfactual hides.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.language.findings import Finding
from secondstory.language.patterns import Span, Vocabulary
from secondstory.language.rule_files import Rule
from secondstory.language.tokens import Sentence

LONGEST_OBJECT = 14  # words of the sentence that a rewording repeats


def reword(rule: Rule, sentence: Sentence, span: Span, words: Vocabulary) -> Finding:
    """Return the finding of a rule that matched."""
    start, end = sentence.starts[span.report_first], sentence.ends[span.report_last - 1]
    phrase = " ".join(sentence.source[start:end].split())
    texts: Iterable[str] = rule.rewordings
    if "questions" in rule.rewording:
        texts = [*_questions(rule.rewording["questions"], sentence, span, words), *texts]
    elif "wish" in rule.rewording:
        texts = [*_wish(rule.rewording["wish"], sentence, span, words), *texts]
    return Finding(
        rule.id,
        rule.category,
        rule.level,
        start,
        end,
        rule.message.replace("{phrase}", phrase),
        tuple(text.replace("{phrase}", phrase) for text in texts),
    )


def _questions(families: Iterable[Mapping[str, Any]], sentence: Sentence, span: Span, words: Vocabulary) -> list[str]:
    """Ask about the situation: the first family that knows a verb of the question gives its question, with what the question is about."""
    for family in families:
        known = frozenset(family["verbs"].split())
        for place in range(span.first, min(len(sentence), span.last + 3)):
            if sentence.words[place] in known:
                about = _following(sentence, place + 1, words)
                return [family["about"].replace("{object}", about) if about else family["alone"]]
    return []


def _wish(wish: Mapping[str, str], sentence: Sentence, span: Span, words: Vocabulary) -> list[str]:
    """Word the action item of "should have tested the rollback": what would make sure that the rollback gets tested."""
    participle = words.tests["participle"]
    places = [place for place in range(span.report_first, min(len(sentence), span.report_last + 1)) if participle(sentence, place)]
    if not places or sentence.words[places[-1]] in {"been", "had"}:
        return []
    verb, been = places[-1], any(sentence.words[place] == "been" for place in places[:-1])
    negated = any(sentence.words[place] in {"not", "never"} for place in range(span.report_first, verb))
    if been:
        return [wish["prevent_done" if negated else "done"].replace("{participle}", sentence.words[verb])]
    about = _following(sentence, verb + 1, words)
    if not about:
        return []
    return [wish["prevent" if negated else "ensure"].replace("{object}", about).replace("{participle}", sentence.words[verb])]


def _following(sentence: Sentence, place: int, words: Vocabulary) -> str:
    """Return the words from here to the end of the clause, as they are written, or nothing where they do not make an object."""
    while place < len(sentence) and sentence.words[place] in words.lists["short_adverb"]:
        place += 1
    last = place
    while last < len(sentence) and last - place < LONGEST_OBJECT and sentence.words[last] not in words.lists["clause_end"]:
        last += 1
    while last > place and sentence.words[last - 1] in words.lists["trailing"]:
        last -= 1
    if last == place or (last < len(sentence) and last - place == LONGEST_OBJECT) or sentence.words[place] in words.lists["no_object"]:
        return ""
    if sentence.words[place] in {"this", "that"} and last - place == 1:
        return ""
    written = " ".join(sentence.source[sentence.starts[place] : sentence.ends[last - 1]].split())
    return "the" + written[4:] if sentence.words[place] == "that" else written
