"""`secondstory token create`: the secret alone on standard output, everything else beside it."""

import pytest
from click.testing import CliRunner

from secondstory.accounts.models import ApiToken, Person
from secondstory.accounts.queries import person_of_token
from secondstory.cli.token import command

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> Person:
    person = Person(name="Mei Tanaka", email="mei@example.org")
    person.set_password("a long enough password")
    person.save()
    return person


def test_the_token_acts_as_the_person_within_its_scopes(mei: Person) -> None:
    ran = CliRunner().invoke(
        command, ["create", "MEI@example.org", "--scope", "import", "--scope", "read", "--name", "nightly", "--days", "30"]
    )
    assert ran.exit_code == 0
    secret = ran.stdout.strip()
    assert person_of_token(secret, "import") == mei
    assert person_of_token(secret, "write") is None
    token = ApiToken.objects.get()
    assert token.name == "nightly"
    assert token.expires_at


def test_without_a_scope_a_token_reads(mei: Person) -> None:
    CliRunner().invoke(command, ["create", "mei@example.org"])
    assert ApiToken.objects.get().scopes == ["read"]


def test_an_unknown_address_is_a_usage_error_with_a_sentence(mei: Person) -> None:
    ran = CliRunner().invoke(command, ["create", "nobody@example.org"])
    assert ran.exit_code == 2
    assert "Nobody has an account" in ran.stderr
    assert ran.stdout == ""


def test_a_person_without_an_account_gets_no_token() -> None:
    Person.objects.create(name="Rui", email="rui@example.org")
    assert CliRunner().invoke(command, ["create", "rui@example.org"]).exit_code == 2
    assert not ApiToken.objects.exists()
