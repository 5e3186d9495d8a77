"""What both engines have in common: the interface, the tables that both write, and the conditions as SQL."""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from secondstory.library.engines.asking import Ask, Condition, Doubt, Part, Ranked, Ranking, Term
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
    """Writes the index and reads it, always in the caller's transaction, and answers each question in one statement."""

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

    def best(self, asks: Sequence[Ask], *, limit: int, offset: int = 0) -> list[Ranking]:
        """Return for each question a stretch of the entries found, the best match first, of equal ones the latest record.

        Restricted entries are scored by the statistics of the open part. One statement answers all questions.
        """
        parts = [self.ranked(ask, limit=limit, offset=offset) for ask in asks]
        sql = " UNION ALL ".join(f"SELECT {at}, ranked.* FROM ({one}) ranked" for at, (one, _) in enumerate(parts))
        found = self.found(asks, sql, [value for _, values in parts for value in values])
        return [self._ranking([row[1:] for row in found if row[0] == at], ask, offset=offset) for at, ask in enumerate(asks)]

    def newest(self, ask: Ask, *, limit: int, offset: int = 0) -> Ranking:
        """Return a stretch of the entries found, the newest first, undated ones last."""
        source, parameters = self.source(Part.OPEN, ask)
        restricted, values = self.source(Part.RESTRICTED, ask)
        stretch = f"LIMIT {int(limit)} OFFSET {int(offset)}"
        sql = (
            f"WITH restricted AS (SELECT e.incident_id, e.occurred_on {restricted}) "
            f"SELECT e.incident_id, 0.0, (SELECT count(*) {source}) + (SELECT count(*) FROM restricted) FROM ("
            f"SELECT * FROM (SELECT e.incident_id, e.occurred_on {source} ORDER BY {NEWEST_FIRST} LIMIT {int(limit + offset)}) first "
            f"UNION ALL SELECT * FROM restricted) e ORDER BY {NEWEST_FIRST} {stretch}"
        )
        return self._ranking(self.found([ask], sql, [*values, *parameters, *parameters]), ask, offset=offset)

    def counts(self, asks: Sequence[tuple[Ask, Sequence[str]]]) -> list[dict[str, Counter[Any]]]:
        """Return for each question and each of its columns how often each value occurs in what is found. A set counts as one value."""
        width = max(len(columns) for _, columns in asks)
        parts = [self.counted(at, ask, columns, width=width) for at, (ask, columns) in enumerate(asks)]
        counted: list[dict[str, Counter[Any]]] = [{column: Counter() for column in columns} for _, columns in asks]
        sql = " UNION ALL ".join(part for part, _ in parts)
        self.count([ask for ask, _ in asks], sql, [value for _, values in parts for value in values], counted)
        return counted

    def similar_words(self, doubts: Sequence[Doubt]) -> dict[str, list[KnownWord]]:
        """Return, for those of the words of which the open part has no form, its words that share groups of three letters with them."""
        parts = [self.similar(doubt) for doubt in doubts]
        sql = " UNION ALL ".join(f"SELECT {at}, alike.* FROM ({one}) alike" for at, (one, _) in enumerate(parts))
        found: dict[str, list[KnownWord]] = {}
        for at, word, reports in self.found((), sql, [value for _, values in parts for value in values]):
            found.setdefault(doubts[at].word, []).append(KnownWord(word, reports))
        return found

    def texts(self, ids: Collection[int]) -> list[tuple[Any, ...]]:
        """Return id and texts of entries of both parts."""
        among, parameters = self.among("incident_id", ids)
        parts = [f"SELECT incident_id, {', '.join(TEXT_FIELDS)} FROM library_{part}_text WHERE {among}" for part in Part]
        return self.rows(" UNION ALL ".join(parts), [*parameters, *parameters])

    @abstractmethod
    def ranked(self, ask: Ask, *, limit: int, offset: int) -> Sql:
        """Return the statement of id, score and total of a stretch of the best matches."""

    @abstractmethod
    def counted(self, at: int, ask: Ask, columns: Sequence[str], *, width: int) -> Sql:
        """Return the part of a statement that gives these columns of what is found, or their counts, with nulls up to `width` columns."""

    @abstractmethod
    def count(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any], counted: Sequence[dict[str, Counter[Any]]]) -> None:
        """Run the statement made of such parts, and count what it gives."""

    @abstractmethod
    def similar(self, doubt: Doubt) -> Sql:
        """Return the statement of word and reports for one word of `similar_words`, at most `CANDIDATES` of them."""

    @abstractmethod
    def begins(self, beginning: str) -> Q:
        """Return the condition that a `Word` begins so, in the form that this database finds by index."""

    @abstractmethod
    def source(self, part: Part, ask: Ask) -> Sql:
        """Return FROM and WHERE of the entries found, which are `e`; of the restricted part, those that are seen."""

    @abstractmethod
    def found(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement of a search, with what this database needs for it."""

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

    def both(self, ask: Ask, columns: Sequence[str]) -> Sql:
        """Return the statement of these columns of what is found in both parts."""
        chosen = ", ".join(f"e.{column}" for column in columns)
        parts = [self.source(part, ask) for part in Part]
        return " UNION ALL ".join(f"SELECT {chosen} {source}" for source, _ in parts), [value for _, values in parts for value in values]

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def _ranking(self, rows: Sequence[Sequence[Any]], ask: Ask, *, offset: int) -> Ranking:
        """Return rows of id, score and total; a stretch beyond the end has no row to say the total."""
        if not rows and offset:
            sql, parameters = self.both(ask, ["incident_id"])
            return Ranking(self.found([ask], f"SELECT count(*) FROM ({sql}) e", parameters)[0][0], ())
        return Ranking(rows[0][2] if rows else 0, [Ranked(row[0], float(row[1])) for row in rows])

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
