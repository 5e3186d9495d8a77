"""Search in PostgreSQL, with two vectors in the row of an entry; `postgresql_tables` makes them.

`words` has every word with its places and stands outside the row: its GIN index finds words and phrases. `rank` has the classes of the
words that say most and stays inside the row: ranking a hundred thousand matches reads one narrow table and unpacks nothing.
"""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from secondstory.library.engines.asking import Ask, Part, Ranking, Term
from secondstory.library.engines.base import CANDIDATES, Engine, Sql, condition_sql, single_words
from secondstory.library.engines.vectors import places_vector, rank_vector
from secondstory.library.rules.entries import TEXT_FIELDS, EntryWords
from secondstory.library.rules.spelling import KnownWord

WEIGHTS = "'{0.1,0.25,0.5,1}'::real[]"  # of the classes D, C, B and A
EVERYTHING = "(SELECT coalesce(max(incident_id), 0) + 1.0 FROM library_open_entry)::float8"
LEAST_SIMILAR = 0.2
SETTINGS = {"enable_seqscan": "off", "jit": "off", "work_mem": "16MB"}
_CHANGES = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in SETTINGS.items())
_NAMES = ", ".join(f"'{name}'" for name in SETTINGS)
SEARCHING = f"SELECT {_CHANGES}"
AS_BEFORE = f"SELECT set_config(name, reset_val || coalesce(unit, ''), true) FROM pg_settings WHERE name IN ({_NAMES})"


class PostgreSQLEngine(Engine):
    def best(self, ask: Ask, *, limit: int, offset: int = 0) -> Ranking:
        return self._best(Part.OPEN, ask, None, limit=limit, offset=offset)

    def best_restricted(self, ask: Ask, *, ids: Collection[int] | None) -> Ranking:
        return self._best(Part.RESTRICTED, ask, ids)

    def source(self, part: Part, ask: Ask) -> Sql:
        conditions, values = condition_sql(ask)
        entry = f"library_{part}_entry"
        source, parameters = f"FROM {entry} e WHERE TRUE", []
        if ask.terms:
            source += " AND e.words @@ %s::tsquery"
            parameters.append(_wanted(ask))
        elif ask.without:
            source += f" AND e.incident_id NOT IN (SELECT incident_id FROM {entry} WHERE words @@ %s::tsquery)"
            parameters.append(" | ".join(_tsquery(term) for term in ask.without))
        return source + conditions, [*parameters, *values]

    def counts(self, part: Part, ask: Ask, columns: Sequence[str], *, ids: Collection[int] | None = None) -> dict[str, Counter[Any]]:
        source, parameters = self.source_among(part, ask, ids)
        names = [f"e.{column}" for column in columns]
        sets = ", ".join(f"({name})" for name in names)
        counted: dict[str, Counter[Any]] = {column: Counter() for column in columns}
        found = self.rows(
            f"SELECT grouping({', '.join(names)}), {', '.join(names)}, count(*) {source} GROUP BY GROUPING SETS ({sets})", parameters
        )
        for absent, *values, times in found:
            # The bits of `absent` say which columns a row is not grouped by, the last column in the lowest bit.
            at = next(at for at in range(len(columns)) if not absent >> (len(columns) - 1 - at) & 1)
            counted[columns[at]][values[at]] += times
        return counted

    def similar_words(self, word: str) -> list[KnownWord]:
        # The words are compared only after the threshold is set, because they are compared with something that comes out of that.
        found = self.rows(
            "WITH least AS MATERIALIZED (SELECT left(set_config('pg_trgm.similarity_threshold', %s, true), 0) AS nothing) "
            "SELECT near.word, near.reports FROM least CROSS JOIN LATERAL "
            "(SELECT word, reports FROM library_word WHERE word %% (%s || least.nothing)) near "
            f"ORDER BY similarity(near.word, %s) DESC, near.word LIMIT {CANDIDATES}",
            [str(LEAST_SIMILAR), word, word],
        )
        return [KnownWord(*row) for row in found]

    def begins(self, beginning: str) -> Q:
        return Q(word__startswith=beginning)

    def among(self, column: str, ids: Collection[int]) -> Sql:
        return f"{column} = ANY(%s)", [sorted(ids)]

    def vector_columns(self) -> tuple[str, ...]:
        return ("rank", "words")

    def vector_values(self, words: EntryWords) -> tuple[str, ...]:
        return rank_vector(words), places_vector(words.by_field[name] for name in TEXT_FIELDS)

    def term_columns(self) -> tuple[str, ...]:
        return ()

    def term_values(self, words: EntryWords) -> tuple[str, ...]:
        return ()

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Have words found by their index, and what is found kept in memory.

        The planner takes a word in most reports for a reason to read every row and test its vector, not knowing that each test unpacks the
        vector from another table: five times as slow as the index.
        """
        is_nested = connection.in_atomic_block
        with transaction.atomic(savepoint=False):
            self.execute(SEARCHING)
            yield
            if is_nested:
                self.execute(AS_BEFORE)

    def _best(self, part: Part, ask: Ask, ids: Collection[int] | None, *, limit: int | None = None, offset: int = 0) -> Ranking:
        stretch = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        source, parameters = self.source_among(part, ask, ids)
        score, values = _score(single_words(ask.terms))
        sql = (
            f"WITH found AS MATERIALIZED (SELECT e.incident_id, {score} AS score {source}) "
            f"SELECT incident_id, score, NULL, (SELECT count(*) FROM found) FROM found ORDER BY score DESC, incident_id DESC{stretch}"
        )
        return self.ranking(self.rows(sql, [*values, *parameters]), (source, parameters), offset=offset)


def _score(terms: Sequence[Term]) -> Sql:
    """Return the sum of each word's class, weighed by how rare the word is in the open part: log(1 + entries / entries with the word).

    What the vocabulary does not list, such as numbers, counts as in one entry of fifty. The highest number stands for the number of
    entries: it is read in one step, and the logarithm forgives the gaps.
    """
    rarity = (
        f"(SELECT ln(1 + {EVERYTHING} / least(coalesce(sum(reports), {EVERYTHING} / 50 + 1), {EVERYTHING})) "
        "FROM library_word WHERE stem = ANY(%s))"
    )
    parts = [f"{rarity} * ts_rank({WEIGHTS}, e.rank, %s::tsquery)" for _ in terms]
    return f"({' + '.join(parts)})", [value for term in terms for value in ([term.stems[0], *term.also], _tsquery(term))]


def _wanted(ask: Ask) -> str:
    if ask.any_will_do:
        wanted = " | ".join(_tsquery(term) for term in single_words(ask.terms))
    else:
        wanted = " & ".join(_tsquery(term) for term in ask.terms)
    unwanted = "".join(f" & !({_tsquery(term)})" for term in ask.without)
    return f"({wanted}){unwanted}"


def _tsquery(term: Term) -> str:
    """Return a word, all that begins like it, or a phrase. Words are letters and digits only, so that quotes suffice."""
    if term.is_phrase:
        *most, last = term.stems
        end = f"'{term.words[-1]}':*" if term.is_beginning else f"'{last}'"
        return "(" + " <-> ".join([*(f"'{root}'" for root in most), end]) + ")"
    if not term.is_beginning:
        return f"'{term.stems[0]}'"
    return "(" + " | ".join([f"'{term.words[0]}':*", *(f"'{root}'" for root in (term.stems[0], *term.also))]) + ")"
