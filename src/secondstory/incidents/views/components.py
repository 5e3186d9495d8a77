from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.forms import ComponentForm
from secondstory.incidents.queries import components_visible_to, components_with_counts, incidents_of_component
from secondstory.kit.pages import page_of


def components(request: HttpRequest) -> HttpResponse:
    """What incidents can affect, with how often they did."""
    words = request.GET.get("words", "").strip()[:120]
    rows = components_with_counts(signed_in(request))
    return render(
        request,
        "incidents/components.html",
        {"page": page_of(request, rows.filter(name__icontains=words) if words else rows), "words": words},
    )


def component(request: HttpRequest, slug: str) -> HttpResponse:
    """One component: whose it is, what is near it, and the incidents that affected it."""
    person = signed_in(request)
    found = get_object_or_404(components_visible_to(person).select_related("owning_team", "product_owner"), slug=slug)
    context = {
        "component": found,
        "neighbours": components_visible_to(person).filter(neighbours=found),
        "page": page_of(request, incidents_of_component(found, person=person)),
        "may_write": person.may(Ability.WRITE),
    }
    return render(request, "incidents/component.html", context)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a component."""
    person = signed_in(request)
    ensure_may(person, Ability.WRITE)
    found = get_object_or_404(components_visible_to(person), slug=slug)
    form = ComponentForm(request.POST if request.method == "POST" else None, component=found, person=person)
    if request.method == "POST" and form.is_valid():
        form.save(by=person)
        messages.success(request, "Saved.")
        return redirect("incidents:component", found.slug)
    return render(request, "incidents/component_form.html", {"form": form, "component": found})
