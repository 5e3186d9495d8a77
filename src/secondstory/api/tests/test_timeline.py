"""The events of a timeline, read and written by programs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import at, incident, person

from secondstory.accounts.commands import create_token
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role, Scope
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.timeline.commands import EventFacts, add_event, edit_event, remove_event
from secondstory.timeline.models import TimelineEvent

pytestmark = pytest.mark.django_db


def program(of: Person, *scopes: Scope) -> Client:
    of.set_password("a long enough password")
    of.save()
    secret = create_token(of, name="program", scopes=list(scopes or Scope), by=of).secret
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def client() -> Client:
    return program(person())


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def url(one: Incident, event: TimelineEvent | None = None) -> str:
    return f"/api/incidents/{one.key}/events" + (f"/{event.pk}" if event else "")


def post(client: Client, one: Incident, **given: object) -> Any:
    return client.post(url(one), given, content_type="application/json")


def texts(client: Client, one: Incident, **narrowed: str) -> list[str]:
    return [event["text"] for event in client.get(url(one), narrowed).json()["events"]]


def test_an_event_is_added_at_the_time_that_is_given(client: Client, one: Incident) -> None:
    answer = post(client, one, text="Saw 503s", at="2026-05-08T16:05:00+02:00", kind="signal", actor="Mei", link="https://example.org/a")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["at"], told["local"], told["kind"]) == ("2026-05-08T14:05:00Z", "2026-05-08T16:05:00+02:00", "signal")
    assert (told["actor"], told["link"], told["version"]) == ("Mei", "https://example.org/a", 1)
    assert client.get(url(one, one.timeline_events.get())).json() == told


def test_without_a_time_it_happened_now(client: Client, one: Incident) -> None:
    before = now()
    post(client, one, text="Saw 503s")
    assert before <= (one.timeline_events.get().at or before) <= now()


def test_plain_text_is_shown_as_it_was_given(client: Client, one: Incident) -> None:
    text = "<script>alert(1)</script> *not bold* [a](javascript:x) | `x`"
    assert post(client, one, text=text).json()["text"] == text
    assert "<script>" not in one.timeline_events.get().text.replace("\\<", "")


def test_the_same_external_id_sent_twice_adds_once(client: Client, one: Incident) -> None:
    first = post(client, one, text="Deployed", external_id="deploy-7")
    again = post(client, one, text="Deployed", external_id="deploy-7")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["external_id"], first.json()["source"]) == ("deploy-7", "api")
    assert one.timeline_events.count() == 1


def test_what_was_taken_out_since_is_not_added_again(client: Client, one: Incident) -> None:
    post(client, one, text="Deployed", external_id="deploy-7")
    remove_event(one.timeline_events.get(), by=None)
    assert post(client, one, text="Deployed", external_id="deploy-7").status_code == 410
    assert one.timeline_events.count() == 0


def test_two_incidents_may_hold_the_same_external_id(client: Client, one: Incident) -> None:
    other = incident("Another")
    assert [post(client, each, text="x", external_id="1").status_code for each in (one, other)] == [201, 201]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "text: "),
        ({"text": "  "}, "text: "),
        ({"text": "x", "at": "2026-05-08T14:00:00"}, "timezone"),
        ({"text": "x", "at": 0}, "at: Write a time such as"),
        ({"text": "x", "at": "1778248800"}, "at: Write a time such as"),
        ({"text": "x", "at": "0001-01-01T00:00:00+14:00"}, "at: "),
        ({"text": "x", "at": "9999-12-31T23:59:59-14:00"}, "at: "),
        ({"text": "x", "until": "2026-05-08T14:00:00Z"}, "until must be after at"),
        ({"text": "x", "kind": "blame"}, "kind: "),
        ({"text": "x", "link": "javascript:alert(1)"}, "link: "),
        ({"text": "a\0b"}, "text: "),
        ({"text": "x", "external_id": "y" * 501}, "external_id: "),
        ({"text": "x" * 20_001}, "text: "),
    ],
)
def test_a_mistake_is_said_and_nothing_is_stored(client: Client, one: Incident, given: dict[str, object], said: str) -> None:
    answer = post(client, one, **given)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert one.timeline_events.count() == 0


def test_half_a_surrogate_pair_is_refused(client: Client, one: Incident) -> None:
    answer = client.post(url(one), r'{"text": "a\ud800b"}', content_type="application/json")
    assert answer.status_code == 422


def test_a_body_that_is_no_json_is_refused(client: Client, one: Incident) -> None:
    assert client.post(url(one), "{", content_type="application/json").status_code == 400


def test_events_are_paged(client: Client, one: Incident) -> None:
    for n in range(5):
        add_event(one, EventFacts(text=f"Event {n}", at=at(14, n)), by=None)
    first = client.get(url(one), {"limit": 2}).json()
    assert ([event["text"] for event in first["events"]], first["total"], first["next"]) == (["Event 0", "Event 1"], 5, 2)
    last = client.get(url(one), {"limit": 2, "offset": 4}).json()
    assert ([event["text"] for event in last["events"]], last["next"]) == (["Event 4"], None)


def test_events_are_narrowed(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="Early", at=at(14, 0), kind="signal"), by=None)
    add_event(one, EventFacts(text="Late", at=at(14, 30), is_starred=True), by=None)
    post(client, one, text="Sent", at="2026-05-08T14:10:00Z", external_id="1")
    assert texts(client, one, since="2026-05-08T14:05:00Z") == ["Sent", "Late"]
    assert texts(client, one, until="2026-05-08T14:05:00Z") == ["Early"]
    assert texts(client, one, kind="signal") == ["Early"]
    assert texts(client, one, starred="true") == ["Late"]
    assert texts(client, one, source="api") == ["Sent"]
    assert texts(client, one, q="LAT") == ["Late"]


def patch(client: Client, one: Incident, event: TimelineEvent, **changed: object) -> Any:
    return client.patch(url(one, event), changed, content_type="application/json")


def test_only_what_is_given_changes(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="Saw **it**", at=at(14, 0), actor="Mei"), by=None)
    told = patch(client, one, event, version=1, kind="decision", is_starred=True).json()
    assert (told["kind"], told["is_starred"], told["version"]) == ("decision", True, 2)
    assert (told["markdown"], told["actor"], told["at"]) == ("Saw **it**", "Mei", "2026-05-08T14:00:00Z")
    told = patch(client, one, event, version=2, at=None, actor="").json()
    assert (told["at"], told["actor"]) == (None, "")


def test_what_somebody_else_changed_is_not_overwritten(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    edit_event(event, EventFacts(text="By somebody else"), by=None)
    for answer in (patch(client, one, event, version=1, text="Mine"), client.delete(f"{url(one, event)}?version=1")):
        assert answer.status_code == 409
        assert (answer.json()["event"]["text"], answer.json()["event"]["version"]) == ("By somebody else", 2)
    assert one.timeline_events.get().text == "By somebody else"


def test_an_event_is_removed(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    assert client.delete(url(one, event)).status_code == 422
    assert client.delete(f"{url(one, event)}?version=1").status_code == 204
    assert client.delete(f"{url(one, event)}?version=1").status_code == 404
    assert one.timeline_events.count() == 0


def test_a_span_ends_after_it_begins(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    assert patch(client, one, event, version=1, until="2026-05-08T13:00:00Z").status_code == 422
    assert patch(client, one, event, version=1, until="2026-05-08T14:10:00Z").json()["certainty"] == "between"
    assert patch(client, one, event, version=2, until=None).json()["certainty"] == "exact"


@pytest.mark.parametrize(("scope", "get", "sent"), [(Scope.READ, 200, 401), (Scope.WRITE, 401, 201), (Scope.IMPORT, 401, 401)])
def test_a_token_does_what_its_scopes_say(one: Incident, scope: Scope, get: int, sent: int) -> None:
    client = program(person(), scope)
    assert (client.get(url(one)).status_code, post(client, one, text="x").status_code) == (get, sent)


def test_a_viewers_token_writes_nothing(one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    client = program(person("Vera Lund", Role.VIEWER))
    answers = [
        post(client, one, text="x"),
        post(client, one, text="x", external_id="1"),
        patch(client, one, event, version=1, text="x"),
        client.delete(f"{url(one, event)}?version=1"),
    ]
    assert [(answer.status_code, "Your role" in answer.json()["detail"]) for answer in answers] == [(403, True)] * 4
    assert [event.text for event in one.timeline_events.all()] == ["First"]


def test_a_restricted_incident_is_not_there_whatever_is_sent(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="Hidden words"), by=None)
    restrict(one, by=None)
    answers: list[Any] = [
        client.get(url(one), {"since": "no time"}),
        client.get(url(one, event)),
        post(client, one),
        patch(client, one, event),
        client.delete(url(one, event)),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert not any("Hidden" in answer.content.decode() for answer in answers)


def test_an_event_of_another_incident_is_not_there(client: Client, one: Incident) -> None:
    event = add_event(incident("Another"), EventFacts(text="x"), by=None)
    assert [client.get(url(one, event)).status_code, client.get(f"{url(one)}/{2**70}").status_code] == [404, 422]


def test_every_answer_is_described() -> None:
    paths: dict[str, Any] = Client().get("/api/v1/openapi.json").json()["paths"]
    described = {(verb, code) for verb, told in paths["/api/incidents/{key}/events"].items() for code in told["responses"]}
    assert {("post", code) for code in ("200", "201", "400", "401", "403", "404", "410", "422")} <= described
    assert {("patch", "409"), ("delete", "409"), ("delete", "204")} <= {
        (verb, code) for verb, told in paths["/api/incidents/{key}/events/{event_id}"].items() for code in told["responses"]
    }


def test_the_number_of_statements_does_not_grow(client: Client, one: Incident, django_assert_num_queries: Any) -> None:
    for n in range(40):
        post(client, one, text=f"Event {n}", at=(at(14, 0) + timedelta(seconds=n)).isoformat(), external_id=str(n))
    with django_assert_num_queries(6):
        client.get(url(one), {"limit": 40})
    with django_assert_num_queries(6):
        client.get(url(one), {"limit": 1})


@pytest.mark.parametrize("form", ["csv", "json", "md", "ics"])
def test_a_timeline_is_given_out_as_a_file(client: Client, one: Incident, form: str) -> None:
    for n in range(3):
        add_event(one, EventFacts(text=f"Event {n}", at=at(14, n), is_starred=n == 1), by=None)
    answer = client.get(f"{url(one)}?format={form}&starred=true&limit=1")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{one.key}-timeline.{form}"'
    assert ["Event 0" in answer.content.decode(), "Event 1" in answer.content.decode()] == [False, True]
    assert client.get(url(one), {"format": "exe"}).status_code == 422
