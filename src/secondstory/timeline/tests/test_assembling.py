"""From the inbox into a timeline: what is offered, chosen, taken and undone."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements

from secondstory.accounts.rules import Role
from secondstory.connections.commands import make_connection
from secondstory.connections.models import Connection
from secondstory.incidents.commands import components_named, restrict
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import Milestones
from secondstory.timeline.commands.inbox import take_from_inbox
from secondstory.timeline.models import InboxItem
from secondstory.timeline.rules.assembling import assembly_window, components_meant

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


@pytest.fixture
def one() -> Incident:
    """From 14:00 to 14:47 UTC, so that the window is 13:45 to 15:02."""
    return incident()


@pytest.fixture
def chat() -> Connection:
    return make_connection("slack_api", title="Channels", by=None)


def item(connection: Connection, text: str, when: datetime | None = None, **stated: object) -> InboxItem:
    number = InboxItem.objects.count()
    moment = when or at(14, 10) + timedelta(seconds=number)
    known = {"connection": connection, "source": connection.source, "external_id": f"n{number}", "at": moment, "sorted_at": moment}
    return InboxItem.objects.create(**{**known, "text": text, "kind": "other", **stated})


def url(one: Incident, rest: str = "") -> str:
    return f"/incidents/{one.key}/timeline/assemble/{rest}"


def page(client: Client, one: Incident, rest: str = "") -> str:
    answer = client.get(url(one, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_window_is_a_quarter_of_an_hour_around_the_milestones_else_the_day() -> None:
    day = date(2026, 5, 8)
    assert assembly_window([at(14, 0), at(14, 47)], day=day, zone=UTC, is_going_on=False) == (at(13, 45), at(15, 2))
    assert assembly_window([at(14, 0)], day=day, zone=UTC, is_going_on=True) == (at(13, 45), None)
    assert assembly_window([], day=day, zone=UTC, is_going_on=False) == (at(0, 0), at(0, 0) + timedelta(days=1))
    assert assembly_window([], day=None, zone=UTC, is_going_on=False) == (None, None)


def test_a_component_is_meant_where_all_its_words_are_in_what_a_system_states() -> None:
    assert components_meant(["checkout"], ["checkout", "Checkout-API", "cart", "", "checkouts"]) == ["checkout", "Checkout-API"]
    assert components_meant(["checkout api"], ["checkout", "prod/checkout_api"]) == ["prod/checkout_api"]
    assert components_meant([], ["checkout"]) == []


def test_what_lies_in_the_window_is_offered_and_the_address_widens_it(client: Client, one: Incident, chat: Connection) -> None:
    item(chat, "the pool is <b>full</b>")
    item(chat, "much later", at(18, 0))
    shown = page(client, one)
    assert "1 event in the inbox would be added" in shown
    assert "the pool is &lt;b&gt;full&lt;/b&gt;" in shown
    assert "much later" not in shown
    assert "much later" in page(client, one, "?since=2026-05-08+13:00&until=")
    assert "“soon” is not a time" in page(client, one, "?since=soon&until=")
    assert "This is before the beginning" in page(client, one, "?since=15:00&until=14:00")


def test_each_item_says_what_becomes_of_it(client: Client, one: Incident, chat: Connection) -> None:
    other = incident("Another")
    known, elsewhere = item(chat, "known one"), item(chat, "elsewhere one")
    item(chat, "fresh one")
    item(chat, "noise one", is_noise=True)
    item(chat, "withdrawn one", is_deleted=True)
    take_from_inbox(one, [known.pk], by=None)
    take_from_inbox(other, [elsewhere.pk], by=None)
    shown = page(client, one)
    for words in ("Would be added 1", "In another timeline 1", "Known already 1", "Noise 1", "Taken back in its source 1"):
        assert words in shown
    assert "fresh one" in shown
    assert not [words for words in ("known one", "elsewhere one", "noise one", "withdrawn one") if words in shown]
    assert "noise one" in page(client, one, "?show=noise")
    assert 'name="event"' not in page(client, one, "?show=noise")
    assert re.search(r'name="event" value="\d+" id="take-\d+">', page(client, one, "?show=elsewhere"))


def test_what_a_restricted_timeline_took_is_offered_as_if_nobody_had(client: Client, one: Incident, chat: Connection) -> None:
    hidden = incident("Hidden")
    taken = item(chat, "shared one")
    take_from_inbox(hidden, [taken.pk], by=None)
    restrict(hidden, by=None)
    shown = page(client, one)
    assert "Would be added 1" in shown
    assert "In another timeline" not in shown


def test_names_narrow_what_is_offered(client: Client, one: Incident, chat: Connection) -> None:
    alerts = make_connection("alertmanager", by=None)
    item(chat, "words of Ada", actor="Ada Keller", component="#incident")
    item(chat, "words of Mei", actor="Mei", actor_email="mei@example.org", component="#incident")
    item(alerts, "an alert", component="checkout", kind="page")
    window = "?since=2026-05-08+13:45&until=2026-05-08+15:02"
    for query, there, gone in (
        ("&source=alertmanager", ["an alert"], ["words of Ada"]),
        ("&component=checkout&component=%23incident", ["an alert", "words of Ada"], []),
        ("&component=checkout", ["an alert"], ["words of Mei"]),
        ("&person=MEI@example.org", ["words of Mei"], ["words of Ada", "an alert"]),
        ("&source=carrier_pigeon", ["Nothing in the inbox would be added"], ["an alert"]),
    ):
        shown = page(client, one, window + query)
        assert [words for words in there if words not in shown] == []
        assert [words for words in gone if f">{words}<" in shown] == []


def test_the_components_of_the_incident_are_chosen_at_first_and_what_that_hides_is_counted(client: Client, chat: Connection) -> None:
    one = incident(components=tuple(components_named(["checkout"]).values()))
    item(chat, "about checkout", component="checkout-api")
    item(chat, "states none")
    item(chat, "about search", component="search")
    shown = page(client, one)
    assert "2 events in the inbox would be added" in shown
    assert "about search" not in shown
    assert "1 more lies in this window" in shown
    assert "about search" in page(client, one, "?since=2026-05-08+13:45&until=2026-05-08+15:02")


def test_repeats_and_second_sources_say_what_they_join(client: Client, one: Incident, chat: Connection) -> None:
    alerts, pager = make_connection("alertmanager", by=None), make_connection("pagerduty", by=None)
    for minute in (5, 6, 7):
        item(alerts, "CheckoutErrorRate firing", at(14, minute), kind="page", component="checkout")
    item(pager, "Checkout error rate firing", at(14, 5) + timedelta(seconds=20), kind="page", component="checkout")
    item(chat, "the pool is full")
    shown = page(client, one)
    assert shown.count("A repeat of") == 2
    joined = shown.count("A repeat of") + shown.count("A second source of")
    assert f"so that the timeline grows by {5 - joined}" in shown
    client.post(url(one), {"event": list(InboxItem.objects.values_list("pk", flat=True))})
    assert one.timeline_events.count() == 5 - joined


def test_what_is_ticked_is_taken_and_undone_at_once(client: Client, one: Incident, chat: Connection) -> None:
    github = make_connection("github", title="Shop", by=None)
    first, second, third = item(chat, "one"), item(github, "two"), item(chat, "three")
    answer = client.post(url(one), {"shown": [first.pk, second.pk, third.pk], "event": [first.pk, second.pk]}, follow=True)
    shown = answer.content.decode()
    assert "2 taken into the timeline" in shown
    assert "Would be added 1" in shown
    assert {event.text for event in one.timeline_events.all()} == {"one", "two"}
    changes = re.findall(r'name="change" value="(\d+)"', shown)
    assert len(changes) == 2
    shown = client.post(url(one, "undo/"), {"change": changes, "asked": "?since=&until="}, follow=True).content.decode()
    assert "The events are taken out again." in shown
    assert "Would be added 3" in shown
    assert not one.timeline_events.exists()
    assert "This was taken back already." in client.post(url(one, "undo/"), {"change": changes}, follow=True).content.decode()


def test_an_edited_event_stays_when_taking_is_undone(client: Client, one: Incident, chat: Connection) -> None:
    rows = [item(chat, "one"), item(chat, "two")]
    shown = client.post(url(one), {"event": [row.pk for row in rows]}, follow=True).content.decode()
    edited = one.timeline_events.get(text="two")
    client.post(f"/incidents/{one.key}/timeline/act/", {"do": "star", "event": edited.pk})
    changes = re.findall(r'name="change" value="(\d+)"', shown)
    assert "1 stayed" in client.post(url(one, "undo/"), {"change": changes}, follow=True).content.decode()
    assert [event.text for event in one.timeline_events.all()] == ["two"]


def test_all_that_is_found_is_taken_but_for_what_is_unticked(client: Client, one: Incident, chat: Connection) -> None:
    rows = [item(chat, f"words {number}") for number in range(205)]
    shown = page(client, one)
    assert "Take all 205 but for what is not ticked here" in shown
    ticked = [row.pk for row in rows[1:200]]
    client.post(url(one), {"all": "yes", "shown": [row.pk for row in rows[:200]], "event": ticked})
    assert one.timeline_events.count() == 204
    assert not one.timeline_events.filter(text="words 0").exists()


def test_nothing_is_taken_twice_nor_without_a_choice(client: Client, one: Incident, chat: Connection) -> None:
    row = item(chat, "one")
    assert "Choose at least one event" in client.post(url(one), {"event": ["x", "9" * 30]}, follow=True).content.decode()
    client.post(url(one), {"event": row.pk})
    assert "had these already" in client.post(url(one), {"event": row.pk}, follow=True).content.decode()
    assert one.timeline_events.count() == 1


def test_acts_of_another_incident_are_not_undone_here(client: Client, one: Incident, chat: Connection) -> None:
    other = incident("Another")
    taken = take_from_inbox(other, [item(chat, "one").pk], by=None)
    client.post(url(one, "undo/"), {"change": taken.change_sets})
    assert other.timeline_events.count() == 1
    assert "taken into the timeline" not in page(client, one, f"?taken={taken.change_sets[0]}")


def test_an_empty_inbox_says_how_to_fill_it_and_what_to_do_until_then(client: Client, one: Incident) -> None:
    shown = page(client, one)
    assert "Nothing has arrived yet" in shown
    assert "An administrator connects systems" in shown
    assert f"/incidents/{one.key}/timeline/import/" in shown
    assert "/connections/new/" in page(signed_in(person("Admin Lind", Role.ADMINISTRATOR)), one)


def test_an_incident_of_which_no_time_is_known_is_offered_all_there_is(client: Client, chat: Connection) -> None:
    one = incident(occurred_on=None, milestones=Milestones())
    item(chat, "whenever", datetime(2025, 1, 1, tzinfo=UTC))
    assert "whenever" in page(client, one)
    assert "In the inbox" not in client.get(f"/incidents/{one.key}/timeline/").content.decode()


def test_the_timeline_says_what_waits_in_the_inbox(client: Client, chat: Connection) -> None:
    one = incident(components=tuple(components_named(["checkout"]).values()))
    timeline = f"/incidents/{one.key}/timeline/"
    assert "In the inbox, not taken yet" not in client.get(timeline).content.decode()
    rows = [item(chat, "one", component="checkout-api"), item(chat, "two"), item(chat, "noise", is_noise=True)]
    shown = client.get(timeline).content.decode()
    assert "In the inbox, not taken yet: 2" in shown
    assert "13:45 to 15:02" in shown
    assert "checkout-api 1" in shown
    chip = re.search(r'href="([^"]+component=checkout-api)"', shown)
    assert chip is not None
    assert "1 event in the inbox would be added" in client.get(chip[1].replace("&amp;", "&")).content.decode()
    assert "In the inbox" not in signed_in(person("Vera Lund", Role.VIEWER)).get(timeline).content.decode()
    take_from_inbox(one, [row.pk for row in rows], by=None)
    assert "In the inbox, not taken yet" not in client.get(timeline).content.decode()


def test_a_viewer_has_no_inbox_to_take_from(one: Incident) -> None:
    client = signed_in(person("Vera Lund", Role.VIEWER))
    assert [client.get(url(one)).status_code, client.post(url(one)).status_code, client.post(url(one, "undo/")).status_code] == [403] * 3


def test_the_page_takes_as_many_statements_for_fifty_as_for_one(client: Client, one: Incident, chat: Connection) -> None:
    item(chat, "the first")
    few = statements(client, url(one))
    for number in range(49):
        item(chat, f"words {number}", component=f"c{number}", actor=f"Somebody {number}")
    assert statements(client, url(one)) == few
