import re

import pytest
from django.core import mail
from django.test import Client

from secondstory.accounts.models import Person
from secondstory.accounts.tests.conftest import PASSWORD, MakeAccount

NEW_PASSWORD = "quite another sentence"


def sign_in(client: Client, email: str = "mei@example.com", password: str = PASSWORD, **more: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password, **more}).status_code


def reset_link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_person_signs_in_with_address_and_password_whatever_the_case(member: Person) -> None:
    client = Client()
    assert sign_in(client, email="MEI@Example.com") == 302
    assert client.get("/account/").status_code == 200


def test_signing_in_leads_back_to_the_page_that_was_wanted(member: Person) -> None:
    client = Client()
    wanted = client.get("/teams/?q=pay")
    assert wanted.headers["Location"] == "/accounts/login/?next=/teams/%3Fq%3Dpay"
    answer = client.post(wanted.headers["Location"], {"login": "mei@example.com", "password": PASSWORD, "next": "/teams/?q=pay"})
    assert answer.headers["Location"] == "/teams/?q=pay"


def test_signing_in_never_leads_to_another_site(member: Person) -> None:
    answer = Client().post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_says_so_at_the_form_and_keeps_the_address(member: Person) -> None:
    answer = Client().post("/accounts/login/", {"login": "mei@example.com", "password": "wrong"})
    assert "do not match" in answer.content.decode()
    assert 'value="mei@example.com"' in answer.content.decode()


def test_a_person_without_an_account_cannot_sign_in(member: Person) -> None:
    Person.objects.create(name="Rui Costa", email="rui@example.com")
    assert sign_in(Client(), email="rui@example.com", password="") == 200


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(member: Person) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, password="wrong")
    answer = client.post("/accounts/login/", {"login": "mei@example.com", "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many attempts" in answer.content.decode()


def test_the_limit_of_one_address_does_not_lock_out_another(member: Person, make_account: MakeAccount) -> None:
    make_account("Ida Other")
    for _ in range(5):
        sign_in(Client(), password="wrong")
    assert sign_in(Client(), email="ida@example.com") == 302


def test_signing_out_takes_a_post(member: Person) -> None:
    client = Client()
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/account/").status_code == 302


def test_a_reset_sends_a_link_that_sets_a_new_password_once(member: Person) -> None:
    client = Client()
    assert client.post("/accounts/password/reset/", {"email": "Mei@example.com"}).headers["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox[0].to == ["mei@example.com"]
    link = reset_link()
    form = client.get(link).headers["Location"]
    assert client.get(form).status_code == 200
    answer = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert answer.status_code == 302
    assert sign_in(Client(), password=NEW_PASSWORD) == 302
    assert "no longer works" in Client().get(link).content.decode()


def test_a_new_password_ends_the_sessions_before(member: Person) -> None:
    elsewhere, here = Client(), Client()
    sign_in(elsewhere)
    here.post("/accounts/password/reset/", {"email": "mei@example.com"})
    form = here.get(reset_link()).headers["Location"]
    here.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert elsewhere.get("/account/").status_code == 302


def test_a_reset_says_the_same_whether_or_not_there_is_an_account(member: Person) -> None:
    known = Client().post("/accounts/password/reset/", {"email": "mei@example.com"})
    unknown = Client().post("/accounts/password/reset/", {"email": "stranger@example.com"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert "Nobody has an account" in str(mail.outbox[-1].body)


def test_a_reset_makes_no_account_out_of_a_mere_address(member: Person) -> None:
    Person.objects.create(name="Rui Costa", email="rui@example.com")
    Client().post("/accounts/password/reset/", {"email": "rui@example.com"})
    assert "Nobody has an account" in str(mail.outbox[-1].body)


def test_a_deactivated_person_gets_no_reset_link(member: Person) -> None:
    Person.objects.filter(pk=member.pk).update(is_active=False)
    Client().post("/accounts/password/reset/", {"email": "mei@example.com"})
    assert "Nobody has an account" in str(mail.outbox[-1].body)


def test_resets_of_one_address_are_limited(member: Person) -> None:
    answers = [Client().post("/accounts/password/reset/", {"email": "mei@example.com"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_the_present_password_is_asked_for_before_it_is_changed(member: Person) -> None:
    client = Client()
    sign_in(client)
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert "not your present password" in client.post("/accounts/password/change/", {"oldpassword": "wrong", **new}).content.decode()
    assert client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new}).headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), password=NEW_PASSWORD) == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "reauthenticate/", "password/set/", "login/code/"])
def test_nothing_else_of_the_sign_in_library_is_reachable(address: str, member: Person) -> None:
    client = Client()
    client.force_login(member)
    assert client.get(f"/accounts/{address}").status_code == 404


def test_every_page_of_the_sign_in_library_is_ours(member: Person) -> None:
    for address in (
        "login/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-x/",
        "password/reset/key/done/",
        "inactive/",
    ):
        page = Client().get(f"/accounts/{address}").content.decode()
        assert "bare-page" in page, address
