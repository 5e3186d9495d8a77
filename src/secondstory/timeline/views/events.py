"""Doors to a timeline. Forms work without script; with it, htmx swaps the one event that changed."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.incidents.rules import phases
from secondstory.timeline.commands import add_event, edit_event, evidence_of, facts_of, remove_event
from secondstory.timeline.forms import EventForm
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries import event_of, event_rows, events_of
from secondstory.timeline.removed import keep_removed, take_removed


def events(request: HttpRequest, key: str) -> HttpResponse:
    """The timeline, with a form to add to it."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    form = EventForm(request.POST if request.method == "POST" else None, incident=incident)
    if request.method == "POST":
        ensure_may(person, Ability.WRITE)
        if form.is_valid():
            added = add_event(incident, form.facts(), by=person)
            messages.success(request, "Added.")
            return redirect(_address(incident, added))
    told = list(events_of(incident))
    only_starred = "starred" in request.GET
    context = {
        "incident": incident,
        "form": form,
        "rows": event_rows(incident, [event for event in told if event.is_starred or not only_starred]),
        "total": len(told),
        "starred": sum(event.is_starred for event in told),
        "only_starred": only_starred,
        "phases": phases(incident.milestones),
        "may_write": person.may(Ability.WRITE),
        "has_removed": "removed" in request.GET,
    }
    return render(request, "timeline/events.html", context)


def edit(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Change one event."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    event = event_of(incident, event_id)
    ensure_may(person, Ability.WRITE)
    form = EventForm(request.POST if request.method == "POST" else None, incident=incident, event=event)
    if request.method == "POST" and form.is_valid():
        edit_event(event, form.facts(), by=person)
        return redirect(_address(incident, event))
    return render(request, "timeline/edit.html", {"incident": incident, "event": event, "form": form})


@require_POST
def star(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Take an event into the report's drawing, or out of it."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    event = event_of(incident, event_id)
    edit_event(event, replace(facts_of(event), is_starred=not event.is_starred), by=person)
    if "HX-Request" in request.headers:
        return render(request, "timeline/_event.html", {"incident": incident, "row": event_rows(incident, [event])[0], "may_write": True})
    return redirect(_address(incident, event))


@require_POST
def remove(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Take an event away; the page offers to put it back."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    event = event_of(incident, event_id)
    facts, evidence = facts_of(event), evidence_of(event)
    remove_event(event, by=person)
    keep_removed(request.session, incident, facts, evidence)
    if "HX-Request" in request.headers:
        return render(request, "timeline/_removed.html", {"incident": incident})
    return redirect(f"{reverse('timeline:events', args=[key])}?removed")


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Put back the event that was taken away last."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    removed = take_removed(request.session, incident)
    if removed is None:
        messages.warning(request, "There is nothing left to put back.")
        return redirect("timeline:events", key)
    facts, evidence = removed
    return redirect(_address(incident, add_event(incident, facts, by=person, evidence=evidence)))


def _address(incident: Incident, event: TimelineEvent) -> str:
    return f"{reverse('timeline:events', args=[incident.key])}#event-{event.pk}"
