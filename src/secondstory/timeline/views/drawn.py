"""The timeline as a drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from secondstory.accounts.queries import signed_in
from secondstory.design.drawing.values import LanesBy
from secondstory.incidents.queries import visible_incident
from secondstory.timeline.queries import drawable_events, drawn_timeline


@require_GET
def drawn(request: HttpRequest, key: str) -> HttpResponse:
    """All events, drawn in lanes by kind, or by source with ``?lanes=source``."""
    incident = visible_incident(key, person=signed_in(request))
    lanes = LanesBy.SOURCE if request.GET.get("lanes") == LanesBy.SOURCE else LanesBy.KIND
    address = reverse("timeline:events", args=[incident.key])
    timeline = drawn_timeline(incident, drawable_events(incident), title=f"Timeline of {incident.key}", address=address)
    return render(request, "timeline/drawn.html", {"incident": incident, "timeline": timeline, "lanes": lanes.value, "address": address})
