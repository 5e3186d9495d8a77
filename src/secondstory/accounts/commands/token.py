from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.permission import NotAllowed
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.models import ApiToken, Person
from secondstory.accounts.rules import Ability, Scope, digest, new_token
from secondstory.kit.clock import now


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made. `secret` exists only here: it is shown once and never stored."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_token(person: Person, *, name: str, scopes: Iterable[str], by: Person | None, expires_at: datetime | None = None) -> NewToken:
    """Make a token with which programs act as `person`. Only that person, or the operator, may."""
    if by is not None and by.pk != person.pk:
        raise NotAllowed("A token acts as the person it belongs to, so only that person can make it.")
    wanted = sorted({Scope(scope).value for scope in scopes})
    if not wanted:
        raise Refused("Choose at least one thing the token may do.", field="scopes")
    if not (person.is_active and person.has_account):
        raise Refused(f"{person.name} has no active account, so a token could not be used.")
    secret = new_token()
    token = ApiToken.objects.create(
        person=person, name=name.strip()[:80] or "unnamed", scopes=wanted, digest=digest(secret), hint=secret[:8], expires_at=expires_at
    )
    record("created token", token, by=by, name=token.name, scopes=wanted, person=person.pk)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Person | None) -> None:
    """End a token at once. Its owner and administrators may."""
    if by is not None and by.pk != token.person_id and not by.may(Ability.ADMINISTER):
        raise NotAllowed("Only the person it belongs to, or an administrator, can revoke this token.")
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now()):
        record("revoked token", token, by=by, name=token.name, person=token.person_id)
