from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import SeverityForms


def levels(request: HttpRequest) -> HttpResponse:
    """The severity levels of the organisation."""
    person = signed_in(request)
    ensure_may(person, Ability.ADMINISTER)
    forms = SeverityForms(request.POST if request.method == "POST" else None)
    if forms.saved(by=person):
        messages.success(request, "The severity levels are saved.")
        return redirect("incidents:severity")
    return render(request, "incidents/severity.html", {"forms": forms})
