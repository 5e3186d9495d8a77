"""Whose token this is, and which tokens a person has."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from secondstory.accounts.models import ApiToken, Person
from secondstory.accounts.rules import TOKEN_PREFIX, Scope, digest
from secondstory.kit.clock import now

USE_IS_NOTED_EVERY = timedelta(minutes=1)


def person_of_token(raw: str, scope: Scope | str) -> Person | None:
    """Return the active person whose token this is, when it is in force and allows `scope`; note the use, at most once a minute."""
    if not raw.startswith(TOKEN_PREFIX):
        return None
    moment = now()
    token = (
        ApiToken.objects.select_related("person")
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=moment), digest=digest(raw), revoked_at__isnull=True, person__is_active=True)
        .first()
    )
    if token is None or str(scope) not in token.scopes:
        return None
    if token.last_used_at is None or moment - token.last_used_at >= USE_IS_NOTED_EVERY:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=moment - USE_IS_NOTED_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=moment)
    return token.person


def tokens_of(person: Person) -> QuerySet[ApiToken]:
    """Return the person's tokens that were not revoked, newest first."""
    return ApiToken.objects.filter(person=person, revoked_at__isnull=True)
