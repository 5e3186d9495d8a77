"""Titles that are no headings: run-in labels ("**Impact**: …", "Root cause: …", "ROOT CAUSE The …") and lines that stand for headings."""

import re
from dataclasses import dataclass

from secondstory.documents.extraction.vocabulary import Part, Rank, part_named

_LABEL = re.compile(
    r"(?P<mark>\*{2,3}|__)(?P<bold>[A-Za-z0-9][^:*\n|<>]{1,70}?)\s?(?:[:：]\s?(?P=mark)|(?P=mark)\s?[:：])\s*"
    r"|(?P<bare>[A-Z][A-Za-z0-9 '’/&,()-]{2,50}?)\s?[:：](?=\s|$)\s*"
    r"|(?P<capitals>[A-Z]{4,}(?: [A-Z]{2,}){0,5})\s+(?=[A-Z][a-z'’])"
)
_BOLD_LINE = re.compile(r"(\*{2,3}|__)([^*\n]{2,80}?)\1\s*:?\s*$")
_RUN_IN = re.compile(
    r"(?<=[.!?)\]”\"])\s+(?=(?:(?:Preliminary |Probable )?Root Cause(?: and Mitigation)?|Summary of Impact|Customer Impact|Impact"
    r"|Mitigation|Resolution|Next Steps|Workaround|Provide Feedback|Timeline|Detection)\s?:)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)”\"]))\s+(?=[A-Z]{4,}(?: [A-Z]{2,}){0,5}\s+[A-Z][a-z'’])")
_SHOUTS = re.compile(r"[A-Z][A-Z]{3}")
_SENTENCE_MARKS = re.compile(r"[.!?]\s+\S")
_LONGEST_LABEL = 60
_MOST_WORDS = 8
_LONG_LINE = 120  # only in longer lines does a label follow a sentence


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a text, `end` characters long with what separates it."""

    title: str
    end: int
    bold: bool
    part: Part | None


def label_of(text: str) -> Label | None:
    """The label with which `text` begins. In capitals without a colon it must be a known title and the text go on."""
    found = _LABEL.match(text) if ":" in text or "：" in text or text[:4].isupper() else None
    if found is None:
        return None
    title = found["bold"] or found["bare"] or found["capitals"]
    if not is_label_like(title):
        return None
    part = part_named(title)
    if found["capitals"] and (part is None or part.rank is not Rank.EXACT or len(text) < 2 * len(title)):
        return None
    return Label(title, found.end(), bool(found["bold"]), part)


def is_label_like(title: str) -> bool:
    return len(title) <= _LONGEST_LABEL and len(title.split()) <= _MOST_WORDS and not _SENTENCE_MARKS.search(title)


def begins_with_label(line: str) -> bool:
    """Whether a line of a paragraph begins with a bold label or one that the vocabulary knows."""
    label = label_of(line)
    return label is not None and (label.bold or (label.part is not None and label.part.rank is not Rank.PHRASE))


def split_at_labels(line: str) -> list[str]:
    """A long line cut where a known label follows a sentence, with a colon or in capitals."""
    if len(line) <= _LONG_LINE:
        return [line]
    parts: list[str] = []
    for part in _RUN_IN.split(line) if ":" in line else [line]:
        parts += _split_at_capitals(part) if _SHOUTS.search(part) else [part]
    return parts


def _split_at_capitals(text: str) -> list[str]:
    first, *rest = _CAPITALS.split(text)
    runs = [[first]]
    for part in rest:
        if begins_with_label(part):
            runs.append([part])
        else:
            runs[-1].append(part)
    return [" ".join(run) for run in runs]


def title_line(text: str) -> tuple[str, Part] | None:
    """A line that stands for a heading: a known title in bold alone, in capitals, or with a colon."""
    if "\n" in text or len(text) > _LONGEST_LABEL + 30:
        return None
    bold = _BOLD_LINE.match(text)
    title = bold[2] if bold else text
    part = part_named(title)
    if part is None or (part.rank is Rank.WEAK and not (bold or text.isupper())):
        return None
    if bold or (text.isupper() and len(text) > 5) or (part.rank is Rank.EXACT and text.endswith(":")):
        return title.rstrip(": "), part
    return None
