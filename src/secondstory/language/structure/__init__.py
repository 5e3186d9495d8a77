"""A whole document comes in, what its structure leaves out goes out as findings: numbers, an owner, a second cause.

Nothing here is needed to check sentences, and reading a document loads `secondstory.documents`: import it only for whole documents.
"""

from collections.abc import Iterable, Iterator

from secondstory.documents.values import PostMortem
from secondstory.language.findings import Finding
from secondstory.language.rule_files import Rule, built_in_rules
from secondstory.language.structure import causes, impact, missing, plan, summary, timeline
from secondstory.language.structure.evidence import is_post_mortem, may_be_post_mortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.places import Places
from secondstory.language.structure.reading import read_post_mortem

__all__ = ["check_post_mortem", "check_structure"]

KIND = "structure"
"""The kind of check that these rules name in their files."""

_CHECKS = (summary.notes, impact.notes, timeline.notes, causes.notes, plan.notes, missing.notes)


def check_structure(text: str, *, name: str = "report.md", rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Return what the structure of a document leaves out, in the order of the text; nothing for a text that is no post-mortem.

    `name` tells the format by its ending (.md, .html, .txt, .rst). A finding points at the passage it is about; where that is not there,
    or cannot be found in the source, at the title.
    """
    if not may_be_post_mortem(text, name=name):
        return []
    post_mortem = read_post_mortem(text, name=name)
    if post_mortem is None:
        return []
    places = Places(text, post_mortem)
    return sorted(
        (_finding(rule, note, *places.of(note)) for rule, note in _noted(post_mortem, rules)),
        key=lambda finding: (finding.start, finding.end, finding.rule),
    )


def check_post_mortem(post_mortem: PostMortem, *, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Return what a structured report leaves out. There is no source to point at, so that every finding stands at 0 to 0."""
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
