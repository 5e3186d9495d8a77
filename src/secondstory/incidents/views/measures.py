from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import MeasureForms


def measures(request: HttpRequest) -> HttpResponse:
    """The measures of time that the organisation wants to know."""
    person = signed_in(request)
    ensure_may(person, Ability.ADMINISTER)
    forms = MeasureForms(request.POST if request.method == "POST" else None)
    if forms.saved(by=person):
        messages.success(request, "The measures are saved.")
        return redirect("incidents:measures")
    return render(request, "incidents/measures.html", {"forms": forms})
