"""Search in PostgreSQL, with two vectors in the row of an entry; `postgresql_tables` makes them.

`words` has every word with its places and stands outside the row: its GIN index finds words and phrases. `rank` has the classes of the
words that say most and stays inside the row: ranking a hundred thousand matches reads one narrow table and unpacks nothing.
"""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from secondstory.library.engines.asking import Ask, Doubt, Part, Term
from secondstory.library.engines.base import CANDIDATES, Engine, Sql, condition_sql, single_words
from secondstory.library.engines.vectors import places_vector, rank_vector
from secondstory.library.rules.entries import TEXT_FIELDS, EntryWords

WEIGHTS = "'{0.1,0.25,0.5,1}'::real[]"  # of the classes D, C, B and A
EVERYTHING = "(SELECT coalesce(max(incident_id), 0) + 1.0 FROM library_open_entry)::float8"
LEAST_SIMILAR = 0.2
# The planner takes a word in most reports for a reason to read every row and test its vector, not knowing that each test unpacks the vector
# from another table: five times as slow as the index.
SETTINGS = {"enable_seqscan": "off", "jit": "off", "work_mem": "16MB", "pg_trgm.similarity_threshold": str(LEAST_SIMILAR)}
_CHANGES = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in SETTINGS.items())
_NAMES = ", ".join(f"'{name}'" for name in SETTINGS)
SEARCHING = f"SELECT {_CHANGES}"
AS_BEFORE = f"SELECT set_config(name, reset_val || coalesce(unit, ''), true) FROM pg_settings WHERE name IN ({_NAMES})"


class PostgreSQLEngine(Engine):
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
        if part is Part.RESTRICTED:
            conditions, values = f"{conditions} AND {ask.seen.sql}", [*values, *ask.seen.parameters]
        return source + conditions, [*parameters, *values]

    def ranked(self, ask: Ask, *, limit: int, offset: int) -> Sql:
        score, values = _score(single_words(ask.terms))
        both, parameters = self.both(ask, ["incident_id", "rank"])
        sql = (
            f"WITH found AS MATERIALIZED (SELECT e.incident_id, {score} AS score FROM ({both}) e) "
            "SELECT incident_id, score, (SELECT count(*) FROM found) FROM found "
            f"ORDER BY score DESC, incident_id DESC LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        return sql, [*values, *parameters]

    def counted(self, at: int, ask: Ask, columns: Sequence[str], *, width: int) -> Sql:
        both, parameters = self.both(ask, columns)
        names = ", ".join(f"e.{column}" for column in columns)
        sets = ", ".join(f"(e.{column})" for column in columns)
        nulls = ", NULL" * (width - len(columns))
        return f"SELECT {at}, grouping({names}), count(*), {names}{nulls} FROM ({both}) e GROUP BY GROUPING SETS ({sets})", parameters

    def count(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any], counted: Sequence[dict[str, Counter[Any]]]) -> None:
        for at, absent, times, *values in self.found(asks, sql, parameters):
            # The bits of `absent` say which columns a row is not grouped by, the last column in the lowest bit.
            columns = [*counted[at]]
            nth = next(nth for nth in range(len(columns)) if not absent >> (len(columns) - 1 - nth) & 1)
            counted[at][columns[nth]][values[nth]] += times

    def similar(self, doubt: Doubt) -> Sql:
        known, parameters = "stem = %s", [doubt.stem]
        if doubt.is_begun:
            known, parameters = f"{known} OR stem LIKE %s OR word LIKE %s", [doubt.stem, f"{doubt.word}%", f"{doubt.word}%"]
        sql = (
            f"SELECT word, reports FROM library_word WHERE word %% %s AND NOT EXISTS (SELECT FROM library_word WHERE {known}) "
            f"ORDER BY similarity(word, %s) DESC, word LIMIT {CANDIDATES}"
        )
        return sql, [doubt.word, *parameters, doubt.word]

    def begins(self, beginning: str) -> Q:
        return Q(word__startswith=beginning)

    def found(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Have words found by their index and the matches kept in memory: the settings travel with the statement and end with it."""
        if asks and not any(ask.terms for ask in asks):
            return self.rows(sql, parameters)
        after = f"; {AS_BEFORE}" if connection.in_atomic_block else ""
        with connection.cursor() as cursor:
            cursor.execute(f"{SEARCHING}; {sql}{after}", parameters)
            cursor.nextset()
            return list(cursor.fetchall())

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
