"""From text to findings."""

from collections.abc import Sequence

from secondstory.language.findings import Finding
from secondstory.language.prose import Prose, Scope


def lint(text: str, *, people: Sequence[str] = (), scope: Scope = Scope.PROSE) -> list[Finding]:
    """Return what to reword in one piece of plain prose, in the order of the text. Any text is accepted.

    `people` are the names of people of the incident, as they may stand in the text.
    """
    return lint_prose(Prose(text, ()), people=people)


def lint_prose(prose: Prose, *, people: Sequence[str] = ()) -> list[Finding]:
    """Return what to reword in a document that a reader of `language.readers` has read, in the order of the text."""
    return []
