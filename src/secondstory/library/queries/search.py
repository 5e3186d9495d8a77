"""Find reports: by words, phrases and filters, best first or newest first, and say plainly where the answer is not quite the question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.conf import settings

from secondstory.accounts.models import Person
from secondstory.library.engines import Ask, Ranked, Ranking, engine
from secondstory.library.queries.asking import ask_of, with_words
from secondstory.library.queries.correcting import Correction, alternatives
from secondstory.library.rules.entries import EntryTexts
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
    return _results(query, order, _find(query, ask_of(query, person=person), _Finder(order, limit, offset)))


def ask_instead(query: Query, ask: Ask) -> Ask:
    """Return what `search` answers where the query itself finds nothing: with words put right, or any of them."""
    return _loosened(_put_right(query, ask, _Finder(Order.RELEVANCE, limit=1, offset=0)))


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
    """One stretch of results in one order."""

    order: Order
    limit: int
    offset: int

    def find(self, ask: Ask) -> Ranking:
        if self.order == Order.RELEVANCE:
            return engine().best([ask], limit=self.limit, offset=self.offset)[0]
        return engine().newest(ask, limit=self.limit, offset=self.offset)

    def choose(self, asks: Sequence[Ask]) -> tuple[int, Ranking]:
        """Find what the question with the best match finds, of equally good ones the first."""
        at = 0
        if len(asks) > 1:
            rankings = engine().best(asks, limit=self.limit)
            at = max(range(len(asks)), key=lambda at: rankings[at].rows[0].score if rankings[at].rows else 0.0)
            if self.order == Order.RELEVANCE and not self.offset:
                return at, rankings[at]
        return at, self.find(asks[at])

    def near(self, ask: Ask, *, but: Collection[int]) -> list[Ranked]:
        rows = engine().best([ask], limit=FEW + len(but))[0].rows
        return [row for row in rows if row.incident_id not in but][:FEW]


def _find(query: Query, ask: Ask, finder: _Finder) -> _Found:
    ranking = finder.find(ask)
    if ranking.total or not query.wanted:
        return _Found(ask, ranking, query.wanted, nearby=_nearby(ask, ranking, finder))
    return _instead(query, ask, finder)


def _instead(query: Query, ask: Ask, finder: _Finder) -> _Found:
    """Where nothing is found, look for misspelt words, then for any of the words."""
    found = _put_right(query, ask, finder)
    if found.ranking.total:
        return replace(found, nearby=_nearby(found.ask, found.ranking, finder))
    ask = _loosened(found)
    if not ask.any_will_do:
        return _Found(found.ask, found.ranking, query.wanted)
    return replace(found, ask=ask, ranking=finder.find(ask), is_any_of=True)


def _put_right(query: Query, ask: Ask, finder: _Finder) -> _Found:
    ways = alternatives(query.wanted)
    if not ways:
        return _Found(ask, Ranking(0, ()), query.wanted)
    asks = [with_words(ask, way.wanted) for way in ways]
    at, ranking = finder.choose(asks)
    return _Found(asks[at], ranking, ways[at].wanted, ways[at].corrections)


def _loosened(found: _Found) -> Ask:
    """Return what to ask for instead: any of the words, where there are several and all of them found nothing."""
    is_one_word = len(found.wanted) == 1 and not found.wanted[0].is_phrase
    return found.ask if found.ranking.total or is_one_word else replace(found.ask, any_will_do=True)


def _nearby(ask: Ask, ranking: Ranking, finder: _Finder) -> Sequence[Ranked]:
    if ranking.total >= FEW or finder.offset or not ask.terms or (len(ask.terms) == 1 and not ask.terms[0].is_phrase):
        return ()
    return finder.near(replace(ask, any_will_do=True), but={row.incident_id for row in ranking.rows})


def _results(query: Query, order: Order, found: _Found) -> Results:
    marker = Marker(found.wanted)
    texts = _texts_of([row.incident_id for row in (*found.ranking.rows, *found.nearby)])
    hits = tuple(_hit(row, texts[row.incident_id], marker) for row in found.ranking.rows if row.incident_id in texts)
    nearby = tuple(_hit(row, texts[row.incident_id], marker) for row in found.nearby if row.incident_id in texts)
    return Results(query, order, found.ranking.total, hits, found.corrections, found.is_any_of, nearby)


def _texts_of(ids: Sequence[int]) -> dict[int, EntryTexts]:
    return {row[0]: EntryTexts(*row[1:]) for row in engine().texts(ids)} if ids else {}


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
