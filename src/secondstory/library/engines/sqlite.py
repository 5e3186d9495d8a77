"""Search in SQLite, with two FTS5 tables for each part; `sqlite_tables` says how they are kept true.

`terms` holds each stem of an entry once for each class of words that it stands in, and no column sizes: bm25 has one or two places to read
for a word instead of dozens, and no row to fetch for a length. `phrases` holds every place and is asked only where a query has a phrase.
"""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
import json
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Q
from django.dispatch import receiver

from secondstory.library.engines.asking import Ask, Doubt, Part, Term
from secondstory.library.engines.base import CANDIDATES, Engine, Sql, condition_sql, single_words
from secondstory.library.engines.sqlite_tables import ROWS_AN_ENTRY
from secondstory.library.rules.entries import CLASSES, EntryWords

# Of the classes title, summary, detail, often and rest. Without column sizes bm25 works with k1 = 0.3 on the sum of the weights of those in
# which a word stands: 0.05 gives a seventh of the most that a word can give, 3 nine tenths. Frequency and length are in the classes.
WEIGHTS = (3.0, 0.3, 0.15, 0.1, 0.05)
SATURATION = 0.3
ROWS_AT_ONCE = 5000
LAST_LETTER = chr(0x10FFFF)
WEIGHT = "second_story_weight"


class SQLiteEngine(Engine):
    def source(self, part: Part, ask: Ask) -> Sql:
        conditions, values = condition_sql(ask)
        if part is Part.RESTRICTED:
            conditions, values = f"{conditions} AND {ask.seen.sql}", [*values, *ask.seen.parameters]
        if ask.terms:
            source, parameters = self._terms_source(part, ask)
            joined = f"CROSS JOIN library_{part}_entry e ON e.incident_id = library_{part}_terms.rowid WHERE"
            return source.replace("WHERE", joined, 1) + conditions, [*parameters, *values]
        source, parameters = f"FROM library_{part}_entry e WHERE TRUE", []
        for term in ask.without:
            kind, match = ("phrases", _phrase(term)) if term.is_phrase else ("terms", _any_form(term))
            table = f"library_{part}_{kind}"
            source += f" AND e.incident_id NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"
            parameters.append(match)
        return source + conditions, [*parameters, *values]

    def ranked(self, ask: Ask, *, limit: int, offset: int) -> Sql:
        score, words = _score(single_words(ask.terms))
        restricted, values = self.source(Part.RESTRICTED, ask)
        restricted = restricted.replace(" WHERE ", " CROSS JOIN library_restricted_text x ON x.incident_id = e.incident_id WHERE ", 1)
        source, parameters = self.source(Part.OPEN, ask) if ask.is_narrowed else self._terms_source(Part.OPEN, ask)
        bm25 = f"-bm25(library_open_terms, {', '.join(map(str, WEIGHTS))}, 0)"
        sql = (
            "WITH entries AS MATERIALIZED (SELECT count(*) AS n FROM library_open_entry), "
            f"restricted AS MATERIALIZED (SELECT e.incident_id, {score} AS score {restricted}) "
            f"SELECT incident_id, score, (SELECT count(*) {source}) + (SELECT count(*) FROM restricted) FROM ("
            f"SELECT * FROM (SELECT library_open_terms.rowid AS incident_id, {bm25} AS score {source} "
            f"ORDER BY score DESC, library_open_terms.rowid DESC LIMIT {int(limit + offset)}) UNION ALL SELECT * FROM restricted) "
            f"ORDER BY score DESC, incident_id DESC LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        return sql, [*words, *values, *parameters, *parameters]

    def counted(self, at: int, ask: Ask, columns: Sequence[str], *, width: int) -> Sql:
        both, parameters = self.both(ask, columns)
        return f"SELECT {at}, e.*{', NULL' * (width - len(columns))} FROM ({both}) e", parameters

    def count(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any], counted: Sequence[dict[str, Counter[Any]]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                for at, some in groupby(rows, itemgetter(0)):
                    for counter, values in zip(counted[at].values(), islice(zip(*some, strict=True), 1, None), strict=False):
                        counter.update(values)

    def similar(self, doubt: Doubt) -> Sql:
        padded = f"  {doubt.word} "
        trigrams = " OR ".join(_quoted(padded[at : at + 3]) for at in range(len(padded) - 2))
        known, parameters = "stem = %s", [doubt.stem]
        if doubt.is_begun:
            end = doubt.word + LAST_LETTER
            known, parameters = f"{known} OR stem >= %s AND stem < %s OR word >= %s AND word < %s", [doubt.stem, *[doubt.word, end] * 2]
        sql = (
            "SELECT w.word, w.reports FROM library_word_trigrams JOIN library_word w ON w.id = library_word_trigrams.rowid "
            f"WHERE NOT EXISTS (SELECT 1 FROM library_word WHERE {known}) AND library_word_trigrams MATCH %s "
            f"ORDER BY bm25(library_word_trigrams) LIMIT {CANDIDATES}"
        )
        return sql, [*parameters, trigrams]

    def begins(self, beginning: str) -> Q:
        return Q(word__gte=beginning, word__lt=beginning + LAST_LETTER)

    def found(self, asks: Sequence[Ask], sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.rows(sql, parameters)

    def among(self, column: str, ids: Collection[int]) -> Sql:
        return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(sorted(ids))]

    def vector_columns(self) -> tuple[str, ...]:
        return ()

    def vector_values(self, words: EntryWords) -> tuple[str, ...]:
        return ()

    def term_columns(self) -> tuple[str, ...]:
        return tuple(f"terms_{name}" for name in CLASSES)

    def term_values(self, words: EntryWords) -> tuple[str, ...]:
        classes = words.classes()
        return tuple(" ".join(getattr(classes, name)) for name in CLASSES)

    def _terms_source(self, part: Part, ask: Ask) -> Sql:
        """Return the source of entries that have the terms, without the entry itself."""
        table, phrases = f"library_{part}_terms", f"library_{part}_phrases"
        source, parameters = f"FROM {table} WHERE {table} MATCH %s", [_match(ask)]
        # The + keeps SQLite from asking the full-text table once for every row of the list.
        for wanted, sign in ((() if ask.any_will_do else ask.terms, "IN"), (ask.without, "NOT IN")):
            for term in wanted:
                if term.is_phrase:
                    source += f" AND +{table}.rowid {sign} (SELECT rowid FROM {phrases} WHERE {phrases} MATCH %s)"
                    parameters.append(_phrase(term))
        return source, parameters


def _match(ask: Ask) -> str:
    between = " OR " if ask.any_will_do else " AND "
    wanted = between.join(_any_form(term) for term in single_words(ask.terms))
    unwanted = " OR ".join(_any_form(term) for term in ask.without if not term.is_phrase)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _any_form(term: Term) -> str:
    """Return the match of a single word: its stem, or all that begins like it."""
    if not term.is_beginning:
        return _quoted(term.stems[0])
    return f"({' OR '.join([f'{_quoted(term.words[0])} *', *(_quoted(one) for one in (term.stems[0], *term.also))])})"


def _phrase(term: Term) -> str:
    return _quoted(" ".join(term.words)) + (" *" if term.is_beginning else "")


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _score(terms: Sequence[Term]) -> Sql:
    """Return what bm25 gives an entry of the open part, for the texts `x` of a restricted one and the rarities of the open part."""
    rarity = (
        f"(SELECT max(ln(({ROWS_AN_ENTRY} * entries.n - known.n + 0.5) / (known.n + 0.5)), 1e-6) FROM entries, "
        "(SELECT count(*) AS n FROM library_open_terms WHERE library_open_terms MATCH %s) known)"
    )
    weight = f"{WEIGHT}(%s, %s, {', '.join(f'x.terms_{name}' for name in CLASSES)})"
    forms = [(" ".join((term.stems[0], *term.also)), term.words[0] if term.is_beginning else "") for term in terms]
    parameters = [value for term, one in zip(terms, forms, strict=True) for value in (_any_form(term), *one)]
    return " + ".join([f"{rarity} * {weight}"] * len(terms)), parameters


def weight(forms: str, beginning: str, *classes: str) -> float:
    """Return bm25's share for a word of which each class of an entry has some form or none; SQL calls it."""
    found = sum(weight for weight, stems in zip(WEIGHTS, classes, strict=True) if _is_in(f" {stems} ", forms, beginning))
    return 2.2 * found / (found + SATURATION)


def _is_in(stems: str, forms: str, beginning: str) -> bool:
    if beginning:
        return f" {beginning}" in stems or not set(forms.split()).isdisjoint(stems.split())
    return f" {forms} " in stems


@receiver(connection_created)
def _teach(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(WEIGHT, 2 + len(CLASSES), weight, deterministic=True)
