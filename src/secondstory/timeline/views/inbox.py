"""The evidence inbox: what the connections brought."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.kit.pages import page_of
from secondstory.timeline.commands.deliveries import try_again
from secondstory.timeline.inbox_form import InboxForm
from secondstory.timeline.models.inbox import Delivery
from secondstory.timeline.queries.inbox import (
    connections_that_brought,
    counts_by_component,
    counts_by_source,
    inbox_items,
    with_takers,
)
from secondstory.timeline.sources import event_sources


@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """List what arrived, newest first; what is looked for stands in the address."""
    person = signed_in(request)
    ensure_may(person, Ability.WRITE)
    form = InboxForm(request.GET, time_zone=person.time_zone)
    wanted = form.wanted()
    page = page_of(request, inbox_items(wanted, person=person))
    context = {
        "form": form,
        "page": page,
        "rows": with_takers(page.rows, person=person),
        "sources": [(one, _title(one.name)) for one in counts_by_source(wanted, person=person)] if page.total else [],
        "components": counts_by_component(wanted, person=person, limit=12) if page.total else [],
        "titles": {name: source.title for name, source in event_sources().items()},
        "administers": person.may(Ability.ADMINISTER),
        "is_connected": page.total > 0 or connections_that_brought().exists(),
    }
    return render(request, "timeline/inbox.html", context)


@require_POST
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Have one request read once more."""
    person = signed_in(request)
    ensure_may(person, Ability.ADMINISTER)
    delivery = get_object_or_404(Delivery.objects.defer("body"), pk=delivery_id)
    try_again(delivery, by=person)
    messages.success(request, "It is read once more in a moment.")
    return redirect("connections:connection", delivery.connection_id)


def _title(name: str) -> str:
    source = event_sources().get(name)
    return source.title if source else name
