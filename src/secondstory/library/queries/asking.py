"""Look up the names in a query: what a person types becomes what the index holds."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import SeverityLevel
from secondstory.incidents.queries import components_visible_to
from secondstory.library.engines import Ask, Condition, Term
from secondstory.library.queries.parts import seen_by
from secondstory.library.queries.vocabulary import stems_of_beginning
from secondstory.library.rules.query_language import Filter, Query, QueryProblem, Wanted, spoken
from secondstory.library.rules.tokens import folded

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Named:
    """A severity level, team or component; the slug of a level is its rank."""

    field: str
    key: int
    slug: str
    name: str


def ask_of(query: Query, *, person: Person | None) -> Ask:
    """Return what an engine is asked. A severity, team or component that does not exist for this person raises `QueryProblem`."""
    named = _named_ones({one.field for one in query.filters}, person)
    return Ask(
        terms=tuple(_term(wanted) for wanted in query.wanted),
        without=tuple(_term(wanted) for wanted in query.unwanted),
        conditions=tuple(condition for one in query.filters for condition in _conditions(one, named)),
        before=query.before,
        after=query.after,
        seen=seen_by(person),
    )


def with_words(ask: Ask, wanted: tuple[Wanted, ...]) -> Ask:
    """Return the question with its words put right; what a begun word may begin stays."""
    pairs = zip(wanted, ask.terms, strict=True)
    terms = (Term(one.words, one.stems, one.is_beginning, old.also if one.is_beginning else ()) for one, old in pairs)
    return replace(ask, terms=tuple(terms))


def without_field(ask: Ask, field: str) -> Ask:
    """Return the question not narrowed by a field, so that its other values can be counted."""
    return replace(ask, conditions=tuple(one for one in ask.conditions if one.field != field or not one.holds))


def _term(wanted: Wanted) -> Term:
    also = stems_of_beginning(wanted.words[-1]) if wanted.is_beginning else ()
    return Term(wanted.words, wanted.stems, wanted.is_beginning, also)


def _named_ones(fields: Collection[str], person: Person | None) -> list[_Named]:
    """Return everything that these fields can name, in one statement."""
    asked = [
        querysets(person).annotate(field=Value(field)).order_by().values_list("field", "pk", "slug", "name")
        for field, querysets in _NAMES.items()
        if field in fields
    ]
    return [_Named(*row) for row in asked[0].union(*asked[1:], all=True)] if asked else []


_NAMES: dict[str, Callable[[Person | None], QuerySet[Any]]] = {
    "severity": lambda _: SeverityLevel.objects.annotate(slug=Cast("rank", CharField())),
    "team": lambda _: Team.objects.all(),
    "component": components_visible_to,
}


def _conditions(narrowed: Filter, named: Sequence[_Named]) -> Iterable[Condition]:
    if narrowed.field == "has":
        for value in sorted(narrowed.values):
            yield Condition("has", "has", (value,), is_set=True)
        for value in sorted(narrowed.excluded):
            yield Condition("has", "has", (value,), is_set=True, holds=False)
        return
    for values, holds in ((narrowed.values, True), (narrowed.excluded, False)):
        if values:
            column, is_set = _COLUMNS[narrowed.field]
            yield Condition(narrowed.field, column, _stored(narrowed.field, sorted(values), named), is_set=is_set, holds=holds)


_COLUMNS = {
    "kind": ("kind", False),
    "status": ("status", False),
    "severity": ("severity_level", False),
    "year": ("year", False),
    "team": ("teams", True),
    "component": ("components", True),
    "factor": ("factors", True),
}


def _stored(field: str, values: list[str], named: Sequence[_Named]) -> tuple[int | str, ...]:
    if field == "year":
        return tuple(int(value) for value in values)
    rows = [one for one in named if one.field == field]
    if field == "severity":
        return tuple(_severity(value, rows) for value in values)
    if field in {"team", "component"}:
        return tuple(_named(field, value, rows) for value in values)
    return tuple(values)


def _severity(value: str, levels: Sequence[_Named]) -> int:
    """Return the id of a level by its rank (1), its name (Sev-1, critical) or the two together (sev1)."""
    levels = sorted(levels, key=lambda level: int(level.slug))
    wanted = _letters(value)
    for level in levels:
        if wanted in {level.slug, f"sev{level.slug}", f"s{level.slug}", _letters(level.name)}:
            return level.key
    possible = spoken([f"{level.slug} ({level.name})" for level in levels]) if levels else "none yet"
    raise QueryProblem(f"There is no severity “{value}”. Possible are {possible}.")


def _named(field: str, value: str, rows: Sequence[_Named]) -> int:
    """Return the id of a team or component by its slug or name."""
    wanted = _letters(value)
    for one in rows:
        if wanted in {_letters(one.slug), _letters(one.name)}:
            return one.key
    near = sorted(one.slug for one in rows if wanted and (wanted in _letters(one.slug) or _letters(one.slug).startswith(wanted[:3])))
    offered = near or sorted(one.slug for one in rows)
    if not offered:
        raise QueryProblem(f"There is no {field} “{value}”, because no {field} has been named yet.")
    more = f" and {len(offered) - MOST_NAMED} more" if len(offered) > MOST_NAMED else ""
    raise QueryProblem(f"There is no {field} “{value}”. {'Similar' if near else 'Known'} are {', '.join(offered[:MOST_NAMED])}{more}.")


def _letters(value: str) -> str:
    return "".join(character for character in folded(value) if character.isalnum())
