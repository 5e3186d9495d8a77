"""What kind of incident a document tells of, and what a heading or a factor is about, where its words are clear.

The words are data, in `words.toml` beside this file.
"""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from secondstory.incidents.rules import Kind
from secondstory.reports.rules import FactorCategory, SectionKind

_WORDS: dict[str, dict[str, list[str]]] = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
Meaning = TypeVar("Meaning", bound=StrEnum)


def _patterns(table: str, meanings: type[Meaning]) -> dict[Meaning, re.Pattern[str]]:
    """Return what to look for in a text of small letters, which is several times as quick as to ignore their case."""
    return {meanings(meaning): re.compile(r"\b(?:" + "|".join(words) + r")\b") for meaning, words in _WORDS[table].items()}


_KINDS_OF_TAGS = _patterns("kinds_of_tags", Kind)
_KINDS_OF_TITLES = _patterns("kinds_of_titles", Kind)
_SECTIONS = _patterns("sections", SectionKind)
_FACTORS = _patterns("factors", FactorCategory)


def kind_meant(*, tags: Iterable[str], title: str) -> Kind:
    """The kind of an incident: technical, unless its tags, or else its title, clearly name exactly one other."""
    tag_words = " | ".join(tags)
    for words, patterns in ((tag_words.lower(), _KINDS_OF_TAGS), (title.lower(), _KINDS_OF_TITLES)):
        meant = [kind for kind, pattern in patterns.items() if pattern.search(words)]
        if len(meant) == 1:
            return meant[0]
    return Kind.TECHNICAL


def section_kind_meant(title: str) -> SectionKind:
    small = title.lower()
    return next((kind for kind, pattern in _SECTIONS.items() if pattern.search(small)), SectionKind.OTHER)


def factor_category_meant(text: str) -> FactorCategory:
    """The category whose words a factor uses; unknown where it uses none, or those of several alike."""
    small = text.lower()
    counts = sorted(((len(pattern.findall(small)), category) for category, pattern in _FACTORS.items()), reverse=True)
    (most, category), (second, _) = counts[0], counts[1]
    return category if most > second else FactorCategory.UNKNOWN
