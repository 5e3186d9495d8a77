"""Gathers the passages of a document, each with what it is for, and puts the masked text together."""

import re
from collections.abc import Callable
from functools import lru_cache

from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers.inline import mask_inline
from secondstory.language.readers.names import names_in
from secondstory.language.readers.sections import is_label_of_people, scope_of_title, starts_with_time

_LINE = re.compile(r"[^\n\r]+")
_LONGEST_MARK = 12
_LABEL_LEVEL = 7
_LONGEST_LABEL = 60
_ALL_BOLD = re.compile(r"\s*(?:\*\*([^*\n]{1,80}+)\*\*|__([^_\n]{1,80}+)__|<(?:b|strong)>([^<\n]{1,80}+)</(?:b|strong)>)\s*:?\s*$")

_LEADING_LABEL = re.compile(r"(?:\*\*|__|<strong>|<b>)([^*_<>\n]{1,60}?):?(?:\*\*|__|</strong>|</b>):?")


class Passages:
    """The passages found so far, in the order of the text. What is in none of them is blanked."""

    def __init__(self, text: str, *, mask: Callable[[str], str] = mask_inline) -> None:
        self.text = text
        self._mask = mask
        self.title = ""
        self.people: list[str] = []
        self.comments: list[tuple[int, int]] = []
        self._found: list[Passage] = []
        self._pieces: list[str] = []
        self._done = 0
        self._sections: list[tuple[int, Scope]] = []
        self.section = Scope.PROSE
        """What the section is for that is open."""

    def add_heading(self, start: int, end: int, *, level: int) -> None:
        """Add a heading; what follows has the scope that it names, or that of the section around it."""
        masked = self._mask(self.text[start:end])
        self._open_section(masked, level=level)
        if level == 1 and not self.title:
            self.title = " ".join(masked.split())
        self._put(start, end, Scope.HEADING, masked)

    def add(self, start: int, end: int, *, scope: Scope | None = None) -> None:
        """Add a paragraph, list item or table cell. Without `scope` the section and the passage's own beginning say what it is for."""
        text = self.text[start:end]
        masked = self._mask(text)
        if scope is None:
            scope = self._scope_of(text, masked)
        if scope is Scope.ATTENDEES:
            self.people += names_in(masked)
        self._put(start, end, scope, masked)

    def prose(self, *, title: str = "", people: tuple[str, ...] = ()) -> Prose:
        """Everything found. `title` and `people` of the front matter come first."""
        self._blank_until(len(self.text))
        everyone = tuple(dict.fromkeys([*people, *self.people]))
        return Prose("".join(self._pieces), tuple(self._found), everyone, title or self.title, tuple(self.comments))

    def _scope_of(self, text: str, masked: str) -> Scope:
        if len(text) <= _LONGEST_LABEL and (label := _label_in(text, masked)):
            named = self._open_section(label, level=_LABEL_LEVEL)
            if named or not text.rstrip().endswith(":"):
                return Scope.HEADING
        elif text[0] in "*_<" and (leading := _LEADING_LABEL.match(text)):
            self._open_section(leading[1], level=_LABEL_LEVEL)
        if self.section is Scope.ATTENDEES or is_label_of_people(text):
            return Scope.ATTENDEES
        if self.section is not Scope.ACTIONS and starts_with_time(text):
            return Scope.TIMELINE
        return self.section

    def _open_section(self, title: str, *, level: int) -> bool:
        while self._sections and self._sections[-1][0] >= level:
            self._sections.pop()
        named = scope_of_title(title)
        if named:
            self._sections.append((level, named))
        self.section = self._sections[-1][1] if self._sections else Scope.PROSE
        return named is not None

    def _put(self, start: int, end: int, scope: Scope, masked: str) -> None:
        if masked.isspace():
            return
        self._blank_until(start)
        self._pieces.append(masked)
        self._found.append(Passage(start, end, scope))
        self._done = end

    def _blank_until(self, end: int) -> None:
        gap = self.text[self._done : end]
        if gap:
            self._pieces.append(gap if gap.isspace() else _blank_mark(gap) if len(gap) <= _LONGEST_MARK else _blanked(gap))
            self._done = end


def _blanked(gap: str) -> str:
    return _LINE.sub(lambda line: " " * len(line[0]), gap)


_blank_mark = lru_cache(maxsize=256)(_blanked)
"""The same for the marks of lists and headings, which are few and come again and again."""


def _label_in(text: str, masked: str) -> str:
    """The words of a passage that is only a label, such as "Timeline:" or "**Action items**"; otherwise nothing."""
    if masked.rstrip().endswith(":"):
        return masked
    bold = _ALL_BOLD.match(text)
    label = (bold[1] or bold[2] or bold[3]) if bold else ""
    return "" if label.rstrip().endswith((".", "!", "?")) else label
