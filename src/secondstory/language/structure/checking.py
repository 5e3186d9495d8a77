"""Runs the checks of a report's structure and gives their notes words and places."""

from collections.abc import Iterable, Iterator

from secondstory.documents.values import PostMortem
from secondstory.language.findings import Finding
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.structure import causes, impact, missing, plan, summary, timeline
from secondstory.language.structure.evidence import is_post_mortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.places import Places
from secondstory.language.structure.reading import read_post_mortem

KIND = "structure"
"""The kind of check that these rules name in their files."""

_CHECKS = (summary.notes, impact.notes, timeline.notes, causes.notes, plan.notes, missing.notes)


def findings_in_text(text: str, *, name: str, rules: Iterable[Rule] | None) -> list[Finding]:
    """The findings in the order of the text."""
    post_mortem = read_post_mortem(text, name=name)
    if post_mortem is None:
        return []
    places = Places(text, post_mortem)
    return sorted(
        (_finding(rule, note, *places.of(note)) for rule, note in _noted(post_mortem, rules)),
        key=lambda finding: (finding.start, finding.end, finding.rule),
    )


def findings_in_value(post_mortem: PostMortem, *, rules: Iterable[Rule] | None) -> list[Finding]:
    """The findings in the order of the checks, all at 0 to 0."""
    return [_finding(rule, note, 0, 0) for rule, note in _noted(post_mortem, rules)]


def _noted(post_mortem: PostMortem, rules: Iterable[Rule] | None) -> Iterator[tuple[Rule, Note]]:
    known = {rule.id: rule for rule in (built_in_rules() if rules is None else rules) if rule.kind == KIND}
    if known and is_post_mortem(post_mortem):
        for check in _CHECKS:
            for note in check(post_mortem):
                if note.rule in known:
                    yield known[note.rule], note


def _finding(rule: Rule, note: Note, start: int, end: int) -> Finding:
    rewordings = tuple(note.fill(text) for text in rule.rewordings)
    return Finding(rule.id, rule.category, rule.level, start, end, note.fill(rule.message), rewordings)
