"""How the results divide: exact counts over everything found, for each value that can narrow them further."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import Component, SeverityLevel
from secondstory.incidents.rules import Kind
from secondstory.kit.vocabulary import label
from secondstory.library.engines import Ask, engine
from secondstory.library.queries.asking import ask_of, without_field
from secondstory.library.queries.search import ask_instead
from secondstory.library.rules.entries import NO_REPORT, SINGLE, unlisted
from secondstory.library.rules.query_language import Query, parse
from secondstory.reports.rules import ReportStatus

FACETS = ("kind", "severity", "team", "component", "factor", "year", "status")
_SETS = {"team": "teams", "component": "components", "factor": "factors"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` is what a query says after the colon, `label` what a page shows, `count` how many results have it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False
    rungs: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    field: str
    label: str
    values: tuple[FacetValue, ...]


def facets(text: str, *, person: Person | None, typing: bool = False) -> tuple[Facet, ...]:
    """Return the counts for a query, of what this person may see.

    A field that the query narrows is counted without that narrowing, so that its other values can be chosen too. Where nothing is found,
    what `search` offers instead is counted.
    Raises `QueryProblem` for a query that cannot be read.
    """
    query = parse(text, typing=typing)
    ask = ask_of(query, person=person)
    counted = _counted(ask)
    if query.wanted and not _total(counted["kind"], query):
        counted = _counted(ask_instead(query, ask))
    return tuple(_facet(field, counted[field], query) for field in FACETS)


def _total(kinds: Counter[str], query: Query) -> int:
    """Return how many results there are: every entry has one kind."""
    narrowed = query.filter_of("kind")
    return sum(kinds[kind] for kind in narrowed.values) if narrowed and narrowed.values else kinds.total()


def _counted(ask: Ask) -> dict[str, Counter[str]]:
    """Return how often each value of each field occurs, in one statement."""
    narrowed = {condition.field for condition in ask.conditions if condition.holds and condition.field in FACETS}
    asks = [(ask, [field for field in FACETS if field not in narrowed])]
    asks += [(without_field(ask, field), [field]) for field in FACETS if field in narrowed]
    asks = [(one, fields) for one, fields in asks if fields]
    found = engine().counts([(one, sorted({_SETS.get(field, "single") for field in fields})) for one, fields in asks])
    return {
        field: _members(columns[_SETS[field]]) if field in _SETS else _values(columns["single"], field)
        for (_, fields), columns in zip(asks, found, strict=True)
        for field in fields
    }


def _members(sets: Counter[str]) -> Counter[str]:
    """Return how often each member occurs, from how often each set does."""
    members: Counter[str] = Counter()
    for column, times in sets.items():
        for member in unlisted(column):
            members[member] += times
    return members


def _values(singles: Counter[str], field: str) -> Counter[str]:
    at = SINGLE.index(field)
    values: Counter[str] = Counter()
    for column, times in singles.items():
        if value := column.split("|")[at]:
            values[value] += times
    return values


def _facet(field: str, counted: Counter[str], query: Query) -> Facet:
    narrowed = query.filter_of(field)
    chosen = narrowed.values if narrowed else frozenset()
    values = [
        FacetValue(value, shown, counted[stored], is_chosen=bool(chosen & {value, shown.lower()}), rungs=rungs)
        for stored, value, shown, rungs in _SHOWN[field](counted)
        if counted[stored] or value in chosen
    ]
    if field in _SETS:
        values.sort(key=lambda one: (-one.count, one.label))
    met = {name for one in values for name in (one.value, one.label.lower())}
    values += [FacetValue(value, value, 0, is_chosen=True) for value in sorted(chosen - met)]
    return Facet(field, {"factor": "What made it possible"}.get(field, label(field)), tuple(values))


# Each gives what the index holds, what a query says, what a page shows and the rungs of a severity, in the order in which a page shows it.
_Shown = Callable[[Counter[str]], Iterable[tuple[str, str, str, int]]]


def _words(words: Iterable[str]) -> _Shown:
    return lambda counted: [(str(word), str(word), label(word), 0) for word in words]


def _severities(counted: Counter[str]) -> Iterable[tuple[str, str, str, int]]:
    return [(str(level.pk), str(level.rank), level.name, level.rungs) for level in SeverityLevel.objects.order_by("rank")]


def _teams(counted: Counter[str]) -> Iterable[tuple[str, str, str, int]]:
    return [(str(team.pk), team.slug, team.name, 0) for team in Team.objects.filter(pk__in=[*map(int, counted)]).only("slug", "name")]


def _components(counted: Counter[str]) -> Iterable[tuple[str, str, str, int]]:
    rows = Component.objects.filter(pk__in=[*map(int, counted)]).only("slug", "name")
    return [(str(component.pk), component.slug, component.name, 0) for component in rows]


_SHOWN: dict[str, _Shown] = {
    "kind": _words(Kind),
    "severity": _severities,
    "team": _teams,
    "component": _components,
    "factor": lambda counted: [(word, word, label(word), 0) for word in counted],
    "year": lambda counted: [(year, year, year, 0) for year in sorted(counted, reverse=True)],
    "status": _words([*ReportStatus, NO_REPORT]),
}
