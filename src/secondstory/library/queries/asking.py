"""Look up the names in a query: what a person types becomes what the index holds."""

from collections.abc import Iterable
from dataclasses import replace

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import SeverityLevel
from secondstory.incidents.queries import components_visible_to
from secondstory.library.engines import Ask, Condition, Term
from secondstory.library.queries.vocabulary import stems_of_beginning
from secondstory.library.rules.query_language import Filter, Query, QueryProblem, Wanted, spoken
from secondstory.library.rules.tokens import folded

MOST_NAMED = 8


def ask_of(query: Query, *, person: Person | None) -> Ask:
    """Return what an engine is asked. A severity, team or component that does not exist for this person raises `QueryProblem`."""
    return Ask(
        terms=tuple(term_of(wanted) for wanted in query.wanted),
        without=tuple(term_of(wanted) for wanted in query.unwanted),
        conditions=tuple(condition for one in query.filters for condition in _conditions(one, person)),
        before=query.before,
        after=query.after,
    )


def term_of(wanted: Wanted) -> Term:
    also = stems_of_beginning(wanted.words[-1]) if wanted.is_beginning else ()
    return Term(wanted.words, wanted.stems, wanted.is_beginning, also)


def without_field(ask: Ask, field: str) -> Ask:
    """Return the question not narrowed by a field, so that its other values can be counted."""
    return replace(ask, conditions=tuple(one for one in ask.conditions if one.field != field or not one.holds))


def _conditions(narrowed: Filter, person: Person | None) -> Iterable[Condition]:
    if narrowed.field == "has":
        for value in sorted(narrowed.values):
            yield Condition("has", "has", (value,), is_set=True)
        for value in sorted(narrowed.excluded):
            yield Condition("has", "has", (value,), is_set=True, holds=False)
        return
    for values, holds in ((narrowed.values, True), (narrowed.excluded, False)):
        if values:
            column, is_set = _COLUMNS[narrowed.field]
            yield Condition(narrowed.field, column, _stored(narrowed.field, sorted(values), person), is_set=is_set, holds=holds)


_COLUMNS = {
    "kind": ("kind", False),
    "status": ("status", False),
    "severity": ("severity_level", False),
    "year": ("year", False),
    "team": ("teams", True),
    "component": ("components", True),
    "factor": ("factors", True),
}


def _stored(field: str, values: list[str], person: Person | None) -> tuple[int | str, ...]:
    if field == "year":
        return tuple(int(value) for value in values)
    if field == "severity":
        return tuple(_severity(value) for value in values)
    if field == "team":
        teams = {(team.pk, team.slug, team.name) for team in Team.objects.only("slug", "name")}
        return tuple(_named(field, value, teams) for value in values)
    if field == "component":
        components = {(one.pk, one.slug, one.name) for one in components_visible_to(person).only("slug", "name")}
        return tuple(_named(field, value, components) for value in values)
    return tuple(values)


def _severity(value: str) -> int:
    """Return the id of a level by its rank (1), its name (Sev-1, critical) or the two together (sev1)."""
    levels = list(SeverityLevel.objects.order_by("rank"))
    wanted = _letters(value)
    for level in levels:
        if wanted in {str(level.rank), f"sev{level.rank}", f"s{level.rank}", _letters(level.name)}:
            return level.pk
    possible = spoken([f"{level.rank} ({level.name})" for level in levels]) if levels else "none yet"
    raise QueryProblem(f"There is no severity “{value}”. Possible are {possible}.")


def _named(field: str, value: str, rows: set[tuple[int, str, str]]) -> int:
    """Return the id of a team or component by its slug or name."""
    wanted = _letters(value)
    for key, slug, name in rows:
        if wanted in {_letters(slug), _letters(name)}:
            return key
    near = sorted(slug for _, slug, name in rows if wanted and (wanted in _letters(slug) or _letters(slug).startswith(wanted[:3])))
    offered = near or sorted(slug for _, slug, _ in rows)
    if not offered:
        raise QueryProblem(f"There is no {field} “{value}”, because no {field} has been named yet.")
    more = f" and {len(offered) - MOST_NAMED} more" if len(offered) > MOST_NAMED else ""
    raise QueryProblem(f"There is no {field} “{value}”. {'Similar' if near else 'Known'} are {', '.join(offered[:MOST_NAMED])}{more}.")


def _letters(value: str) -> str:
    return "".join(character for character in folded(value) if character.isalnum())
