"""A whole document comes in, what its structure leaves out goes out as findings: numbers, an owner, a second cause.

Reading a document loads `secondstory.documents`, which takes longer than checking its sentences: so it is loaded only for a text that may
be a post-mortem.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from secondstory.language.findings import Finding
from secondstory.language.rule_files import Rule
from secondstory.language.structure.wording import wording

if TYPE_CHECKING:
    from secondstory.documents.values import PostMortem

_LONGEST_LOOK = 200_000  # characters in which the words of a post-mortem are looked for


def check_structure(text: str, *, name: str = "report.md", rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Return what the structure of a document leaves out, in the order of the text; nothing for a text that is no post-mortem.

    `name` tells the format by its ending (.md, .html, .txt, .rst); `rules` are those of the run, by default all that are built in.
    A finding points at the passage it is about; where that is not there, or cannot be found, at the title, else at 0 to 0.
    """
    if not may_be_post_mortem(text, name=name):
        return []
    from secondstory.language.structure.checking import findings_in_text

    return findings_in_text(text, name=name, rules=rules)


def check_post_mortem(post_mortem: "PostMortem", *, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Return what a structured report leaves out. There is no source to point at, so that every finding stands at 0 to 0."""
    from secondstory.language.structure.checking import findings_in_value

    return findings_in_value(post_mortem, rules=rules)


def may_be_post_mortem(text: str, *, name: str = "") -> bool:
    """Whether it is worth the time to read a text as a post-mortem: it holds at least two of the words that all of them use."""
    likely = wording("likely")
    found = {match[0].lower() for match in likely.finditer(text, 0, _LONGEST_LOOK)}
    return len(found) > 1 or (len(found) == 1 and bool(likely.search(name)))
