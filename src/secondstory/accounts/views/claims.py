"""“This is me”: claims of names in the records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import Refused, claim, confirm_claim, decline_claim
from secondstory.accounts.models import Claim, Person
from secondstory.accounts.queries import signed_in
from secondstory.accounts.views.doors import administrators_only


@require_POST
def claim_view(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = get_object_or_404(Person, pk=person_id)
    try:
        claim(shown, by=signed_in(request))
    except Refused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"An administrator will look at it. Once confirmed, what is recorded for {shown.name} is yours.")
    return redirect("accounts:person", shown.pk)


@require_POST
@administrators_only
def confirm_view(request: HttpRequest, claim_id: int) -> HttpResponse:
    made = get_object_or_404(Claim.objects.select_related("claimant", "person"), pk=claim_id)
    former = made.person.name
    try:
        kept = confirm_claim(made, by=signed_in(request))
    except Refused as error:
        messages.error(request, error.message)
        return redirect("accounts:people")
    messages.success(request, f"What was recorded for {former} belongs to {kept.name} now.")
    return redirect("accounts:people")


@require_POST
def decline_view(request: HttpRequest, claim_id: int) -> HttpResponse:
    """An administrator declines, or the claimant takes it back."""
    made = get_object_or_404(Claim.objects.select_related("claimant", "person"), pk=claim_id)
    me = signed_in(request)
    decline_claim(made, by=me)
    is_own = made.claimant_id == me.pk
    words = "Your claim is taken back." if is_own else f"The claim of {made.claimant.name} is declined. Nothing has changed."
    messages.success(request, words)
    return redirect("accounts:account" if is_own else "accounts:people")
