from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.commands import AlreadySetUp, set_up
from secondstory.accounts.models import AuditRecord, Person
from secondstory.accounts.queries.set_up import forget_set_up
from secondstory.accounts.tests.conftest import PASSWORD, MakeAccount
from secondstory.accounts.tests.racing import race

FIRST = {"name": "Ada Admin", "email": "Ada@Example.com", "password": PASSWORD, "time_zone": "Europe/Berlin"}


@pytest.mark.django_db
def test_while_nobody_can_sign_in_every_page_leads_to_the_set_up() -> None:
    for address in ("/", "/people/", "/accounts/login/", "/no/such/page/"):
        assert Client().get(address).headers["Location"] == "/setup/"


@pytest.mark.django_db
def test_people_named_in_records_do_not_count_as_set_up() -> None:
    Person.objects.create(name="Rui Costa")
    assert Client().get("/people/").headers["Location"] == "/setup/"


@pytest.mark.django_db
def test_the_set_up_makes_the_first_administrator_and_signs_them_in() -> None:
    client = Client()
    assert client.post("/setup/", FIRST).headers["Location"] == "/"
    person = Person.objects.get()
    assert (person.email, person.role, person.time_zone) == ("ada@example.com", "administrator", "Europe/Berlin")
    assert client.get("/account/").status_code == 200
    assert AuditRecord.objects.get().verb == "set up"


@pytest.mark.django_db
def test_the_set_up_is_made_once(make_account: MakeAccount) -> None:
    make_account("Mei Member")
    assert Client().get("/setup/").headers["Location"] == "/accounts/login/"
    assert Client().post("/setup/", FIRST).headers["Location"] == "/accounts/login/"
    with pytest.raises(AlreadySetUp):
        set_up(name="Eve", email="eve@example.com", password=PASSWORD, time_zone="UTC")
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_what_was_typed_stays_when_the_set_up_is_refused() -> None:
    answer = Client().post("/setup/", {**FIRST, "password": "short", "time_zone": "Mars/Olympus"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ada Admin"' in page
    assert 'value="Ada@Example.com"' in page
    assert 'href="#id_password"' in page
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_password_made_of_the_name_is_refused() -> None:
    answer = Client().post("/setup/", {**FIRST, "password": "ada@example.com"})
    assert "too similar" in answer.content.decode()


@pytest.mark.django_db
def test_once_set_up_a_request_asks_nothing_of_the_database_for_it(make_account: MakeAccount) -> None:
    make_account("Mei Member")
    client = Client()
    client.get("/accounts/login/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/login/")
    assert not [query for query in queries.captured_queries if "accounts_person" in query["sql"]]


@pytest.mark.django_db(transaction=True)
def test_of_several_set_ups_at_the_same_moment_exactly_one_wins(tmp_path: Path) -> None:
    def first(number: int) -> str:
        forget_set_up()
        try:
            set_up(name=f"Racer {number}", email=f"racer{number}@example.com", password=PASSWORD, time_zone="UTC")
        except AlreadySetUp:
            return "refused"
        return "won"

    outcomes, people = race([partial(first, number) for number in range(4)], count=Person.objects.count, folder=tmp_path)
    assert sorted(outcomes) == ["refused", "refused", "refused", "won"]
    assert people == 1
