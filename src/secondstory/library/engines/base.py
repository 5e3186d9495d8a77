"""What both engines have in common: the interface, the tables that both write, and the conditions as SQL."""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from secondstory.library.engines.asking import Ask, Condition, Part, Ranked, Ranking, Term
from secondstory.library.rules.entries import TEXT_FIELDS, Entry, EntryWords, listed, single
from secondstory.library.rules.spelling import KnownWord

Sql = tuple[str, list[Any]]

ENTRY_COLUMNS = (
    "incident_id",
    "occurred_on",
    "year",
    "kind",
    "severity_level",
    "status",
    "teams",
    "components",
    "factors",
    "has",
    "single",
)
NEWEST_FIRST = "e.occurred_on DESC NULLS LAST, e.incident_id DESC"
CANDIDATES = 300  # known words looked at for one misspelt word


class Engine(ABC):
    """Writes the index and reads it, always in the caller's transaction.

    `ids` narrows to entries of these incidents, which is how a person sees some of the restricted part. None narrows nothing.
    """

    def write(self, part: Part, entries: Sequence[tuple[Entry, EntryWords]]) -> None:
        """Put entries into a part, in place of what was there for the same incidents."""
        if not entries:
            return
        vectors, terms = self.vector_columns(), self.term_columns()
        self._put(
            f"library_{part}_entry",
            (*ENTRY_COLUMNS, *vectors),
            [(*_entry_values(entry), *self.vector_values(words)) for entry, words in entries],
        )
        self._put(
            f"library_{part}_text",
            ("incident_id", *TEXT_FIELDS, *terms),
            [
                (entry.incident_id, *(getattr(entry.texts, name) for name in TEXT_FIELDS), *self.term_values(words))
                for entry, words in entries
            ],
        )

    def remove(self, part: Part, ids: Collection[int]) -> None:
        """Take entries out of a part; what is not there stays so."""
        among, parameters = self.among("incident_id", ids)
        for table in (f"library_{part}_text", f"library_{part}_entry"):
            self.execute(f"DELETE FROM {table} WHERE {among}", parameters)

    @abstractmethod
    def best(self, ask: Ask, *, limit: int, offset: int = 0) -> Ranking:
        """Return a stretch of the open entries, the best match first, of equal ones the latest record."""

    @abstractmethod
    def best_restricted(self, ask: Ask, *, ids: Collection[int] | None) -> Ranking:
        """Return all restricted entries found, scored by the statistics of the open part, so that both can be merged."""

    @abstractmethod
    def similar_words(self, word: str) -> list[KnownWord]:
        """Return words of the open part that share groups of three letters with this one."""

    @abstractmethod
    def begins(self, beginning: str) -> Q:
        """Return the condition that a `Word` begins so, in the form that this database finds by index."""

    @abstractmethod
    def source(self, part: Part, ask: Ask) -> Sql:
        """Return FROM and WHERE of the entries found, which are `e`."""

    @abstractmethod
    def counts(self, part: Part, ask: Ask, columns: Sequence[str], *, ids: Collection[int] | None = None) -> dict[str, Counter[Any]]:
        """Return for each column how often each value occurs in the entries found. A set counts as one value."""

    @abstractmethod
    def among(self, column: str, ids: Collection[int]) -> Sql:
        """Return the condition that a column is one of any number of numbers."""

    @abstractmethod
    def vector_columns(self) -> tuple[str, ...]: ...

    @abstractmethod
    def vector_values(self, words: EntryWords) -> tuple[str, ...]: ...

    @abstractmethod
    def term_columns(self) -> tuple[str, ...]: ...

    @abstractmethod
    def term_values(self, words: EntryWords) -> tuple[str, ...]: ...

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Set up the connection for the statements of one search for words."""
        yield

    def newest(self, part: Part, ask: Ask, *, limit: int | None, offset: int = 0, ids: Collection[int] | None = None) -> Ranking:
        """Return a stretch of the entries found, the newest first, undated ones last."""
        source, parameters = self.source_among(part, ask, ids)
        stretch = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        chosen = f"e.incident_id, 0.0, e.occurred_on, (SELECT count(*) {source})"
        rows = self.rows(f"SELECT {chosen} {source} ORDER BY {NEWEST_FIRST}{stretch}", [*parameters, *parameters])
        return self.ranking(rows, (source, parameters), offset=offset)

    def ranking(self, rows: Sequence[Sequence[Any]], source: Sql, *, offset: int) -> Ranking:
        """Return rows of id, score, day and total; a stretch beyond the end has no row to say the total."""
        total = rows[0][3] if rows else self.rows(f"SELECT count(*) {source[0]}", source[1])[0][0] if offset else 0
        return Ranking(total, [Ranked(row[0], float(row[1]), _day(row[2])) for row in rows])

    def source_among(self, part: Part, ask: Ask, ids: Collection[int] | None) -> Sql:
        source, parameters = self.source(part, ask)
        if ids is None:
            return source, parameters
        among, more = self.among("e.incident_id", ids)
        return f"{source} AND {among}", [*parameters, *more]

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def _put(self, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        values = ", ".join(["%s"] * len(columns))
        changes = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) ON CONFLICT (incident_id) DO UPDATE SET {changes}"
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _entry_values(entry: Entry) -> tuple[Any, ...]:
    facets = entry.facets
    day = facets.occurred_on
    return (
        entry.incident_id,
        day.isoformat() if day else None,
        day.year if day else None,
        facets.kind,
        facets.severity_id,
        facets.status,
        listed(facets.team_ids),
        listed(facets.component_ids),
        listed(facets.factor_categories),
        listed(facets.has),
        single(facets),
    )


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def condition_sql(ask: Ask) -> Sql:
    """Return the conditions of a query on the entry `e`, each beginning with AND."""
    clauses: list[str] = []
    parameters: list[Any] = []
    for condition in ask.conditions:
        clause, values = _one_of(condition)
        clauses.append(f" AND {clause}" if condition.holds else f" AND ({clause}) IS NOT TRUE")
        parameters += values
    for sign, day in (("<", ask.before), (">=", ask.after)):
        if day is not None:
            clauses.append(f" AND e.occurred_on {sign} %s")
            parameters.append(day.isoformat())
    return "".join(clauses), parameters


def _one_of(condition: Condition) -> Sql:
    column = f"e.{condition.column}"
    if condition.is_set:
        return f"({' OR '.join([f'{column} LIKE %s'] * len(condition.values))})", [f"%,{value},%" for value in condition.values]
    return f"{column} IN ({', '.join(['%s'] * len(condition.values))})", list(condition.values)


def single_words(terms: Sequence[Term]) -> list[Term]:
    """Return the terms with each phrase taken apart, each word once."""
    apart: dict[Term, None] = {}
    for term in terms:
        last = len(term.stems) - 1
        for at, (word, root) in enumerate(zip(term.words, term.stems, strict=True)):
            apart[Term((word,), (root,), term.is_beginning and at == last, term.also if at == last else ())] = None
    return list(apart)
