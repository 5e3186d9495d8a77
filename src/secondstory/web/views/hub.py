from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.queries import record_of, visible_incident
from secondstory.incidents.rules import phases
from secondstory.web.queries.hub import find_hub
from secondstory.web.queries.overview import doors_of, milestones_shown
from secondstory.web.rules import what_comes_next


def hub(request: HttpRequest, key: str) -> HttpResponse:
    """The overview of an incident: what is known, and what comes next."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    above = find_hub(key, person=person, current="overview", has_own_title=True)
    assert above is not None  # noqa: S101 - it was visible a moment ago
    following = what_comes_next(above.progress)
    context = {
        "incident": incident,
        "record": record_of(incident),
        "hub": above,
        "next": following,
        "next_url": doors_of(incident)[following.door],
        "milestones": milestones_shown(incident),
        "phases": phases(incident.milestones),
        "may_write": person.may(Ability.WRITE),
        "may_restrict": person.may(Ability.RESTRICT),
    }
    return render(request, "web/hub.html", context)
