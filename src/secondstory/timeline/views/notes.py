"""The page on which one notes what happens while it happens, with one thumb."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import incidents_going_on, visible_incident
from secondstory.timeline.commands import note_event
from secondstory.timeline.forms import NoteForm
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries import newest_events

SOURCE = "note"


def note(request: HttpRequest, key: str) -> HttpResponse:
    """One field, and the last events. What a script sends again because no answer came is added once."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    form = NoteForm(request.POST if request.method == "POST" else None, incident=incident)
    if request.method == "POST":
        ensure_may(person, Ability.WRITE)
        if form.is_valid():
            name = form.cleaned_data["name"]
            note_event(incident, form.facts(), source=SOURCE, external_id=f"{person.pk}/{name}" if name else "", by=person)
            return _added(request, incident)
        if _is_script(request):
            return JsonResponse({"error": form.problem}, status=422)
    context = {"incident": incident, "form": form, "events": _newest(incident), "may_write": person.may(Ability.WRITE)}
    return render(request, "timeline/note.html", context)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The incidents that go on, each with its page for notes: an address that stays the same for a bookmark."""
    return render(request, "timeline/note_choose.html", {"incidents": incidents_going_on(signed_in(request))[:50]})


def _added(request: HttpRequest, incident: Incident) -> HttpResponse:
    if _is_script(request):
        html = render_to_string("timeline/_newest.html", {"incident": incident, "events": _newest(incident)}, request)
        return JsonResponse({"html": html})
    messages.success(request, "Added.")
    return redirect("timeline:note", incident.key)


def _newest(incident: Incident) -> Sequence[TimelineEvent]:
    return newest_events(incident, number=5)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "note"
