import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from secondstory.accounts.commands import NotAllowed, Refused, accept_invitation, invite, send_invitation, withdraw_invitation
from secondstory.accounts.models import AuditRecord, Invitation, Person, PersonAlias, Team
from secondstory.accounts.rules import Role
from secondstory.accounts.tests.conftest import PASSWORD
from secondstory.accounts.tests.racing import race
from secondstory.kit.clock import now

JOINING = {"name": "Nia New", "password": PASSWORD, "time_zone": "Europe/Lisbon"}


@pytest.fixture(autouse=True)
def mail_is_set_up(settings: Settings) -> None:
    settings.MAIL_IS_SET_UP = True


def secret_of(invitation: Invitation, by: Person) -> str:
    link = send_invitation(invitation, by=by, base_url="https://stories.example.com").link
    found = re.fullmatch(r"https://stories\.example\.com/invitation/([^/]+)/", link)
    assert found
    return found[1]


def test_an_invitation_becomes_an_account_with_role_and_team(administrator: Person, team: Team) -> None:
    secret = secret_of(invite("New@Example.com", role=Role.FACILITATOR, team=team, by=administrator), administrator)
    client = Client()
    assert b"new@example.com" in client.get(f"/invitation/{secret}/").content
    assert client.post(f"/invitation/{secret}/", JOINING).headers["Location"] == "/"
    person = Person.objects.get(email="new@example.com")
    assert (person.name, person.role, person.time_zone) == ("Nia New", "facilitator", "Europe/Lisbon")
    assert list(person.teams.all()) == [team]
    assert client.get("/account/").status_code == 200
    assert set(AuditRecord.objects.values_list("verb", flat=True)) == {"invited", "sent invitation", "accepted invitation"}


def test_only_the_digest_of_the_secret_is_stored(administrator: Person) -> None:
    secret = secret_of(invite("new@example.com", by=administrator), administrator)
    stored = Invitation.objects.values().get()
    assert secret not in str(stored)
    assert secret not in str(list(AuditRecord.objects.values()))


def test_a_link_works_once(administrator: Person) -> None:
    secret = secret_of(invite("new@example.com", by=administrator), administrator)
    accept_invitation(secret, **JOINING)
    with pytest.raises(Refused, match="no longer works"):
        accept_invitation(secret, **JOINING)
    answer = Client().get(f"/invitation/{secret}/")
    assert answer.status_code == 410
    assert "accepted already" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_the_same_moment_makes_one_account(administrator: Person, tmp_path: Path) -> None:
    secret = secret_of(invite("new@example.com", by=administrator), administrator)

    def accept() -> str:
        try:
            accept_invitation(secret, **JOINING)
        except Refused:
            return "refused"
        return "accepted"

    outcomes, people = race([accept, accept, accept], count=Person.objects.count, folder=tmp_path)
    assert sorted(outcomes) == ["accepted", "refused", "refused"]
    assert people == 2


def test_a_link_works_for_fourteen_days(administrator: Person) -> None:
    invitation = invite("new@example.com", by=administrator)
    secret = secret_of(invitation, administrator)
    invitation.refresh_from_db()
    assert timedelta(days=13) < invitation.expires_at - now() <= timedelta(days=14)
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    assert "has expired" in Client().get(f"/invitation/{secret}/").content.decode()
    with pytest.raises(Refused):
        accept_invitation(secret, **JOINING)


def test_sending_again_makes_a_new_link_and_ends_the_one_before(administrator: Person) -> None:
    invitation = invite("new@example.com", by=administrator)
    first, second = secret_of(invitation, administrator), secret_of(invitation, administrator)
    assert Client().get(f"/invitation/{first}/").status_code == 404
    assert Client().get(f"/invitation/{second}/").status_code == 200
    assert len(mail.outbox) == 2


def test_a_withdrawn_invitation_no_longer_works(administrator: Person) -> None:
    invitation = invite("new@example.com", by=administrator)
    secret = secret_of(invitation, administrator)
    withdraw_invitation(invitation, by=administrator)
    assert "was withdrawn" in Client().get(f"/invitation/{secret}/").content.decode()
    with pytest.raises(Refused):
        send_invitation(invitation, by=administrator, base_url="https://x")


def test_a_guessed_link_says_what_can_be_wrong(administrator: Person) -> None:
    assert "cut off" in Client().get("/invitation/guessed/").content.decode()


def test_an_address_is_invited_once_at_a_time(administrator: Person) -> None:
    first = invite("new@example.com", by=administrator)
    with pytest.raises(Refused, match="invited already"):
        invite("NEW@example.com", by=administrator)
    Invitation.objects.filter(pk=first.pk).update(expires_at=now() - timedelta(days=1))
    assert invite("new@example.com", by=administrator).pk != first.pk


def test_somebody_with_an_account_is_not_invited(administrator: Person, member: Person) -> None:
    with pytest.raises(Refused, match="has an account already"):
        invite("mei@example.com", by=administrator)


def test_somebody_named_in_records_gets_the_account_and_keeps_the_name_as_an_alias(administrator: Person) -> None:
    rui = Person.objects.create(name="R. Costa")
    secret = secret_of(invite("rui@example.com", person=rui, by=administrator), administrator)
    person = accept_invitation(secret, name="Rui Costa", password=PASSWORD, time_zone="UTC")
    assert person.pk == rui.pk
    assert person.has_account
    assert PersonAlias.objects.get().name_key == "r. costa"


def test_only_administrators_invite(member: Person) -> None:
    with pytest.raises(NotAllowed):
        invite("new@example.com", by=member)


def test_the_page_keeps_what_was_typed_when_it_refuses(as_administrator: Client, member: Person) -> None:
    answer = as_administrator.post("/people/invite/", {"email": "mei@example.com", "name": "Mei Again", "role": "viewer"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Mei Again"' in page
    assert 'href="#id_email"' in page


def test_without_a_mail_server_the_page_hands_over_the_link(as_administrator: Client, settings: Settings) -> None:
    settings.MAIL_IS_SET_UP = False
    page = as_administrator.post("/people/invite/", {"email": "new@example.com", "role": "viewer"}).content.decode()
    assert "No mail server is set up" in page
    found = re.search(r'value="http://testserver(/invitation/[^"]+)"', page)
    assert found
    assert Client().get(found[1]).status_code == 200


def test_a_member_cannot_open_the_invitation_pages(as_member: Client) -> None:
    for address in ("/people/invite/", "/people/import/", "/people/invitations/"):
        assert as_member.get(address).status_code == 403


def test_accepting_signs_somebody_else_out_of_this_browser(as_member: Client, administrator: Person) -> None:
    secret = secret_of(invite("new@example.com", by=administrator), administrator)
    assert "signed in as Mei Member" in as_member.get(f"/invitation/{secret}/").content.decode()
    as_member.post(f"/invitation/{secret}/", JOINING)
    assert "new@example.com" in as_member.get("/account/").content.decode()
