"""The ways to an account: the set-up of the first administrator, and an invitation accepted."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from secondstory.accounts.commands import AlreadySetUp, Refused, accept_invitation, set_up
from secondstory.accounts.forms.account import JoinForm, SetUpForm
from secondstory.accounts.models import Invitation, Person
from secondstory.accounts.queries import invitation_of_secret, is_set_up
from secondstory.accounts.views.doors import posted, show_refusal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def set_up_page(request: HttpRequest) -> HttpResponse:
    """Make the first administrator; once there is one, lead to the sign-in page."""
    if is_set_up():
        return redirect("account_login")
    form = SetUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = set_up(**form.cleaned_data)
        except AlreadySetUp as error:
            form.add_error(None, str(error))
        else:
            return _welcome(request, person)
    return render(request, "accounts/set_up.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation; a link that does not work says why and what to do."""
    invitation = invitation_of_secret(token)
    if invitation is None or not invitation.is_open:
        state = _state(invitation)
        return render(request, "accounts/invitation_closed.html", {"state": state}, status=404 if state == "unknown" else 410)
    form = JoinForm(posted(request), initial={"name": invitation.name})
    form.email_of_account = invitation.email
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_invitation(token, **form.cleaned_data)
        except Refused as error:
            show_refusal(form, error)
        else:
            return _welcome(request, person)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation}, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, person: Person) -> HttpResponse:
    login(request, person, backend=BACKEND)
    return redirect("/")


def _state(invitation: Invitation | None) -> str:
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "accepted"
    return "withdrawn" if invitation.withdrawn_at else "expired"
