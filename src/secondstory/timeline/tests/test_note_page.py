"""The page for notes while something goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements

from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.timeline.commands import EventFacts, add_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


@pytest.fixture
def one() -> Incident:
    return incident(status="open", time_zone="Europe/Berlin")


def send(client: Client, one: Incident, line: str, **more: object) -> Any:
    return client.post(f"/incidents/{one.key}/note/", {"line": line, **more}, headers={"X-Requested-With": "note"})


def page(client: Client, one: Incident) -> str:
    return client.get(f"/incidents/{one.key}/note/").content.decode()


def test_a_note_is_added_without_script(client: Client, one: Incident) -> None:
    answer = client.post(f"/incidents/{one.key}/note/", {"line": "saw 503s", "kind": "signal"}, follow=True)
    assert "Added." in answer.content.decode()
    assert [(event.text, event.kind) for event in one.timeline_events.all()] == [("saw 503s", "signal")]


def test_it_happened_when_it_was_typed_and_not_when_it_arrived(client: Client, one: Incident) -> None:
    before = now()
    send(client, one, "saw 503s", age="1800.5", name="a")
    event = one.timeline_events.get()
    assert event.at is not None
    assert before - timedelta(seconds=1800.5) <= event.at <= now() - timedelta(seconds=1800.5)


def test_a_note_that_is_sent_again_is_added_once(client: Client, one: Incident) -> None:
    answers = [send(client, one, "saw 503s", name="a") for _ in range(2)]
    assert ["saw 503s" in answer.json()["html"] for answer in answers] == [True, True]
    assert one.timeline_events.count() == 1
    send(signed_in(person("Mei Tanaka")), one, "the same name of another device", name="a")
    assert one.timeline_events.count() == 2


@pytest.mark.parametrize("more", [{"line": ""}, {"line": "x", "kind": "blame"}, {"line": "x", "age": "soon"}, {"line": "x", "age": "-5"}])
def test_what_is_wrong_is_said_and_nothing_is_stored(client: Client, one: Incident, more: dict[str, str]) -> None:
    answer = client.post(f"/incidents/{one.key}/note/", more, headers={"X-Requested-With": "note"})
    assert answer.status_code == 422
    assert answer.json()["error"]
    shown = client.post(f"/incidents/{one.key}/note/", more)
    assert 'aria-invalid="true"' in shown.content.decode()
    assert one.timeline_events.count() == 0


def test_the_page_shows_the_five_that_were_added_last(client: Client, one: Incident) -> None:
    for n in range(6):
        add_event(one, EventFacts(text=f"Event {n}", at=at(14, 10 - n)), by=None)
    shown = page(client, one)
    assert [f"Event {n}" in shown for n in range(6)] == [False, True, True, True, True, True]


def test_markup_in_a_note_is_shown_as_text(client: Client, one: Incident) -> None:
    html = send(client, one, "<script>alert(1)</script> <img src=x onerror=alert(1)>").json()["html"]
    assert "<script" not in html
    assert "<img" not in html


def test_a_viewer_reads_and_does_not_write(one: Incident) -> None:
    add_event(one, EventFacts(text="First"), by=None)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    shown = page(client, one)
    assert "First" in shown
    assert "<textarea" not in shown
    assert send(client, one, "x").status_code == 403


def test_the_address_for_a_bookmark_offers_what_goes_on_and_may_be_seen(client: Client, one: Incident) -> None:
    over, hidden, calm = incident("Over"), incident("Hidden", status="open"), incident("Calmer", status="mitigated")
    restrict(hidden, by=None)
    offered = client.get("/note/").content.decode()
    assert [f"/incidents/{each.key}/note/" in offered for each in (one, calm, over, hidden)] == [True, True, False, False]


def test_pages_of_an_incident_that_goes_on_lead_to_it(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="First"), by=None)
    over = incident("Over")
    for rest in ("", "timeline/"):
        assert f"/incidents/{one.key}/note/" in client.get(f"/incidents/{one.key}/{rest}").content.decode()
        assert f"/incidents/{over.key}/note/" not in client.get(f"/incidents/{over.key}/{rest}").content.decode()


def test_the_number_of_statements_does_not_grow(client: Client, one: Incident) -> None:
    few = statements(client, f"/incidents/{one.key}/note/")
    for n in range(20):
        add_event(one, EventFacts(text=f"Event {n}"), by=None)
        incident(f"Incident {n}", status="open")
    assert statements(client, f"/incidents/{one.key}/note/") == few == 4
    assert statements(client, "/note/") == 3
