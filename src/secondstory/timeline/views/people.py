"""Answers to who of a timeline's people was involved in the incident."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.queries import visible_incident
from secondstory.incidents.rules import InvolvedAs
from secondstory.timeline.commands.people import add_participants, leave_people


@require_POST
def participants(request: HttpRequest, key: str) -> HttpResponse:
    """Add one or all of the proposed people as participants, or leave one."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    if "leave" in request.POST:
        left = leave_people(incident, _numbers([request.POST["leave"]]), by=person)
        said = f"{_named(left)} will not be proposed here again." if left else ""
    else:
        stated = request.POST.getlist("person") if "all" in request.POST else [request.POST.get("add", "")]
        added = add_participants(incident, {number: _part(request, number) for number in _numbers(stated)}, by=person)
        said = f"{_named(added)} {'is a participant' if len(added) == 1 else 'are participants'} now." if added else ""
    messages.success(request, said or "This was answered already.")
    return redirect("timeline:events", key)


def _part(request: HttpRequest, number: int) -> InvolvedAs:
    stated = request.POST.get(f"part-{number}", "")
    return InvolvedAs(stated) if stated in set(InvolvedAs) else InvolvedAs.RESPONDER


def _numbers(stated: list[str]) -> list[int]:
    return [int(one) for one in stated if one.isdecimal() and len(one) < 19]


def _named(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
