"""Doors to connections, for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import Refused, ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.connections.commands import (
    change_connection,
    make_connection,
    remove_connection,
    renew_address,
    set_signing_secret,
    switch,
)
from secondstory.connections.forms import ChangeConnectionForm, NewConnectionForm, SigningSecretForm
from secondstory.connections.models import Connection
from secondstory.connections.ports import events_url, newest_arrivals, vendor_named, vendors
from secondstory.connections.queries import connections, find_connection, hook_url
from secondstory.kit.markdown import markdown_html
from secondstory.kit.pages import page_of
from secondstory.kit.sealed import CannotUnseal

ARRIVALS_SHOWN = 20
View = Callable[..., HttpResponse]


def _administrators_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ensure_may(signed_in(request), Ability.ADMINISTER)
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@_administrators_only
def connections_page(request: HttpRequest) -> HttpResponse:
    page = page_of(request, connections())
    titles = {one.name: one.title for one in vendors()}
    rows = [(row, titles.get(row.source, row.source)) for row in page.rows]
    return render(request, "connections/list.html", {"page": page, "rows": rows})


@_administrators_only
def new_page(request: HttpRequest) -> HttpResponse:
    form = NewConnectionForm(_posted(request), initial={"source": request.GET.get("source", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = make_connection(**form.cleaned_data, by=signed_in(request))
        except Refused as error:
            _show(form, error)
        else:
            messages.success(request, f"{made.title} is there. Now give its address to the vendor.")
            return redirect("connections:connection", made.pk)
    offered = sorted(vendors(), key=lambda one: (one.is_general, one.title.casefold()))
    return render(request, "connections/new.html", {"form": form, "vendors": offered}, status=422 if form.errors else 200)


@never_cache
@require_GET
@_administrators_only
def connection_page(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Show one connection with its address, how the vendor is set up, and what arrived last."""
    connection = find_connection(connection_id)
    vendor = vendor_named(connection.source)
    context = {
        "connection": connection,
        "vendor": vendor,
        "hook_url": _address(request, connection),
        "events_url": events_url(connection.pk),
        "steps": markdown_html(vendor.set_up()) if vendor else "",
        "arrivals": newest_arrivals(connection.pk, limit=ARRIVALS_SHOWN),
    }
    return render(request, "connections/connection.html", context)


@_administrators_only
def edit_page(request: HttpRequest, connection_id: int) -> HttpResponse:
    connection = find_connection(connection_id)
    form = ChangeConnectionForm(_posted(request), initial={"title": connection.title, "raw_days": connection.raw_days})
    if request.method == "POST" and form.is_valid():
        change_connection(connection, **form.cleaned_data, by=signed_in(request))
        messages.success(request, f"{connection.title} is saved.")
        return redirect("connections:connection", connection.pk)
    return render(request, "connections/edit.html", {"form": form, "connection": connection}, status=422 if form.errors else 200)


@_administrators_only
def signing_secret_page(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Set the signing secret; `remove` in the form takes it away."""
    connection = find_connection(connection_id)
    me = signed_in(request)
    if "remove" in request.POST:
        set_signing_secret(connection, "", by=me)
        messages.success(request, "Signatures are not checked any more. The secret in the address is the only proof now.")
        return redirect("connections:connection", connection.pk)
    form = SigningSecretForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        set_signing_secret(connection, form.cleaned_data["signing_secret"], by=me)
        messages.success(request, "Signatures are checked with the new secret. A former one is good for another day.")
        return redirect("connections:connection", connection.pk)
    return render(request, "connections/signing_secret.html", {"form": form, "connection": connection}, status=422 if form.errors else 200)


@require_POST
@_administrators_only
def renew_address_view(request: HttpRequest, connection_id: int) -> HttpResponse:
    connection = find_connection(connection_id)
    renew_address(connection, by=signed_in(request))
    messages.success(request, "The connection has a new address; the former one has ended. Give the new one to the vendor.")
    return redirect("connections:connection", connection.pk)


@require_POST
@_administrators_only
def switch_view(request: HttpRequest, connection_id: int) -> HttpResponse:
    connection = find_connection(connection_id)
    switch(connection, on=request.POST.get("on") == "yes", by=signed_in(request))
    words = "takes requests again." if connection.is_active else "is switched off and turns requests away. You can switch it on again."
    messages.success(request, f"{connection.title} {words}")
    return redirect("connections:connection", connection.pk)


@require_POST
@_administrators_only
def remove_view(request: HttpRequest, connection_id: int) -> HttpResponse:
    connection = find_connection(connection_id)
    remove_connection(connection, by=signed_in(request))
    messages.success(request, f"{connection.title} is removed. What it brought stays in the inbox.")
    return redirect("connections:list")


def _address(request: HttpRequest, connection: Connection) -> str:
    """Return the address to copy, empty where it cannot be read any more."""
    try:
        return hook_url(connection, base_url=f"{request.scheme}://{request.get_host()}")
    except CannotUnseal:
        return ""


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _show(form: Form, error: Refused) -> None:
    form.add_error(error.field if error.field in form.fields else None, error.message)
