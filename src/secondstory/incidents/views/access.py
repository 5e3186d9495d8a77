from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import AccessForm
from secondstory.incidents.queries import visible_incident


def access(request: HttpRequest, key: str) -> HttpResponse:
    """Who may see the incident."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.RESTRICT)
    form = AccessForm(request.POST if request.method == "POST" else None, incident=incident)
    if request.method == "POST" and form.is_valid():
        form.save(by=person)
        messages.success(request, "Only the people and teams you named see it now." if incident.is_restricted else "Everybody sees it now.")
        return redirect(incident)
    return render(request, "incidents/access.html", {"form": form, "incident": incident})
