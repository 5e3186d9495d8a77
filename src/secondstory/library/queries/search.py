"""Find reports: by words, phrases and filters, best first or newest first, and say plainly where the answer is not quite the question."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from django.conf import settings

from secondstory.accounts.models import Person
from secondstory.incidents.queries import visible_to
from secondstory.library.engines import Ask, Part, Ranked, Ranking, engine
from secondstory.library.models import OpenText, RestrictedEntry, RestrictedText
from secondstory.library.queries.asking import ask_of, term_of
from secondstory.library.queries.correcting import Correction, corrected
from secondstory.library.rules.entries import TEXT_FIELDS, EntryTexts
from secondstory.library.rules.highlighting import Marker, Passage, Segment
from secondstory.library.rules.query_language import Query, Wanted, parse

PER_PAGE = 20
FEW = 5  # Fewer results than this for several words are followed by near ones.
SUMMARY = 260  # characters of the summary that a result shows


class Order(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `title`, `summary` and `passage` are plain text; the segments say what of it matched."""

    incident_id: int
    key: str
    title: str
    score: float
    snippet: str
    title_segments: tuple[Segment, ...]
    summary_segments: tuple[Segment, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. Where it is not exactly what was asked, `corrections` and `is_any_of` say so, and the page says it too.

    `total` counts everything found. `nearby` are reports that have only some of the words, offered after fewer than five results.
    """

    query: Query
    order: Order
    total: int
    hits: tuple[Hit, ...]
    corrections: tuple[Correction, ...] = ()
    is_any_of: bool = False
    nearby: tuple[Hit, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences for whoever reads the results; none where they are what was asked."""
        said = [f"No report has “{one.typed}”. These are the results for “{one.used}”." for one in self.corrections]
        if self.is_any_of and self.hits:
            said.append("No report has exactly this. These have some of the words, the best match first.")
        return tuple(said)


def search(
    text: str,
    *,
    person: Person | None,
    limit: int = PER_PAGE,
    offset: int = 0,
    order: Order | None = None,
    typing: bool = False,
) -> Results:
    """Return the stretch of results that `offset` and `limit` name, of what this person may see; None is the operator, who sees everything.

    Without an order, words are answered by relevance and filters alone by date. While `typing`, the last word may be only begun.
    Raises `QueryProblem` for a query that cannot be read.
    """
    query = parse(text, typing=typing)
    order = (order or Order.RELEVANCE) if query.wanted else Order.DATE
    finder = _Finder(order=order, limit=limit, offset=offset, restricted=restricted_ids(person))
    ask = ask_of(query, person=person)
    with engine().searching() if query.wanted else nullcontext():
        found = _find(query, ask, finder)
    return _results(query, order, found)


def restricted_ids(person: Person | None) -> Collection[int] | None:
    """Return which entries of the restricted part this person may see; None for all of them, where there are any."""
    if person is None:
        return None if RestrictedEntry.objects.exists() else ()
    # SQLite finds restricted ones by their index only where the column is compared with something.
    return tuple(visible_to(person).filter(is_restricted__in=[True]).order_by().values_list("pk", flat=True))


def ask_answered(query: Query, ask: Ask, restricted: Collection[int] | None) -> Ask:
    """Return what `search` answers where the query itself finds nothing: with words put right, or any of them."""
    return _find(query, ask, _Finder(order=Order.RELEVANCE, limit=1, offset=0, restricted=restricted)).ask


@dataclass(frozen=True, slots=True)
class _Found:
    ask: Ask
    ranking: Ranking
    wanted: tuple[Wanted, ...]
    corrections: tuple[Correction, ...] = ()
    is_any_of: bool = False
    nearby: Sequence[Ranked] = ()


@dataclass(frozen=True, slots=True)
class _Finder:
    """One stretch of results in one order, the open part and what the person sees of the restricted part put together."""

    order: Order
    limit: int
    offset: int
    restricted: Collection[int] | None

    def find(self, ask: Ask) -> Ranking:
        if not self._restricted_too:
            return self._open(ask, limit=self.limit, offset=self.offset)
        return _merged(self._open(ask, limit=self.offset + self.limit), self._restricted(ask), self)

    def near(self, ask: Ask, *, but: Collection[int]) -> list[Ranked]:
        first = replace(self, limit=FEW + len(but), offset=0, order=Order.RELEVANCE)
        return [row for row in first.find(ask).rows if row.incident_id not in but][:FEW]

    @property
    def _restricted_too(self) -> bool:
        return self.restricted is None or len(self.restricted) > 0

    def _open(self, ask: Ask, *, limit: int, offset: int = 0) -> Ranking:
        if self.order == Order.RELEVANCE:
            return engine().best(ask, limit=limit, offset=offset)
        return engine().newest(Part.OPEN, ask, limit=limit, offset=offset)

    def _restricted(self, ask: Ask) -> Ranking:
        if self.order == Order.RELEVANCE:
            return engine().best_restricted(ask, ids=self.restricted)
        return engine().newest(Part.RESTRICTED, ask, limit=None, ids=self.restricted)


def _merged(one: Ranking, other: Ranking, finder: _Finder) -> Ranking:
    rows = [*one.rows, *other.rows]
    if finder.order == Order.RELEVANCE:
        rows.sort(key=lambda row: (-row.score, -row.incident_id))
    else:
        rows.sort(key=lambda row: (row.occurred_on or date.min, row.incident_id), reverse=True)
    return Ranking(one.total + other.total, rows[finder.offset : finder.offset + finder.limit])


def _find(query: Query, ask: Ask, finder: _Finder) -> _Found:
    """Find what is asked. Where nothing is, look for misspelt words, then for any of the words."""
    ranking = finder.find(ask)
    if ranking.total >= FEW or not query.wanted:
        return _Found(ask, ranking, query.wanted)
    if ranking.total:
        return _Found(ask, ranking, query.wanted, nearby=_nearby(ask, ranking, finder))
    wanted, corrections = corrected(query.wanted, best_score=partial(_best_score, ask))
    if corrections:
        ask = replace(ask, terms=tuple(term_of(one) for one in wanted))
        ranking = finder.find(ask)
        if ranking.total:
            return _Found(ask, ranking, wanted, corrections, nearby=_nearby(ask, ranking, finder))
    if len(wanted) == 1 and not wanted[0].is_phrase:
        return _Found(ask, ranking, query.wanted)
    ask = replace(ask, any_will_do=True)
    return _Found(ask, finder.find(ask), wanted, corrections, is_any_of=True)


def _best_score(ask: Ask, wanted: tuple[Wanted, ...]) -> float:
    """Return the score of the best open result for other words, 0 where there is none."""
    rows = engine().best(replace(ask, terms=tuple(term_of(one) for one in wanted)), limit=1).rows
    return rows[0].score if rows else 0.0


def _nearby(ask: Ask, ranking: Ranking, finder: _Finder) -> Sequence[Ranked]:
    if ranking.total >= FEW or finder.offset or (len(ask.terms) == 1 and not ask.terms[0].is_phrase):
        return ()
    return finder.near(replace(ask, any_will_do=True), but={row.incident_id for row in ranking.rows})


def _results(query: Query, order: Order, found: _Found) -> Results:
    marker = Marker(found.wanted)
    texts = _texts_of([row.incident_id for row in (*found.ranking.rows, *found.nearby)])
    hits = tuple(_hit(row, texts[row.incident_id], marker) for row in found.ranking.rows if row.incident_id in texts)
    nearby = tuple(_hit(row, texts[row.incident_id], marker) for row in found.nearby if row.incident_id in texts)
    return Results(query, order, found.ranking.total, hits, found.corrections, found.is_any_of, nearby)


def _texts_of(ids: Sequence[int]) -> dict[int, EntryTexts]:
    texts: dict[int, EntryTexts] = {}
    for table in (OpenText, RestrictedText):
        missing = [one for one in ids if one not in texts]
        if missing:
            rows = table.objects.filter(pk__in=missing).values_list("pk", *TEXT_FIELDS)
            texts |= {row[0]: EntryTexts(*row[1:]) for row in rows}
    return texts


def _hit(row: Ranked, texts: EntryTexts, marker: Marker) -> Hit:
    title = marker.marked(texts.title)
    summary = marker.marked(texts.summary, length=SUMMARY)
    passage = marker.best_passage(texts)  # It looks at the summary first, whose matches the marker still has.
    return Hit(
        incident_id=row.incident_id,
        key=f"{settings.KEY_PREFIX}-{row.incident_id}",
        title=texts.title,
        score=float(f"{row.score:.6g}"),
        snippet=passage.text,
        title_segments=title,
        summary_segments=summary,
        passage=passage,
    )
