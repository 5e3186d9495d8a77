"""The list of people, the page of one, and what administrators do there."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import Refused, change_person, change_profile, deactivate, merge_people, reactivate
from secondstory.accounts.forms.account import WEEKDAYS
from secondstory.accounts.forms.people import MergeForm, PersonForm
from secondstory.accounts.models import Person
from secondstory.accounts.queries import all_invitations, claims_waiting, people, people_starting_with, signed_in
from secondstory.accounts.rules import Ability
from secondstory.accounts.views.doors import administrators_only, pages_of, posted, show_refusal, words_of

TABS = {"accounts": "With an account", "named": "Named in records", "deactivated": "Deactivated"}


@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    administers = signed_in(request).may(Ability.ADMINISTER)
    words = words_of(request)
    show = request.GET.get("show", "accounts")
    show = show if show in TABS else "accounts"
    context = {
        "tabs": _tabs(show, administers=administers),
        "show": show,
        "words": words,
        "pages": pages_of(request, people(show=show, words=words)),
        "administers": administers,
        "claims": list(claims_waiting()[:20]) if administers else [],
    }
    return render(request, "accounts/people.html", context)


@require_GET
@administrators_only
def invitations_page(request: HttpRequest) -> HttpResponse:
    words = words_of(request)
    context = {
        "tabs": _tabs("invitations", administers=True),
        "words": words,
        "pages": pages_of(request, all_invitations(words=words)),
    }
    return render(request, "accounts/invitations.html", context)


@require_GET
def people_search(request: HttpRequest) -> HttpResponse:
    """Suggest people for `?q=`, as JSON for a field that completes. With `value=name` the field gets the bare name."""
    found = people_starting_with(words_of(request))
    is_bare = request.GET.get("value") == "name"
    rows = [{"id": each.id, "value": each.name if is_bare else each.label, "label": each.name, "note": each.note} for each in found]
    return JsonResponse(rows, safe=False)


@require_GET
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person.objects.select_related("manager"), pk=person_id)
    me = signed_in(request)
    context = {
        "shown": shown,
        "is_me": shown.pk == me.pk,
        "administers": me.may(Ability.ADMINISTER),
        "teams": list(shown.teams.all()),
        "former_names": list(shown.aliases.values_list("name_key", flat=True)[:20]),
        "work_days": " ".join(name[:3] for number, name in WEEKDAYS if number in shown.work_days),
        "has_claimed": not shown.has_account and shown.claimed_by.filter(claimant=me).exists(),
    }
    return render(request, "accounts/person.html", context)


@administrators_only
def edit_person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person, pk=person_id)
    form = PersonForm(posted(request), initial=PersonForm.initial_of(shown), has_account=shown.has_account)
    if request.method == "POST" and form.is_valid():
        try:
            _change(shown, form, by=signed_in(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"{shown.name} is saved.")
            return redirect("accounts:person", shown.pk)
    named = Person.objects.get(pk=shown.pk) if form.errors else shown
    return render(request, "accounts/edit_person.html", {"form": form, "shown": named}, status=422 if form.errors else 200)


@require_POST
@administrators_only
def deactivate_view(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person, pk=person_id)
    try:
        deactivate(shown, by=signed_in(request))
    except Refused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{shown.name} is signed out everywhere and cannot sign in. What they wrote stays.")
    return redirect("accounts:person", shown.pk)


@require_POST
@administrators_only
def reactivate_view(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person, pk=person_id)
    reactivate(shown, by=signed_in(request))
    messages.success(request, f"{shown.name} can sign in again, with the same password.")
    return redirect("accounts:person", shown.pk)


@administrators_only
def merge_page(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person, pk=person_id)
    form = MergeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        former = shown.name
        try:
            kept = merge_people(shown, into=form.cleaned_data["into"], by=signed_in(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"Everything of {former} belongs to {kept.name} now, and later imports will know.")
            return redirect("accounts:person", kept.pk)
    return render(request, "accounts/merge.html", {"form": form, "shown": shown}, status=422 if form.errors else 200)


def _change(shown: Person, form: PersonForm, *, by: Person) -> None:
    with transaction.atomic():
        change_person(shown, form.standing(), by=by)
        change_profile(shown, form.profile(), by=by)


def _tabs(current: str, *, administers: bool) -> list[dict[str, object]]:
    tabs: list[dict[str, object]] = [
        {"url": f"{reverse('accounts:people')}?show={show}", "label": label, "is_current": show == current} for show, label in TABS.items()
    ]
    if administers:
        tabs.append({"url": reverse("accounts:invitations"), "label": "Invitations", "is_current": current == "invitations"})
    return tabs
