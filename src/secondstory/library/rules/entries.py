"""What the index holds of one incident with its report, timeline and actions."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain

from secondstory.library.rules.stemming import stem
from secondstory.library.rules.tokens import words

NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True)
class EntryTexts:
    """Plain text, the fields in the order in which a passage is looked for."""

    title: str
    summary: str = ""
    body: str = ""
    timeline: str = ""
    factors: str = ""
    actions: str = ""
    people: str = ""
    components: str = ""


TEXT_FIELDS = tuple(field.name for field in fields(EntryTexts))


@dataclass(frozen=True, slots=True)
class EntryFacets:
    """What results are counted and narrowed by. `status` is the report's, or `NO_REPORT`."""

    kind: str
    status: str
    severity_id: int | None = None
    occurred_on: date | None = None
    team_ids: frozenset[int] = frozenset()
    component_ids: frozenset[int] = frozenset()
    factor_categories: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    incident_id: int
    texts: EntryTexts
    facets: EntryFacets
    is_restricted: bool = False


def listed(values: frozenset[int] | frozenset[str]) -> str:
    """Return a set as one column holds it, so that `,value,` finds each: `,3,17,`; the empty set is empty."""
    return f",{','.join(sorted(map(str, values)))}," if values else ""


SINGLE = ("kind", "severity", "status", "year")


def single(facets: EntryFacets) -> str:
    """Return the four values of which an entry has at most one each as one column holds them, in the order of `SINGLE`."""
    year = facets.occurred_on.year if facets.occurred_on else ""
    return f"{facets.kind}|{facets.severity_id or ''}|{facets.status}|{year}"


def unlisted(column: str) -> list[str]:
    return column.strip(",").split(",") if column else []


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The distinct stems of an entry by how much a match there says. A stem stands in every class that it belongs to.

    `often` are those that make up at least a hundredth of timeline and body, and occur there twice or more: frequency and length in one.
    `rest` are those that stand in no other class.
    """

    title: tuple[str, ...]
    summary: tuple[str, ...]
    detail: tuple[str, ...]
    often: tuple[str, ...]
    rest: tuple[str, ...]


CLASSES = tuple(field.name for field in fields(WordClasses))


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The words of an entry, read once: folded and in order, field by field."""

    by_field: dict[str, list[str]]

    @classmethod
    def of(cls, texts: EntryTexts) -> "EntryWords":
        return cls({name: words(getattr(texts, name)) for name in TEXT_FIELDS})

    def stems(self, *names: str) -> list[str]:
        return list(map(stem, chain.from_iterable(self.by_field[name] for name in names)))

    def classes(self) -> WordClasses:
        told = Counter(self.stems("timeline", "body"))
        least = max(2.0, told.total() / 100)
        title = dict.fromkeys(self.stems("title"))
        summary = dict.fromkeys(self.stems("summary"))
        detail = dict.fromkeys(self.stems("factors", "actions", "people", "components"))
        often = dict.fromkeys(root for root, times in told.items() if times >= least)
        elsewhere = title | summary | detail | often
        rest = [root for root in told if root not in elsewhere]
        return WordClasses(tuple(title), tuple(summary), tuple(detail), tuple(often), tuple(rest))

    def vocabulary(self) -> frozenset[str]:
        """Return the words that may be suggested: letters only, of a length that people type."""
        found = set().union(*self.by_field.values())
        return frozenset([word for word in found if 3 <= len(word) <= 40 and word.isalpha()])
