import pytest
from django.test import Client

from secondstory.accounts.commands import NotAllowed, Refused, claim, confirm_claim, people_named
from secondstory.accounts.models import AuditRecord, Claim, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def named() -> Person:
    return people_named(["M. Member"])["M. Member"]


def test_a_confirmed_claim_makes_the_name_the_claimants(member: Person, administrator: Person, named: Person) -> None:
    confirm_claim(claim(named, by=member), by=administrator)
    assert people_named(["M. Member"])["M. Member"] == member
    assert not Claim.objects.exists()
    assert set(AuditRecord.objects.values_list("verb", flat=True)) == {"claimed", "confirmed claim", "merged"}


def test_nobody_confirms_their_own_claim_but_an_administrator(member: Person, named: Person) -> None:
    with pytest.raises(NotAllowed):
        confirm_claim(claim(named, by=member), by=member)


def test_an_account_cannot_be_claimed(member: Person, viewer: Person) -> None:
    with pytest.raises(Refused, match="account of their own"):
        claim(viewer, by=member)


def test_claiming_twice_is_claiming_once(member: Person, named: Person) -> None:
    assert claim(named, by=member) == claim(named, by=member)


def test_two_may_claim_a_name_and_one_gets_it(member: Person, viewer: Person, administrator: Person, named: Person) -> None:
    first = claim(named, by=member)
    claim(named, by=viewer)
    confirm_claim(first, by=administrator)
    assert people_named(["M. Member"])["M. Member"] == member
    assert not Claim.objects.filter(person=named.pk).exists()


def test_the_account_page_offers_names_like_ones_own(as_member: Client, member: Person) -> None:
    namesake = Person.objects.create(name="mei  member")
    assert f"/people/{namesake.pk}/claim/" in as_member.get("/account/").content.decode()


def test_a_claim_is_made_and_decided_on_the_pages(as_member: Client, as_administrator: Client, named: Person, member: Person) -> None:
    as_member.post(f"/people/{named.pk}/claim/")
    assert "You said that this is you" in as_member.get(f"/people/{named.pk}/").content.decode()
    made = Claim.objects.get()
    assert f"/people/claims/{made.pk}/confirm/" in as_administrator.get("/people/").content.decode()
    assert f"/people/claims/{made.pk}/confirm/" not in as_member.get("/people/").content.decode()
    assert as_member.post(f"/people/claims/{made.pk}/confirm/").status_code == 403
    as_administrator.post(f"/people/claims/{made.pk}/confirm/")
    assert people_named(["M. Member"])["M. Member"] == member


def test_a_claim_can_be_taken_back_or_declined(as_member: Client, as_administrator: Client, named: Person) -> None:
    as_member.post(f"/people/{named.pk}/claim/")
    as_member.post(f"/people/claims/{Claim.objects.get().pk}/decline/")
    assert not Claim.objects.exists()
    as_member.post(f"/people/{named.pk}/claim/")
    as_administrator.post(f"/people/claims/{Claim.objects.get().pk}/decline/")
    assert not Claim.objects.exists()
    assert Person.objects.filter(pk=named.pk).exists()


def test_nobody_declines_the_claim_of_another(member: Person, viewer: Person, named: Person) -> None:
    made = claim(named, by=member)
    client = Client()
    client.force_login(viewer)
    assert client.post(f"/people/claims/{made.pk}/decline/").status_code == 403
