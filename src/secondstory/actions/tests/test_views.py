from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import incident, person, signed_in, statements, written_incident

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.actions.models import ActionItem
from secondstory.incidents.commands import restrict
from secondstory.kit.clock import today

pytestmark = pytest.mark.django_db

TYPED = {"text": "Block such a deploy", "state": "committed", "owner": "Ada Keller", "due_on": "2026-06-01", "done_when": "It is refused"}


@pytest.fixture
def ada() -> Person:
    return person()


@pytest.fixture
def client(ada: Person) -> Client:
    return signed_in(ada)


def test_an_action_item_is_added(client: Client, ada: Person) -> None:
    one = incident()
    client.post(f"/incidents/{one.key}/actions/new/", TYPED)
    item = ActionItem.objects.get()
    assert (item.text, item.owner, item.state, str(item.due_on)) == ("Block such a deploy", ada, "committed", "2026-06-01")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"owner": "The whole team"}, "Nobody here is called “The whole team”"),
        ({"owner": "Grace Otieno"}, "Several people are called “Grace Otieno”"),
        ({"state": "blocked"}, "What would help, and from whom?"),
        ({"state": "declined"}, "Why, who decided it"),
    ],
)
def test_what_is_missing_is_asked_and_what_was_typed_is_kept(client: Client, typed: dict[str, str], said: str) -> None:
    person("Grace Otieno")
    Person.objects.create(name="Grace Otieno", email="grace2@example.org")
    one = incident()
    page = client.post(f"/incidents/{one.key}/actions/new/", TYPED | typed).content.decode()
    assert said in page
    assert "Block such a deploy" in page
    assert not ActionItem.objects.exists()


def test_an_owner_is_found_by_e_mail(client: Client, ada: Person) -> None:
    one = incident()
    client.post(f"/incidents/{one.key}/actions/new/", TYPED | {"owner": "ADA.KELLER@example.org"})
    assert ActionItem.objects.get().owner == ada


def test_what_a_document_said_of_the_owner_stays_until_somebody_is_named(client: Client, ada: Person) -> None:
    one = incident()
    item = add_action(one, ActionFacts(text="Fix it", owner_as_stated="SRE and Payments"), by=None)
    url = f"/incidents/{one.key}/actions/{item.pk}/edit/"
    client.post(url, TYPED | {"owner": ""})
    assert ActionItem.objects.get().owner_as_stated == "SRE and Payments"
    client.post(url, TYPED)
    assert (ActionItem.objects.get().owner_as_stated, ActionItem.objects.get().owner) == ("", ada)


def test_an_unchanged_form_keeps_everything(client: Client, ada: Person) -> None:
    one = incident()
    item = add_action(
        one,
        ActionFacts(
            text="Fix", owner=ada, due_on=today(), state="done", ticket="A-1", action_class="repair", strength="weaker", horizon="long_term"
        ),
        by=None,
    )
    url = f"/incidents/{one.key}/actions/{item.pk}/edit/"
    before = ActionItem.objects.values().get()
    form = client.get(url).context["form"]
    client.post(url, {bound.html_name: bound.value() or "" for bound in form})
    assert ActionItem.objects.values().get() == before


def test_an_action_item_is_removed(client: Client) -> None:
    one = incident()
    item = add_action(one, ActionFacts(text="Fix"), by=None)
    client.post(f"/incidents/{one.key}/actions/{item.pk}/remove/")
    assert not ActionItem.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_an_item_is_found_only_under_its_own_incident(client: Client, verb: str) -> None:
    hidden = incident("Hidden")
    item = add_action(hidden, ActionFacts(text="Hidden"), by=None)
    restrict(hidden, by=None)
    for key in (incident().key, hidden.key):
        assert client.post(f"/incidents/{key}/actions/{item.pk}/{verb}/", TYPED).status_code == 404
    assert ActionItem.objects.get().text == "Hidden"


def test_a_viewer_does_not_write() -> None:
    one = incident()
    item = add_action(one, ActionFacts(text="Fix"), by=None)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    for url in ("new/", f"{item.pk}/edit/", f"{item.pk}/remove/"):
        assert client.post(f"/incidents/{one.key}/actions/{url}", TYPED).status_code == 403
    assert "/edit/" not in client.get(f"/incidents/{one.key}/actions/").content.decode()


def shown(client: Client, address: str) -> set[str]:
    return {item.text for item in client.get(address).context["page"].rows}


def test_the_list_is_narrowed_by_its_address(client: Client, ada: Person) -> None:
    one = incident()
    yesterday = today() - timedelta(days=1)
    add_action(one, ActionFacts(text="Mine", owner=ada), by=None)
    add_action(one, ActionFacts(text="Late", due_on=yesterday, state="committed"), by=None)
    add_action(one, ActionFacts(text="Done", due_on=yesterday, state="done"), by=None)
    add_action(one, ActionFacts(text="Declined", state="declined", state_note="No"), by=None)
    hidden = incident("Hidden")
    add_action(hidden, ActionFacts(text="Hidden", owner=ada), by=None)
    restrict(hidden, by=None)
    assert shown(client, "/actions/") == {"Mine", "Late"}
    assert shown(client, "/actions/?mine=1") == {"Mine"}
    assert shown(client, "/actions/?owner=keller") == {"Mine"}
    assert shown(client, "/actions/?overdue=1") == {"Late"}
    assert shown(client, "/actions/?state=done") == {"Done"}
    assert shown(client, "/actions/?state=declined") == {"Declined"}
    assert shown(client, "/actions/?state=all") == {"Mine", "Late", "Done", "Declined"}
    tabs = client.get("/actions/").context["tabs"]
    assert {tab.label: tab.count for tab in tabs} == {"Mine": 1, "Open": 2, "Past their date": 1, "Done": 1, "All": 4}
    assert [tab.label for tab in tabs if tab.is_current] == ["Open"]


def test_the_earliest_due_comes_first_and_no_date_last(client: Client) -> None:
    one = incident()
    add_action(one, ActionFacts(text="Someday"), by=None)
    add_action(one, ActionFacts(text="Soon", due_on=today()), by=None)
    assert [item.text for item in client.get("/actions/").context["page"].rows] == ["Soon", "Someday"]


def counted(client: Client, key: str) -> list[int]:
    return [statements(client, url) for url in ("/actions/", f"/incidents/{key}/actions/", f"/incidents/{key}/actions/new/")]


def test_the_number_of_statements_does_not_grow(client: Client) -> None:
    few = counted(client, written_incident(rows=1).key)
    assert counted(client, written_incident(rows=50).key) == few == [5, 5, 6]
