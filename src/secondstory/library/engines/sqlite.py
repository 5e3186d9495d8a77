"""Search in SQLite, with two FTS5 tables for each part; `sqlite_tables` says how they are kept true.

`terms` holds each stem of an entry once for each class of words that it stands in, and no column sizes: bm25 has one or two places to read
for a word instead of dozens, and no row to fetch for a length. `phrases` holds every place and is asked only where a query has a phrase.
"""

# ruff: noqa: S608 - the names come from this package; every value is a parameter
import json
import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from secondstory.library.engines.asking import Ask, Part, Ranked, Ranking, Term
from secondstory.library.engines.base import CANDIDATES, Engine, Sql, condition_sql, single_words
from secondstory.library.engines.sqlite_tables import ROWS_AN_ENTRY
from secondstory.library.rules.entries import CLASSES, EntryWords
from secondstory.library.rules.spelling import KnownWord

# Of the classes title, summary, detail, often and rest. Without column sizes bm25 works with k1 = 0.3 on the sum of the weights of those in
# which a word stands: 0.05 gives a seventh of the most that a word can give, 3 nine tenths. Frequency and length are in the classes.
WEIGHTS = (3.0, 0.3, 0.15, 0.1, 0.05)
SATURATION = 0.3
ROWS_AT_ONCE = 5000


class SQLiteEngine(Engine):
    def best(self, ask: Ask, *, limit: int, offset: int = 0) -> Ranking:
        source, parameters = self.source(Part.OPEN, ask) if ask.is_narrowed else self._terms_source(Part.OPEN, ask)
        score = f"-bm25(library_open_terms, {', '.join(map(str, WEIGHTS))}, 0)"
        stretch = f"ORDER BY score DESC, library_open_terms.rowid DESC LIMIT {int(limit)} OFFSET {int(offset)}"
        chosen = f"library_open_terms.rowid, {score} AS score, NULL, (SELECT count(*) {source})"
        rows = self.rows(f"SELECT {chosen} {source} {stretch}", [*parameters, *parameters])
        return self.ranking(rows, (source, parameters), offset=offset)

    def best_restricted(self, ask: Ask, *, ids: Collection[int] | None) -> Ranking:
        source, parameters = self.source_among(Part.RESTRICTED, ask, ids)
        terms = ", ".join(f"x.terms_{name}" for name in CLASSES)
        joined = source.replace(" WHERE ", " JOIN library_restricted_text x ON x.incident_id = e.incident_id WHERE ", 1)
        found = self.rows(f"SELECT e.incident_id, e.occurred_on, {terms} {joined}", parameters)
        if not found:
            return Ranking(0, [])
        rarities = self._rarities(single_words(ask.terms))
        rows = [Ranked(row[0], _score(rarities, [frozenset(column.split()) for column in row[2:]])) for row in found]
        return Ranking(len(rows), sorted(rows, key=lambda row: (-row.score, -row.incident_id)))

    def source(self, part: Part, ask: Ask) -> Sql:
        conditions, values = condition_sql(ask)
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

    def counts(self, part: Part, ask: Ask, columns: Sequence[str], *, ids: Collection[int] | None = None) -> dict[str, Counter[Any]]:
        source, parameters = self.source_among(part, ask, ids)
        counted: dict[str, Counter[Any]] = {column: Counter() for column in columns}
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(f'e.{column}' for column in columns)} {source}", parameters)
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                    counted[column].update(values)
        return counted

    def similar_words(self, word: str) -> list[KnownWord]:
        padded = f"  {word} "
        trigrams = " OR ".join(_quoted(padded[at : at + 3]) for at in range(len(padded) - 2))
        found = self.rows(
            "SELECT w.word, w.reports FROM library_word_trigrams JOIN library_word w ON w.id = library_word_trigrams.rowid "
            f"WHERE library_word_trigrams MATCH %s ORDER BY bm25(library_word_trigrams) LIMIT {CANDIDATES}",
            [trigrams],
        )
        return [KnownWord(*row) for row in found]

    def begins(self, beginning: str) -> Q:
        return Q(word__gte=beginning, word__lt=beginning + chr(0x10FFFF))

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

    def _rarities(self, terms: Sequence[Term]) -> list[tuple[Term, float]]:
        """Return what bm25 weighs words of the open part with."""
        count = "(SELECT count(*) FROM library_open_terms WHERE library_open_terms MATCH %s)"
        counts = f"SELECT (SELECT count(*) FROM library_open_entry), {', '.join([count] * len(terms))}"
        everything, *with_it = self.rows(counts, [_any_form(term) for term in terms])[0]
        everything *= ROWS_AN_ENTRY
        return [(term, max(math.log((everything - n + 0.5) / (n + 0.5)), 1e-6)) for term, n in zip(terms, with_it, strict=True)]


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


def _score(rarities: Sequence[tuple[Term, float]], classes: Sequence[frozenset[str]]) -> float:
    """Return what bm25 gives for these classes of words."""
    score = 0.0
    for term, rarity in rarities:
        weight = sum(weight for weight, stems in zip(WEIGHTS, classes, strict=True) if _is_in(term, stems))
        score += rarity * 2.2 * weight / (weight + SATURATION)
    return score


def _is_in(term: Term, stems: frozenset[str]) -> bool:
    if not stems.isdisjoint((term.stems[0], *term.also)):
        return True
    return term.is_beginning and any(one.startswith(term.words[0]) for one in stems)
