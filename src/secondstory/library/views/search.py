"""Search: the page, its results alone while somebody types, its filters, completions, and what a person keeps."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.queries.signed_in import signed_in
from secondstory.incidents.queries import find_visible
from secondstory.kit.vocabulary import label
from secondstory.library.commands.saved import forget_search, save_search
from secondstory.library.queries.cards import Card, cards_of
from secondstory.library.queries.facets import Facet, facets
from secondstory.library.queries.saved import saved_searches_of
from secondstory.library.queries.search import PER_PAGE, Hit, Order, Results, search
from secondstory.library.queries.vocabulary import completions
from secondstory.library.rules.query_language import QueryProblem, parse
from secondstory.library.views.asked import Asked

SHOWN_VALUES = 6  # of a filter; the rest stand behind "more"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A result. Its passage is shown where neither title nor summary shows a word that was asked for."""

    hit: Hit
    card: Card

    @property
    def shows_passage(self) -> bool:
        shown = (*self.hit.title_segments, *self.hit.summary_segments)
        return not any(segment.is_match for segment in shown) and any(segment.is_match for segment in self.hit.passage.segments)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool
    severity: int | None


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Answer a search. A whole incident key goes straight to its incident."""
    person = signed_in(request)
    asked = Asked.of(request)
    if not asked.typing and (incident := find_visible(asked.text, person=person)):
        return redirect(incident)
    template = "library/_results.html" if is_fragment(request, "results") else "library/search.html"
    try:
        results = search(asked.whole, person=person, offset=asked.offset, order=asked.order, typing=asked.typing)
    except QueryProblem as problem:
        return render(request, template, {"asked": asked, "problem": str(problem), "facets_url": facets_url(asked)})
    cards = cards_of([hit.incident_id for hit in (*results.hits, *results.nearby)], person=person)
    rows = {"rows": rows_of(results.hits, cards), "near": rows_of(results.nearby, cards)}
    answer = render(request, template, {**shown(asked, results), **rows})
    if is_fragment(request, "results"):
        answer["HX-Replace-Url"] = reverse("library:search") + asked.address()
    return answer


@require_GET
def filters(request: HttpRequest) -> HttpResponse:
    """Count how the results divide: a fragment beside them, or a page of its own without script."""
    person = signed_in(request)
    asked = Asked.of(request)
    try:
        counted = facets(asked.whole, person=person, typing=asked.typing)
    except QueryProblem as problem:
        return render(request, "library/_facets.html", {"asked": asked, "problem": str(problem)})
    template = "library/_facets.html" if is_fragment(request, "facets") else "library/facets.html"
    groups = [(facet, options_of(facet), facet.values[SHOWN_VALUES:]) for facet in counted if facet.values]
    return render(request, template, {"asked": asked, "groups": groups, "saved": saved_searches_of(person)})


@require_GET
def complete(request: HttpRequest) -> JsonResponse:
    """Complete the word being typed, from the words of open reports."""
    signed_in(request)
    typed = request.GET.get("q", "").split()
    found = completions(typed[-1].lower()) if typed and typed[-1].isalnum() else []
    return JsonResponse([{"value": " ".join([*typed[:-1], word]), "label": word} for word in found], safe=False)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Save a search under a name."""
    kept = save_search(name=request.POST.get("name", ""), query=request.POST.get("query", ""), by=signed_in(request))
    messages.success(request, f"Saved as “{kept.name}”. You find it beside the results.")
    return redirect(reverse("library:search") + Asked(text=kept.query).address())


@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    return render(request, "library/saved.html", {"saved": saved_searches_of(signed_in(request))})


@require_POST
def forget(request: HttpRequest, saved_id: int) -> HttpResponse:
    forget_search(saved_id, by=signed_in(request))
    return redirect("library:saved")


def is_fragment(request: HttpRequest, target: str) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == target


def facets_url(asked: Asked) -> str:
    return reverse("library:facets") + asked.address() + ("&typing=1" if asked.typing else "")


def shown(asked: Asked, results: Results) -> dict[str, object]:
    """Return what stands around the results: how many, which filters are in use, where the other pages are."""
    last = asked.offset + len(results.hits)
    return {
        "asked": asked,
        "results": results,
        "chips": chips_of(asked),
        "first": asked.offset + 1,
        "last": last,
        "previous": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "next": asked.address(page=asked.page + 1) if last < results.total else "",
        "by_relevance": asked.address(order=Order.RELEVANCE),
        "by_date": asked.address(order=Order.DATE),
        "is_by_date": results.order == Order.DATE,
        "facets_url": facets_url(asked),
        "feed_url": reverse("library:feed") + asked.address(),
        "pages_before": asked.offset >= PER_PAGE,
    }


def chips_of(asked: Asked) -> list[Chip]:
    typed = [(one.field, value) for one in parse(asked.text).filters for value in sorted(one.values)]
    used = dict.fromkeys([*asked.ticked, *typed])
    return [Chip(f"{label(field)}: {label(value)}", asked.address(but=(field, value))) for field, value in used]


def rows_of(hits: tuple[Hit, ...], cards: dict[int, Card]) -> list[Row]:
    return [Row(hit, cards[hit.incident_id]) for hit in hits if hit.incident_id in cards]


def options_of(facet: Facet) -> list[Option]:
    """Return the values of a filter as the page shows them; a near miss has no rungs."""
    return [
        Option(
            value=one.value,
            label=one.label,
            count=one.count,
            is_chosen=one.is_chosen,
            severity=one.rungs if facet.field == "severity" else None,
        )
        for at, one in enumerate(facet.values)
        if at < SHOWN_VALUES or one.is_chosen
    ]
