import random
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.library.queries.facets import facets
from secondstory.library.tests.shelf import shelve, someone

pytestmark = pytest.mark.django_db

TEAMS, COMPONENTS, CATEGORIES = ("payments", "seats", "letters"), ("wallet", "ledger"), ("change", "capacity", "testing")


def counts(query: str, field: str, *, person: Person | None = None) -> dict[str, int]:
    return next({one.value: one.count for one in facet.values} for facet in facets(query, person=person) if facet.field == field)


@pytest.fixture
def library() -> list[Incident]:
    chance = random.Random(7)  # noqa: S311 - always the same library
    return [
        shelve(
            f"{chance.choice(('Queue', 'Cache', 'Mail'))} stopped",
            kind=chance.choice(("technical", "security", "data")),
            severity=chance.choice((None, 1, 2, 3)),
            status=chance.choice(("draft", "published")),
            day=chance.choice((None, date(2024, 5, 1), date(2025, 5, 1))),
            teams=chance.sample(TEAMS, chance.randint(0, 2)),
            components=chance.sample(COMPONENTS, chance.randint(0, 2)),
            factors=[(category, "Text.") for category in chance.choices(CATEGORIES, k=chance.randint(0, 3))],
        )
        for _ in range(40)
    ]


VALUES: dict[str, Callable[[Incident], set[str]]] = {
    "kind": lambda one: {one.kind},
    "severity": lambda one: {str(one.severity.rank)} if one.severity else set(),
    "team": lambda one: set(one.teams.values_list("slug", flat=True)),
    "component": lambda one: set(one.components.values_list("slug", flat=True)),
    "factor": lambda one: set(one.report.factors.values_list("category", flat=True)),
    "year": lambda one: {str(one.occurred_on.year)} if one.occurred_on else set(),
    "status": lambda one: {one.report.status},
}


@pytest.mark.parametrize(("query", "word"), [("queue", "Queue"), ("", ""), ("stopped -cache", ""), ("mail stop*", "Mail")])
def test_counts_equal_those_made_by_hand(library: list[Incident], query: str, word: str) -> None:
    found = [one for one in library if one.title.startswith(word) and not ("-cache" in query and one.title.startswith("Cache"))]
    for field, values in VALUES.items():
        assert counts(query, field) == Counter(value for one in found for value in values(one)), field


def test_a_narrowed_field_is_counted_without_its_own_narrowing(library: list[Incident]) -> None:
    assert counts("queue kind:security", "kind") == counts("queue", "kind")
    security = [one for one in library if one.kind == "security" and one.title.startswith("Queue")]
    assert counts("queue kind:security", "year") == Counter(str(one.occurred_on.year) for one in security if one.occurred_on)


def test_what_is_offered_instead_of_nothing_is_counted() -> None:
    shelve("Cache cold", kind="data")
    assert counts("cahce", "kind") == {"data": 1}
    assert counts("cache hydrant", "kind") == {"data": 1}
    assert counts("cahce kind:security", "kind") == {"security": 0, "data": 1}


def test_the_chosen_values_are_marked(library: list[Incident]) -> None:
    chosen = [value.value for facet in facets("team:seats severity:1 kind:data", person=None) for value in facet.values if value.is_chosen]
    assert sorted(chosen) == ["1", "data", "seats"]


def test_restricted_reports_count_only_for_those_who_may_see_them() -> None:
    reader, other = someone("Ada"), someone("Ben")
    shelve("Vault opened", kind="security", seen_by=[reader], teams=["payments"])
    shelve("Vault closed", kind="data")
    assert counts("vault", "kind", person=other) == {"data": 1}
    assert counts("vault", "team", person=other) == {}
    assert counts("vault", "kind", person=reader) == {"data": 1, "security": 1}
    assert counts("vault", "team", person=reader) == {"payments": 1}
