import pytest
from django.test import Client, override_settings
from tests.builders import person, signed_in, statements

from secondstory.accounts.rules import Role
from secondstory.connections.commands import make_connection
from secondstory.connections.models import Connection
from secondstory.connections.queries import hook_url, open_connections

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person(role=Role.ADMINISTRATOR))


def test_an_empty_list_says_what_connections_are_for(client: Client) -> None:
    page = client.get("/connections/").content.decode()
    assert "Nothing is connected yet" in page
    assert "/connections/new/" in page


def test_a_connection_is_made_and_its_address_shown_to_copy(client: Client) -> None:
    answer = client.post("/connections/new/", {"source": "github", "title": "Shop", "signing_secret": "hush", "raw_days": "14"})
    made = Connection.objects.get()
    assert answer.headers["Location"] == f"/connections/{made.pk}/"
    page = client.get(f"/connections/{made.pk}/").content.decode()
    assert hook_url(made, base_url="http://testserver") in page
    assert "add a webhook" in page
    assert f'href="/inbox/?connection={made.pk}"' in page
    assert "hush" not in page
    assert open_connections()[made.pk].signing_secrets == ("hush",)


def test_a_mistake_is_told_at_its_field_and_nothing_is_made(client: Client) -> None:
    answer = client.post("/connections/new/", {"source": "alertmanager", "signing_secret": "hush", "raw_days": "14"})
    assert answer.status_code == 422
    assert "does not sign" in answer.content.decode()
    assert not Connection.objects.exists()


def test_every_source_is_offered_with_what_it_covers(client: Client) -> None:
    page = client.get("/connections/new/?source=github").content.decode()
    assert '<option value="github" selected>' in page
    assert "Events API" in page


def test_it_is_edited_switched_off_and_removed(client: Client) -> None:
    made = make_connection("github", by=None)
    address = f"/connections/{made.pk}/"
    client.post(f"{address}edit/", {"title": "Shop", "raw_days": "3"})
    client.post(f"{address}switch/", {"on": "no"})
    made.refresh_from_db()
    assert (made.title, made.raw_days, made.is_active) == ("Shop", 3, False)
    assert "turned away" in client.get(address).content.decode()
    client.post(f"{address}switch/", {"on": "yes"})
    made.refresh_from_db()
    assert made.is_active
    assert client.post(f"{address}remove/").headers["Location"] == "/connections/"
    assert client.get(address).status_code == 404


def test_signing_secret_and_address_are_changed(client: Client) -> None:
    made = make_connection("github", by=None)
    address, before = f"/connections/{made.pk}/", hook_url(made)
    client.post(f"{address}signing-secret/", {"signing_secret": "hush"})
    assert open_connections()[made.pk].signing_secrets == ("hush",)
    assert client.post(f"{address}signing-secret/", {"signing_secret": ""}).status_code == 422
    client.post(f"{address}signing-secret/", {"remove": "yes"})
    assert open_connections()[made.pk].signing_secrets == ()
    client.post(f"{address}address/")
    made.refresh_from_db()
    assert hook_url(made) != before


def test_an_address_sealed_with_another_key_is_said_and_not_shown(client: Client) -> None:
    with override_settings(SECRET_KEY="another key altogether, long enough"):
        made = make_connection("github", by=None)
    assert "cannot be shown any more" in client.get(f"/connections/{made.pk}/").content.decode()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER, Role.VIEWER])
def test_nobody_else_sees_connections(role: Role) -> None:
    made, client = make_connection("github", by=None), signed_in(person(role=role))
    for address in ("", "new/", f"{made.pk}/", f"{made.pk}/edit/", f"{made.pk}/signing-secret/"):
        assert client.get(f"/connections/{address}").status_code == 403
    for address in ("switch/", "remove/", "address/", "signing-secret/"):
        assert client.post(f"/connections/{made.pk}/{address}").status_code == 403


def test_the_list_takes_as_many_statements_for_fifty_as_for_one(client: Client) -> None:
    make_connection("github", by=None)
    few = statements(client, "/connections/")
    for _ in range(49):
        make_connection("github", by=None)
    assert statements(client, "/connections/") == few
