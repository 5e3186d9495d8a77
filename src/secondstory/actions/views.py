"""Doors to action items."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.actions.commands import add_action, edit_action, remove_action
from secondstory.actions.forms import ActionForm, NarrowForm
from secondstory.actions.models import ActionItem
from secondstory.actions.queries import ActionFilter, action_counts, action_of, actions_matching, actions_of
from secondstory.actions.tabs import tabs_of
from secondstory.incidents.queries import names_of_people, visible_incident
from secondstory.kit.pages import page_of


def actions(request: HttpRequest) -> HttpResponse:
    """Every action item that this person may see, narrowed by the address."""
    person = signed_in(request)
    form = NarrowForm(request.GET)
    narrowed = ActionFilter(**form.cleaned_data) if form.is_valid() else None
    rows = actions_matching(narrowed, person=person) if narrowed else ActionItem.objects.none()
    counts = action_counts(person)
    context = {"form": form, "page": page_of(request, rows), "counts": counts, "tabs": tabs_of(counts, narrowed)}
    return render(request, "actions/list.html", context)


def of_incident(request: HttpRequest, key: str) -> HttpResponse:
    """The action items of one incident."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    items = list(actions_of(incident))
    return render(request, "actions/of_incident.html", {"incident": incident, "items": items, "may_write": person.may(Ability.WRITE)})


def new(request: HttpRequest, key: str) -> HttpResponse:
    """Add an action item."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_action(incident, form.facts(), by=person)
        messages.success(request, "The action item is added.")
        return redirect("actions:of_incident", key)
    return render(request, "actions/form.html", {"incident": incident, "form": form, "people": names_of_people(incident)})


def edit(request: HttpRequest, key: str, action_id: int) -> HttpResponse:
    """Change an action item."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    item = action_of(incident, action_id)
    ensure_may(person, Ability.WRITE)
    form = ActionForm(request.POST if request.method == "POST" else None, item=item)
    if request.method == "POST" and form.is_valid():
        edit_action(item, form.facts(), by=person)
        messages.success(request, "Saved.")
        return redirect("actions:of_incident", key)
    return render(request, "actions/form.html", {"incident": incident, "item": item, "form": form, "people": names_of_people(incident)})


@require_POST
def remove(request: HttpRequest, key: str, action_id: int) -> HttpResponse:
    """Take an action item away. Declining it, with the reason, is usually the better way."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    remove_action(action_of(incident, action_id), by=person)
    messages.success(request, "The action item is removed.")
    return redirect("actions:of_incident", key)
