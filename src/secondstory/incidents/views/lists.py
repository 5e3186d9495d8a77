from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import NarrowForm
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import incidents_matching
from secondstory.kit.pages import page_of


def incidents(request: HttpRequest) -> HttpResponse:
    """The list of incidents, narrowed and ordered by the address."""
    person = signed_in(request)
    form = NarrowForm(request.GET)
    narrowed = form.narrowed()
    rows = Incident.objects.none() if narrowed is None else incidents_matching(narrowed, person=person)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "order": narrowed.order if narrowed else "",
        "may_write": person.may(Ability.WRITE),
    }
    return render(request, "incidents/list.html", context)
