from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from secondstory.accounts.models import Person, Team
from secondstory.accounts.queries.set_up import forget_set_up
from secondstory.accounts.rules import Role

PASSWORD = "four plain words here"

MakeAccount = Callable[..., Person]


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Every test begins as a process that does not know yet whether there is anybody."""
    forget_set_up()
    yield
    forget_set_up()


@pytest.fixture
def make_account(db: None) -> MakeAccount:
    """Make people who can sign in with `PASSWORD`; the address is made of the name."""

    def make(name: str, role: Role = Role.MEMBER, **values: object) -> Person:
        person = Person(name=name, role=role, **{"email": f"{name.split(maxsplit=1)[0].lower()}@example.com", **values})
        person.set_password(PASSWORD)
        person.save()
        return person

    return make


@pytest.fixture
def administrator(make_account: MakeAccount) -> Person:
    return make_account("Ada Admin", Role.ADMINISTRATOR)


@pytest.fixture
def member(make_account: MakeAccount) -> Person:
    return make_account("Mei Member")


@pytest.fixture
def viewer(make_account: MakeAccount) -> Person:
    return make_account("Vic Viewer", Role.VIEWER)


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="Payments", slug="payments")


@pytest.fixture
def as_administrator(administrator: Person) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def as_member(member: Person) -> Client:
    client = Client()
    client.force_login(member)
    return client
