"""Your own account: profile and tokens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import Refused, change_profile, create_token, revoke_token
from secondstory.accounts.forms.account import ProfileForm, TokenForm
from secondstory.accounts.models import ApiToken, Person
from secondstory.accounts.queries import namesakes_to_claim, signed_in, tokens_of
from secondstory.accounts.views.doors import posted, show_refusal


def account_page(request: HttpRequest) -> HttpResponse:
    me = Person.objects.select_related("manager").get(pk=signed_in(request).pk)
    form = ProfileForm(posted(request), initial=ProfileForm.initial_of(me))
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(me, form.profile(), by=me)
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Your profile is saved.")
            return redirect("accounts:account")
    context = {
        "form": form,
        "me": me,
        "namesakes": list(namesakes_to_claim(me)[:5]),
        "claims": list(me.claims.select_related("person")),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@never_cache
def tokens_page(request: HttpRequest) -> HttpResponse:
    """List tokens and make one; the new secret is in the answer to the form and nowhere afterwards."""
    me = signed_in(request)
    form = TokenForm(posted(request))
    made = None
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = create_token(me, name=values["name"], scopes=values["scopes"], expires_at=form.expires_at(), by=me)
        except Refused as error:
            show_refusal(form, error)
        else:
            form = TokenForm()
    context = {"form": form, "made": made, "tokens": list(tokens_of(me))}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_token_view(request: HttpRequest, token_id: int) -> HttpResponse:
    me = signed_in(request)
    token = get_object_or_404(ApiToken, pk=token_id, person=me)
    revoke_token(token, by=me)
    messages.success(request, f"“{token.name}” is revoked. Programs that use it are turned away from now on.")
    return redirect("accounts:tokens")
