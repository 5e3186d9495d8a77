"""Assembling a timeline from what the inbox holds: look, choose, take, undo."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.kit.pages import page_of
from secondstory.timeline.commands import NothingToUndo
from secondstory.timeline.commands.inbox import take_from_inbox, undo_taking
from secondstory.timeline.forms.assembling import Asked, asked_in
from secondstory.timeline.queries.assembling import (
    MOST_JOINED,
    assembly_window_of,
    counts_of_offers,
    first_numbers,
    joins_of,
    of_which,
    offered_names,
    offers,
    taken_before,
    usual_components,
)
from secondstory.timeline.queries.inbox import connections_that_brought
from secondstory.timeline.rules.assembling import OFFER_WORDS, TAKEABLE, Offer
from secondstory.timeline.rules.importing import STORED_AT_ONCE

PER_PAGE = 200
MOST_ACTS = 100


def assemble(request: HttpRequest, key: str) -> HttpResponse:
    """What the inbox holds for this timeline; what is asked for stands in the address."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    asked = _asked(request, incident, person)
    if request.method == "POST":
        return _take(request, incident, asked, person)
    return render(request, "timeline/assemble.html", _page(request, incident, asked, person))


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take out again what was taken at once."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    try:
        kept = undo_taking(incident, _numbers(request, "change", most=MOST_ACTS), by=person)
        stay = f" {kept} stayed, since they were edited or another source tells them too." if kept else ""
        messages.success(request, f"The events are taken out again.{stay}")
    except NothingToUndo as error:
        messages.warning(request, str(error))
    query = QueryDict(request.POST.get("asked", "").removeprefix("?")).urlencode()
    return redirect(f"{reverse('timeline:assemble', args=[key])}?{query}")


def _asked(request: HttpRequest, incident: Incident, person: Person) -> Asked:
    usual = assembly_window_of(incident)
    components = [] if request.GET.keys() - {"show", "page", "taken"} else usual_components(incident, usual, person=person)
    return asked_in(request.GET, incident, usual=usual, usual_components=components)


def _page(request: HttpRequest, incident: Incident, asked: Asked, person: Person) -> dict[str, Any]:
    offered = offers(incident, asked.wanted(), person=person)
    counts = counts_of_offers(offered)
    page = page_of(request, of_which(offered, asked.offer), per_page=PER_PAGE)
    joins = joins_of(incident, of_which(offered, Offer.TOLD)) if asked.offer == Offer.TOLD and page.total else {}
    narrowing = {
        name: offered_names(name, incident, asked.window, chosen=chosen, person=person, most=most)
        for name, chosen, most in (("source", asked.sources, 200), ("component", asked.components, 12), ("actor", asked.people, 12))
    }
    in_window = sum(one.count for one, _ in narrowing["source"])
    return {
        "incident": incident,
        "asked": asked,
        "address": asked.address(),
        "counts": counts,
        "told": counts[Offer.TOLD],
        "events_made": counts[Offer.TOLD] - len(joins) if counts[Offer.TOLD] <= MOST_JOINED else None,
        "joining": len(joins),
        "offers": [(one, OFFER_WORDS[one], counts[one], asked.address(show=one)) for one in Offer if counts[one] or one == Offer.TOLD],
        "page": page,
        "rows": [(item, joins.get(item.pk)) for item in page.rows],
        "may_take": asked.offer in TAKEABLE,
        "at_once": min(page.total, STORED_AT_ONCE),
        "narrowing": narrowing,
        "in_window": in_window,
        "elsewhere": in_window - counts[Offer.TOLD] - counts[Offer.ELSEWHERE],
        "without_components": asked.address_without("component"),
        "taken": taken_before(incident, _stated_acts(request)),
        "holds_anything": page.total > 0 or connections_that_brought().exists(),
        "administers": person.may(Ability.ADMINISTER),
    }


def _take(request: HttpRequest, incident: Incident, asked: Asked, person: Person) -> HttpResponse:
    chosen = _numbers(request, "event", most=PER_PAGE)
    if "all" in request.POST:
        unticked = set(_numbers(request, "shown", most=PER_PAGE)) - set(chosen)
        wanted = asked.offer if asked.offer in TAKEABLE else Offer.TOLD
        offered = of_which(offers(incident, asked.wanted(), person=person), wanted)
        chosen = first_numbers(offered, besides=unticked, most=STORED_AT_ONCE)
    if not chosen:
        messages.warning(request, "Choose at least one event to take.")
        return redirect(f"{request.path}{asked.address(show=asked.offer)}")
    taken = take_from_inbox(incident, chosen, by=person)
    if not taken.change_sets:
        messages.success(request, "The timeline had these already. Nothing was added.")
    return redirect(f"{request.path}{asked.address(taken=','.join(map(str, taken.change_sets)))}")


def _stated_acts(request: HttpRequest) -> list[int]:
    stated = request.GET.get("taken", "").split(",")[:MOST_ACTS]
    return [int(one) for one in stated if one.isdecimal() and len(one) < 19]


def _numbers(request: HttpRequest, name: str, *, most: int) -> list[int]:
    return [int(one) for one in request.POST.getlist(name)[:most] if one.isdecimal() and len(one) < 19]
