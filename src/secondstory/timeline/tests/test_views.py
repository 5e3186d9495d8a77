import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements, written_incident

from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import Milestones
from secondstory.timeline.commands import EventFacts, add_event
from secondstory.timeline.models import TimelineEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def told(one: Incident) -> list[str]:
    return [event.text for event in one.timeline_events.all()]


def test_an_event_is_added_at_its_time_in_the_zone_of_the_incident(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="Later", at=at(15, 0)), by=None)
    client.post(f"/incidents/{one.key}/timeline/", {"when": "16:02", "text": "First", "kind": "signal"})
    assert told(one) == ["First", "Later"]
    assert one.timeline_events.get(text="First").at == at(14, 2)


@pytest.mark.parametrize(("typed", "stated"), [("", ""), ("2026-05-09", "2026-05-09")])
def test_an_event_needs_no_full_moment(client: Client, one: Incident, typed: str, stated: str) -> None:
    client.post(f"/incidents/{one.key}/timeline/", {"when": typed, "text": "Sometime", "kind": "other"})
    event = TimelineEvent.objects.get()
    assert (event.at, event.time_as_stated) == (None, stated)


def test_a_time_of_day_is_kept_as_stated_where_the_day_is_unknown(client: Client) -> None:
    one = incident(occurred_on=None, milestones=Milestones())
    client.post(f"/incidents/{one.key}/timeline/", {"when": "14.02", "text": "Sometime", "kind": "other"})
    assert TimelineEvent.objects.get().time_as_stated == "14:02"


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client: Client, one: Incident) -> None:
    page = client.post(f"/incidents/{one.key}/timeline/", {"when": "soon", "text": "Kept words", "kind": "other"}).content.decode()
    assert "“soon” is not a time we can read" in page
    assert "Kept words" in page
    assert not TimelineEvent.objects.exists()


def test_an_edited_event_moves_where_it_belongs(client: Client, one: Incident) -> None:
    first = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    add_event(one, EventFacts(text="Second", at=at(14, 10)), by=None)
    typed = {"when": "16:20", "text": "First", "kind": "other", "link": "example.org/a"}
    client.post(f"/incidents/{one.key}/timeline/{first.pk}/edit/", typed)
    assert told(one) == ["Second", "First"]
    assert one.timeline_events.get(text="First").link == "https://example.org/a"


def test_the_form_shows_the_time_as_it_is_typed(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    assert client.get(f"/incidents/{one.key}/timeline/{event.pk}/edit/").context["form"]["when"].value() == "16:00"


def test_a_star_is_set_with_and_without_script(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    url = f"/incidents/{one.key}/timeline/{event.pk}/star/"
    assert client.post(url).status_code == 302
    assert TimelineEvent.objects.get().is_starred
    fragment = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<li")
    assert not TimelineEvent.objects.get().is_starred


def test_a_removed_event_is_put_back_once(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First", at=at(14, 0), kind="page", is_starred=True, link="https://example.org/"), by=None)
    answer = client.post(f"/incidents/{one.key}/timeline/{event.pk}/remove/", follow=True)
    assert "Undo" in answer.content.decode()
    assert not TimelineEvent.objects.exists()
    client.post(f"/incidents/{one.key}/timeline/restore/")
    back = TimelineEvent.objects.get()
    assert (back.text, back.at, back.kind, back.is_starred, back.link) == ("First", at(14, 0), "page", True, "https://example.org/")
    client.post(f"/incidents/{one.key}/timeline/restore/")
    assert TimelineEvent.objects.count() == 1


def test_with_script_only_the_event_goes_and_undo_is_offered(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    fragment = client.post(f"/incidents/{one.key}/timeline/{event.pk}/remove/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="true"' in fragment
    assert "Undo" in fragment
    assert "<html" not in fragment


def test_what_was_removed_is_put_back_only_where_it_was(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    client.post(f"/incidents/{one.key}/timeline/{event.pk}/remove/")
    client.post(f"/incidents/{incident('Other').key}/timeline/restore/")
    assert not TimelineEvent.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "star", "remove"])
def test_an_event_is_found_only_under_its_own_incident(client: Client, one: Incident, verb: str) -> None:
    hidden = incident("Hidden")
    event = add_event(hidden, EventFacts(text="Hidden words"), by=None)
    restrict(hidden, by=None)
    for key in (one.key, hidden.key):
        assert client.post(f"/incidents/{key}/timeline/{event.pk}/{verb}/").status_code == 404
    assert TimelineEvent.objects.get().text == "Hidden words"


def test_a_viewer_reads_and_does_not_write(one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    page = client.get(f"/incidents/{one.key}/timeline/").content.decode()
    assert "First" in page
    assert "/remove/" not in page
    assert 'name="when"' not in page
    for url in ("", f"{event.pk}/edit/", f"{event.pk}/star/", f"{event.pk}/remove/", "restore/"):
        assert client.post(f"/incidents/{one.key}/timeline/{url}", {"text": "x", "kind": "other"}).status_code == 403
    assert told(one) == ["First"]


def test_times_are_shown_in_the_zone_of_the_incident_with_the_day_where_it_is_another(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="Same day", at=at(14, 0)), by=None)
    add_event(one, EventFacts(text="Next day", at=at(23, 30)), by=None)
    page = client.get(f"/incidents/{one.key}/timeline/").content.decode()
    assert ">16:00</time>" in page
    assert ">01:30<small>9 May</small></time>" in page


def test_an_event_says_which_milestone_it_is(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="The page came", at=at(14, 5)), by=None)
    assert '<span class="milestone">Detected</span>' in client.get(f"/incidents/{one.key}/timeline/").content.decode()


def test_the_number_of_statements_does_not_grow(client: Client) -> None:
    few, many = written_incident(rows=1), written_incident(rows=50)
    assert statements(client, f"/incidents/{few.key}/timeline/") == statements(client, f"/incidents/{many.key}/timeline/") == 5
