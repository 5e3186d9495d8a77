"""Inviting people: one by one, from a file, again, or not after all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from secondstory.accounts.adapter import base_url
from secondstory.accounts.commands import Refused, invite, invite_from_lines, send_invitation, withdraw_invitation
from secondstory.accounts.forms.people import InviteForm, RosterForm
from secondstory.accounts.models import Invitation, Person
from secondstory.accounts.queries import checked_lines, new_team_names, signed_in
from secondstory.accounts.rules import Role
from secondstory.accounts.views.doors import administrators_only, posted, show_refusal

LINES_SHOWN = 200


@never_cache
@administrators_only
def invite_page(request: HttpRequest) -> HttpResponse:
    """Invite one person; `?person=ID` is somebody named in records who gets the account."""
    named = Person.objects.filter(pk=request.GET["person"]).first() if request.GET.get("person", "").isdigit() else None
    form = InviteForm(posted(request), initial={"name": named.name if named else ""})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        me = signed_in(request)
        try:
            invitation = invite(values["email"], name=values["name"], role=Role(values["role"]), team=values["team"], person=named, by=me)
            made = send_invitation(invitation, by=me, base_url=base_url(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            return render(request, "accounts/invited.html", {"made": made})
    return render(request, "accounts/invite.html", {"form": form, "named": named}, status=422 if form.errors else 200)


@never_cache
@require_POST
@administrators_only
def resend_view(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("team", "invited_by"), pk=invitation_id)
    try:
        made = send_invitation(invitation, by=signed_in(request), base_url=base_url(request))
    except Refused as error:
        messages.error(request, error.message)
        return redirect("accounts:invitations")
    return render(request, "accounts/invited.html", {"made": made})


@require_POST
@administrators_only
def withdraw_view(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    withdraw_invitation(invitation, by=signed_in(request))
    messages.success(request, f"The invitation of {invitation.email} is withdrawn. Its link no longer works.")
    return redirect("accounts:invitations")


@administrators_only
def roster_page(request: HttpRequest) -> HttpResponse:
    """Invite people from a CSV file: first a preview, then the same text again with `confirm`."""
    form = RosterForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/import_people.html", {"form": form}, status=422 if form.errors else 200)
    if "confirm" in request.POST:
        invited = invite_from_lines(form.lines, by=signed_in(request), base_url=base_url(request))
        people = "1 person is" if invited == 1 else f"{invited:,} people are"
        messages.success(request, f"{people} invited. The e-mails go out one after another; this list says how far they are.")
        return redirect("accounts:invitations")
    lines = checked_lines(form.lines)
    good = [line for line in lines if line.is_good]
    broken = [line for line in lines if not line.is_good]
    context = {
        "text": form.cleaned_data["text"],
        "good": good[:LINES_SHOWN],
        "good_count": len(good),
        "broken": broken[:LINES_SHOWN],
        "broken_count": len(broken),
        "new_teams": new_team_names(good),
        "lines_shown": LINES_SHOWN,
    }
    return render(request, "accounts/import_preview.html", context)
