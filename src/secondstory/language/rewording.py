"""From a match to a finding with words of the sentence in its message and rewordings."""

from secondstory.language.findings import Finding
from secondstory.language.patterns import Span
from secondstory.language.rule_files import Rule
from secondstory.language.tokens import Sentence


def reword(rule: Rule, sentence: Sentence, span: Span) -> Finding:
    """Return the finding of a rule that matched."""
    start, end = sentence.starts[span.report_first], sentence.ends[span.report_last - 1]
    phrase = " ".join(sentence.source[start:end].split())
    return Finding(
        rule.id,
        rule.category,
        rule.level,
        start,
        end,
        rule.message.replace("{phrase}", phrase),
        tuple(text.replace("{phrase}", phrase) for text in rule.rewordings),
    )
