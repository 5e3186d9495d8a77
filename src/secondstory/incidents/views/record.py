from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import RecordForms
from secondstory.incidents.queries import record_of, severity_levels, visible_incident


def new(request: HttpRequest) -> HttpResponse:
    """Record an incident; `?near_miss=1` begins with the level of near misses."""
    person = signed_in(request)
    ensure_may(person, Ability.WRITE)
    suggested: dict[str, object] = {"time_zone": person.time_zone}
    if request.GET.get("near_miss"):
        suggested["severity"] = severity_levels().filter(is_near_miss=True).first()
    forms = RecordForms(request.POST if request.method == "POST" else None, suggested=suggested)
    if forms.is_ready():
        incident = forms.save(by=person)
        messages.success(request, f"{incident.key} is recorded. Next: what happened when?")
        return redirect(incident)
    return render(request, "incidents/form.html", {"forms": forms})


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change the facts, impact and people of an incident."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    forms = RecordForms(request.POST if request.method == "POST" else None, record=record_of(incident))
    if forms.is_ready():
        forms.save(by=person)
        messages.success(request, "Saved.")
        return redirect(incident)
    return render(request, "incidents/form.html", {"forms": forms, "incident": incident})
