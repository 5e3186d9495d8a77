from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from secondstory.accounts.commands import NotAllowed, Refused, create_token, revoke_token
from secondstory.accounts.models import ApiToken, AuditRecord, Person
from secondstory.accounts.queries import person_of_token
from secondstory.accounts.rules import Scope
from secondstory.kit.clock import now

pytestmark = pytest.mark.django_db


def test_a_token_leads_to_its_person_within_its_scopes(member: Person) -> None:
    secret = create_token(member, name="script", scopes=["read", "import"], by=member).secret
    assert person_of_token(secret, Scope.READ) == member
    assert person_of_token(secret, "import") == member
    assert person_of_token(secret, Scope.WRITE) is None


def test_only_the_digest_of_a_token_is_stored(member: Person) -> None:
    made = create_token(member, name="script", scopes=["read"], by=member)
    assert made.secret not in str(list(ApiToken.objects.values())) + str(list(AuditRecord.objects.values()))
    assert person_of_token(made.token.digest, Scope.READ) is None


@pytest.mark.parametrize("raw", ["", "sst_", "sst_guess", "Bearer x", "\0"])
def test_what_is_no_token_leads_to_nobody(raw: str, member: Person) -> None:
    create_token(member, name="script", scopes=["read"], by=member)
    assert person_of_token(raw, Scope.READ) is None


def test_an_expired_token_leads_to_nobody(member: Person) -> None:
    secret = create_token(member, name="script", scopes=["read"], expires_at=now() - timedelta(seconds=1), by=member).secret
    assert person_of_token(secret, Scope.READ) is None


def test_a_revoked_token_leads_to_nobody(member: Person) -> None:
    made = create_token(member, name="script", scopes=["read"], by=member)
    revoke_token(made.token, by=member)
    assert person_of_token(made.secret, Scope.READ) is None


def test_the_last_use_is_noted_at_most_once_a_minute(member: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = create_token(member, name="script", scopes=["read"], by=member)
    with django_assert_num_queries(2):
        person_of_token(made.secret, Scope.READ)
    first = ApiToken.objects.get().last_used_at
    assert first
    with django_assert_num_queries(1):
        person_of_token(made.secret, Scope.READ)
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    person_of_token(made.secret, Scope.READ)
    assert (ApiToken.objects.get().last_used_at or first) >= first


def test_a_token_needs_a_scope_and_an_account(member: Person) -> None:
    with pytest.raises(Refused, match="at least one"):
        create_token(member, name="script", scopes=[], by=member)
    with pytest.raises(Refused, match="no active account"):
        create_token(Person.objects.create(name="Rui"), name="script", scopes=["read"], by=None)


def test_nobody_makes_a_token_for_another_not_even_an_administrator(member: Person, administrator: Person) -> None:
    with pytest.raises(NotAllowed):
        create_token(member, name="script", scopes=["read"], by=administrator)


def test_an_administrator_revokes_the_token_of_another_and_a_member_does_not(member: Person, viewer: Person, administrator: Person) -> None:
    token = create_token(member, name="script", scopes=["read"], by=member).token
    with pytest.raises(NotAllowed):
        revoke_token(token, by=viewer)
    revoke_token(token, by=administrator)
    assert ApiToken.objects.get().revoked_at


def test_the_page_shows_a_token_once(as_member: Client, member: Person) -> None:
    page = as_member.post("/account/tokens/", {"name": "nightly", "scopes": ["read"], "lasts": "30"}).content.decode()
    secret = page.split('id="new-token">')[1].split("<")[0]
    assert person_of_token(secret, Scope.READ) == member
    later = as_member.get("/account/tokens/").content.decode()
    assert secret not in later
    assert "nightly" in later
    expires = ApiToken.objects.get().expires_at
    assert expires
    assert timedelta(days=29) < expires - now() <= timedelta(days=30)


def test_the_page_revokes_ones_own_token_and_no_other(as_member: Client, member: Person, viewer: Person) -> None:
    own = create_token(member, name="own", scopes=["read"], by=member).token
    other = create_token(viewer, name="other", scopes=["read"], by=viewer).token
    assert as_member.post(f"/account/tokens/{own.pk}/revoke/").status_code == 302
    assert as_member.post(f"/account/tokens/{other.pk}/revoke/").status_code == 404
    assert ApiToken.objects.get(pk=other.pk).revoked_at is None
