"""Teams: the list, one with its members, and what administrators change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import Refused, add_member, change_team, make_team, remove_member
from secondstory.accounts.forms.people import SomebodyForm, TeamForm
from secondstory.accounts.models import Person, Team
from secondstory.accounts.queries import members_of, signed_in, teams
from secondstory.accounts.rules import Ability
from secondstory.accounts.views.doors import administrators_only, pages_of, posted, show_refusal, words_of


@require_GET
def teams_page(request: HttpRequest) -> HttpResponse:
    words = words_of(request)
    context = {
        "words": words,
        "pages": pages_of(request, teams(words=words)),
        "administers": signed_in(request).may(Ability.ADMINISTER),
    }
    return render(request, "accounts/teams.html", context)


def team_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a team; administrators add a member by posting a name."""
    team = get_object_or_404(Team.objects.select_related("lead", "support_lead"), slug=slug)
    me = signed_in(request)
    form = SomebodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add_member(team, form.cleaned_data["somebody"], by=me)
        messages.success(request, f"{form.cleaned_data['somebody'].name} is in {team.name} now.")
        return redirect("accounts:team", team.slug)
    words = words_of(request)
    context = {
        "team": team,
        "words": words,
        "pages": pages_of(request, members_of(team, words=words)),
        "administers": me.may(Ability.ADMINISTER),
        "form": form,
    }
    return render(request, "accounts/team.html", context, status=422 if form.errors else 200)


@administrators_only
def add_team_page(request: HttpRequest) -> HttpResponse:
    form = TeamForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            team = make_team(**form.cleaned_data, by=signed_in(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"{team.name} is there. Now add its members.")
            return redirect("accounts:team", team.slug)
    return render(request, "accounts/edit_team.html", {"form": form, "team": None}, status=422 if form.errors else 200)


@administrators_only
def edit_team_page(request: HttpRequest, slug: str) -> HttpResponse:
    team = get_object_or_404(Team.objects.select_related("lead", "support_lead"), slug=slug)
    form = TeamForm(posted(request), initial=TeamForm.initial_of(team))
    if request.method == "POST" and form.is_valid():
        try:
            change_team(team, **form.cleaned_data, by=signed_in(request))
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"{team.name} is saved.")
            return redirect("accounts:team", team.slug)
    return render(request, "accounts/edit_team.html", {"form": form, "team": team}, status=422 if form.errors else 200)


@require_POST
@administrators_only
def remove_member_view(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    team = get_object_or_404(Team, slug=slug)
    somebody = get_object_or_404(Person, pk=person_id)
    remove_member(team, somebody, by=signed_in(request))
    messages.success(request, f"{somebody.name} is no longer in {team.name}.")
    return redirect("accounts:team", team.slug)
