"""Single facts: title, date, severity, people, teams, components, tags, from the front matter, labelled fields and headings."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from secondstory.documents.extraction.conventions import Conventions
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.stamps import days_in, is_possible, leading_stamp
from secondstory.documents.extraction.vocabulary import Rank, normal_title, part_named
from secondstory.documents.values import BlockKind, Document

_DATA: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("facts.toml").read_text(encoding="utf-8"))
LABELS = {name: frozenset(words.get("labels", [])) for name, words in _DATA.items()}
KEYS = {name: [key.replace("-", "_") for key in words.get("keys", [])] for name, words in _DATA.items()}
_ALL_LABELS = frozenset(label for labels in LABELS.values() for label in labels)

_LINE = re.compile(r"[\s>*_`•–-]*([A-Za-z][A-Za-z /_'’&()-]{1,48}?)[*_`]*\s?[:：]\s?[*_`]*\s?(.*)")
_BARE_EVENT = re.compile(r"[\s*-]*(first detected|resolved|detected|started|ended|restored)\s+\*{0,2}(\d.*)", re.IGNORECASE)
_USUAL_SEVERITY = re.compile(r"(?:sev(?:erity)?|p|s|level|prio(?:rity)?)?[\s-]?\d", re.IGNORECASE)
_LONGEST_SEVERITY = 4  # words
_SEVERITY_END = re.compile(r"\s[-–—]\s|[(,;.:]\s?|\s?\n|\s[-–—]|\*\*")
_SEPARATORS = re.compile(r"\s*(?:,|;|\n|\band\b|&|/|\|)\s*")
SEVERITY_WORDS = frozenset({"none", "minor", "major", "critical", "low", "medium", "moderate", "high", "severe", "maintenance"})
"""What status pages state as the impact."""

_NAME_NOISE = re.compile(r"<[^<>]*>|(?<=\s)\([^()]*\)|\[[^\[\]]*\]|https?://\S+|\S{1,64}@\S{1,190}\.\w{1,20}")
_PLACEHOLDERS = frozenset({"title", "issue name", "incident title", "incident name", "name", "postmortem title"})
_LONGEST_NAME = 5  # words
_LONGEST_LIST = 300  # characters of a paragraph that lists names
_MOST_LABELLED = 160  # pieces in which labelled fields are looked for


@dataclass(frozen=True, slots=True)
class Labelled:
    """A field as a report states it: "Severity: 2"."""

    label: str
    value: str


def labelled_fields(sections: list[Section]) -> list[Labelled]:
    """Every labelled value in reading order: lines, label sections, headings with a colon, tables of two columns or two rows."""
    return list(_labelled(sections))


def _labelled(sections: list[Section]) -> Iterator[Labelled]:
    seen = 0
    for section in sections:
        if section.is_within("timeline") or section.is_within("appendix"):
            if section.part and section.part.name == "timeline" and section.labelled:
                yield from _events(section)
            continue
        if section.title:
            yield from _of_section(section)
        for piece in section.pieces:
            seen += 1
            if seen > _MOST_LABELLED:
                return
            if piece.kind is BlockKind.TABLE:
                yield from _of_table(piece)
            elif piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and len(piece.text) < 2000:
                yield from _of_lines(piece.text)


def _events(section: Section) -> Iterator[Labelled]:
    for piece in section.pieces:
        yield from _of_lines(piece.text)


def _of_section(section: Section) -> Iterator[Labelled]:
    line = _LINE.match(plain(section.title))
    if line and line[2]:
        yield Labelled(normal_title(line[1]), line[2].strip())
    value = next(
        (piece.text for piece in section.pieces if piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and piece.text.strip()), ""
    )
    name = normal_title(section.title)
    if value and (name in _ALL_LABELS or section.labelled):
        yield Labelled(name, value.strip())
    elif value and name.split()[0:1] == ["severity"]:
        yield Labelled("severity", value.strip())


def _of_lines(text: str) -> Iterator[Labelled]:
    for line in text.split("\n"):
        found = _LINE.match(line) if ":" in line or "：" in line else None
        if found and found[2].strip():
            yield Labelled(normal_title(found[1]), found[2].strip())
            continue
        bare = _BARE_EVENT.match(line)
        if bare:
            yield Labelled(bare[1].lower(), bare[2])


def _of_table(table: Piece) -> Iterator[Labelled]:
    """Labels at the head of a single row, and labels beside their values; a table of two by two may be either."""
    rows = table.rows
    pairs = list(zip(rows[0], rows[1], strict=False)) if len(rows) == 2 else []
    if rows and all(len(row) == 2 for row in rows):
        pairs += [(row[0], row[1]) for row in rows]
    for label, value in pairs:
        if value.strip():
            yield Labelled(normal_title(label), value.strip())


def first_labelled(fields: list[Labelled], name: str) -> Iterator[str]:
    """The values stated under the labels of one fact."""
    labels = LABELS[name]
    for found in fields:
        if found.label in labels:
            yield found.value


# ---------------------------------------------------------------------- front matter


class FrontMatter:
    """The front matter by fact: the first of a fact's keys that has a value wins."""

    def __init__(self, values: dict[str, object]) -> None:
        self.values = values
        self._keys = {
            str(key).lower().replace("-", "_").replace(" ", "_"): key
            for key, value in values.items()
            if value is not None and value not in ("", [])
        }

    def key_of(self, name: str) -> str | None:
        return next((self._keys[key] for key in KEYS[name] if key in self._keys), None) if self._keys else None

    def stated(self, name: str) -> object | None:
        """What the front matter says about a fact."""
        key = self.key_of(name)
        return self.values[key] if key is not None else None

    def text(self, name: str) -> str | None:
        given = self.stated(name)
        return as_text(given) if given is not None else None

    def further(self, *, used: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The keys that no field took, with their values as text."""
        taken = {self.key_of(name) for name in used} if self.values else set()
        for key, value in self.values.items():
            if key not in taken:
                yield str(key), _all_text(value)


def _all_text(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_all_text(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_all_text(one) for one in value)
    return "" if value is None else as_text(value)


def as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def names_in(value: object) -> list[str]:
    """The names that a list, a mapping or a line of text gives, without addresses, brackets and marks."""
    if isinstance(value, dict):
        return names_in(value.get("name") or value.get("title") or "")
    if isinstance(value, list | tuple):
        return [name for one in value for name in names_in(one)]
    if value is None:
        return []
    text = _NAME_NOISE.sub(" ", plain(str(value)))
    names = [part.strip(" .*_-–:@").strip() for part in _SEPARATORS.split(text)]
    return [
        name for name in names if name and len(name.split()) <= _LONGEST_NAME and name.lower() not in ("n/a", "none", "tbd", "unknown", "-")
    ]


# ---------------------------------------------------------------------- single facts


def title_of(document: Document, front_matter: FrontMatter, sections: list[Section], title: Section | None) -> str | None:
    """The document's own title: the front matter's, its first top heading, the container's, else its first heading if that is no part."""
    given = front_matter.text("title")
    if given:
        return given
    if title is not None and title.title and normal_title(title.title) not in _PLACEHOLDERS:
        return plain(title.title)
    if document.title:
        return document.title.strip()
    headed = (
        section for section in sections if section.title and not section.labelled and normal_title(section.title) not in _PLACEHOLDERS
    )
    first = next(headed, None)
    if first is None or (first.part is not None and first.part.rank is not Rank.WEAK):
        return plain(title.title) if title is not None else None
    label = _LINE.match(first.title)
    return None if label and part_named(label[1]) else plain(first.title)


def severity_of(front_matter: FrontMatter, fields: list[Labelled]) -> str | None:
    """The severity as stated: what stands before the first dash, bracket or stop of its field."""
    given = front_matter.text("severity")
    if given is not None:
        return given
    values = [short for value in first_labelled(fields, "severity") if (short := _short_severity(value))]
    return next((value for value in values if _USUAL_SEVERITY.match(value) or value.lower() in SEVERITY_WORDS), next(iter(values), None))


def _short_severity(value: str) -> str | None:
    text = value.lstrip(" *_`\t\n")
    end = _SEVERITY_END.search(text)
    short = plain(text[: end.start()] if end else text)
    return short if 0 < len(short.split()) <= _LONGEST_SEVERITY else None


def day_stated(value: str, conventions: Conventions) -> date | None:
    """The first day in a text."""
    return next((day for written in days_in(value, conventions.notation) if (day := conventions.day_of(written))), None)


def declared_day(front_matter: FrontMatter, fields: list[Labelled], title: str | None, conventions: Conventions) -> date | None:
    """The day that the document declares for itself or its incident."""
    given = front_matter.stated("date")
    if isinstance(given, date):
        day = given.date() if isinstance(given, datetime) else given
        return day if is_possible(day.year, day.month, day.day) else None
    if given and (found := day_stated(str(given), conventions)):
        return found
    for value in first_labelled(fields, "date"):
        stamp = leading_stamp(plain(value), conventions.notation, lead=True)
        if stamp and stamp.day and (found := conventions.day_of(stamp.day)):
            return found
    return day_stated(title, conventions) if title else None


def listed(front_matter: FrontMatter, sections: list[Section]) -> dict[str, tuple[str, ...]]:
    """People, teams, components and tags, from the front matter, labelled fields and headed lists."""
    found = {name: names_in(front_matter.stated(name)) for name in ("people", "teams", "components", "tags")}
    for section in sections:
        part = section.part.name if section.part else ""
        for piece in section.pieces[:40]:
            if piece.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or len(piece.text) > 2000:
                continue
            if part in found and part != "tags":
                found[part] += names_in(piece.text) if len(piece.text) < _LONGEST_LIST else []
            elif ":" in piece.text[:60]:
                for name, value in _listed_on_lines(piece.text):
                    found[name] += names_in(value)
    return {name: tuple(dict.fromkeys(names)) for name, names in found.items()}


def _listed_on_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        label = _LINE.match(line) if ":" in line[:60] and len(line) < 160 else None
        part = part_named(label[1]) if label else None
        if label and part and part.rank == 0 and part.name in ("people", "teams", "components"):
            yield part.name, label[2]
