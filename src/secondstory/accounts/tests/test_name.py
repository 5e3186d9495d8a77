from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from secondstory.accounts.commands import people_named
from secondstory.accounts.models import Person, PersonAlias
from secondstory.accounts.tests.conftest import MakeAccount
from secondstory.accounts.tests.racing import race

pytestmark = pytest.mark.django_db


def test_a_new_name_becomes_a_person_without_an_account() -> None:
    rui = people_named(["Rui Costa"])["Rui Costa"]
    assert rui.pk
    assert not rui.has_account
    assert rui.email is None


def test_spellings_of_one_name_are_one_person() -> None:
    named = people_named(["Rui Costa", "rui  COSTA ", "RUI COSTA"])
    assert len({person.pk for person in named.values()}) == 1
    assert people_named(["rui costa"])["rui costa"].name == "Rui Costa"


def test_asking_again_makes_nobody_new() -> None:
    people_named(["Rui Costa", "Ana Lima"])
    people_named(["Ana Lima", "Rui Costa"])
    assert Person.objects.count() == 2


def test_an_account_with_the_name_is_found(make_account: MakeAccount) -> None:
    ana = make_account("Ana Lima")
    assert people_named(["ana lima"])["ana lima"] == ana


def test_an_alias_leads_to_the_person(make_account: MakeAccount) -> None:
    ana = make_account("Ana Lima")
    PersonAlias.objects.create(name_key="ana l.", person=ana)
    assert people_named(["Ana L."])["Ana L."] == ana


def test_of_two_accounts_with_one_name_neither_is_guessed(make_account: MakeAccount) -> None:
    make_account("Ana Lima")
    make_account("Ana Lima", email="other@example.com")
    third = people_named(["Ana Lima"])["Ana Lima"]
    assert third.email is None
    assert people_named(["Ana Lima"])["Ana Lima"] == third


@pytest.mark.django_db(transaction=True)
def test_imports_at_the_same_moment_make_one_person_of_a_name(tmp_path: Path) -> None:
    def look() -> str:
        return str(people_named(["Rui Costa"])["Rui Costa"].pk)

    found, people = race([look, look, look], count=Person.objects.count, folder=tmp_path)
    assert len(found) == 3
    assert len(set(found)) == 1
    assert people == 1


def test_empty_names_are_left_out() -> None:
    assert people_named(["", "  "]) == {}


def test_a_name_longer_than_the_field_is_cut_and_found_again() -> None:
    long = "Maria " + "von und zu " * 30
    first = people_named([long])[long]
    assert people_named([long])[long] == first


def test_a_thousand_new_names_take_a_bounded_number_of_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(30):
        assert len(people_named(f"Person {number}" for number in range(1000))) == 1000
