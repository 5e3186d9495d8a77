"""Where in the source a passage of the structured value stands."""

import re
from functools import cached_property

from secondstory.documents.values import PostMortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import prose_of, sentences_of, title_of

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<[^<>]{0,2000}>|&#?\w{1,10};|\]\([^()\s]{0,500}\)")
_BETWEEN = r"[\W_]{1,120}"
_LINE_BEGINS = r"^[^\S\n]{0,8}(?:[\W_]{0,8}|\d{1,2}[.)])[^\S\n]{0,8}"
_MOST_WORDS = 12
_LONGEST_SENTENCE = 1000  # characters in which the first sentence ends, or its first words stand


class Places:
    """Finds passages by their words: the same words in the same order, with any marks between them."""

    def __init__(self, text: str, post_mortem: PostMortem) -> None:
        self._text = text
        self._title = post_mortem.title or ""

    def of(self, note: Note) -> tuple[int, int]:
        """The first sentence of the passage, else its heading, else the title, else 0 to 0."""
        heading = self._heading(note.heading)
        passage = self._find(_beginning(note.excerpt), heading[1] if heading else 0) or self._find(_beginning(note.excerpt), 0)
        return passage or heading or self._heading(self._title) or (0, 0)

    def _heading(self, label: str) -> tuple[int, int] | None:
        """A heading or label: at the beginning of a line, where it stands at one."""
        title = title_of(label)
        return self._find(title, 0, before=_LINE_BEGINS) or self._find(title, 0)

    def _find(self, said: str, start: int, *, before: str = "") -> tuple[int, int] | None:
        words = _WORD.findall(said)[:_MOST_WORDS]
        if not words:
            return None
        pattern = rf"{before}(?<![^\W_])({_BETWEEN.join(map(re.escape, words))})(?![^\W_])"
        found = re.compile(pattern, re.MULTILINE).search(self._without_markup, start)
        return found.span(1) if found else None

    @cached_property
    def _without_markup(self) -> str:
        """The source with tags and addresses blanked; every other character stays in its place."""
        return _MARKUP.sub(lambda found: " " * len(found[0]), self._text)


def _beginning(markdown: str) -> str:
    said = prose_of(markdown)[:_LONGEST_SENTENCE] if markdown else ""
    return next(iter(sentences_of(said)), said.split("\n", 1)[0])
