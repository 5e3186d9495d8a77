"""Files of events, sent by programs."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import at, incident, person

from secondstory.accounts.commands import create_token
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role, Scope
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident

pytestmark = pytest.mark.django_db

LINES = "\n".join(
    json.dumps(one)
    for one in (
        {"at": "2026-05-08T14:02:00Z", "text": "Parcels stop", "actor": "Ada", "kind": "signal", "id": "p-1"},
        {"at": "2026-05-08T14:41:00Z", "text": "Parcels move", "id": "p-2"},
        {"at": "soon", "text": "Parcels are counted", "id": "p-3"},
    )
)
TABLE = "When,What\n2026-05-08 16:02,Queue grows\n"


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


def url(one: Incident, query: str = "") -> str:
    return f"/api/incidents/{one.key}/events/import{query}"


def test_a_file_is_sent_as_the_body_and_its_events_are_told(client: Client, one: Incident) -> None:
    answer = client.post(url(one, "?file=parcels.jsonl"), LINES, content_type="application/octet-stream")
    assert answer.status_code == 200, answer.json()
    said = answer.json()
    assert said["files"] == [
        {
            "file": "parcels.jsonl",
            "source": "csv_lines",
            "refusal": "",
            "remark": "",
            "added": 3,
            "known": 0,
            "set_aside": 0,
            "outside": 0,
            "without_time": 1,
            "without_zone": 0,
        }
    ]
    assert said["events"][0] == {
        "at": "2026-05-08T14:02:00Z",
        "actor": "Ada",
        "text": "Parcels stop",
        "kind": "signal",
        "external_id": "p-1",
        "link": "",
        "source": "csv_lines",
        "file": "parcels.jsonl",
    }
    assert one.timeline_events.count() == 3
    again = client.post(url(one), LINES, content_type="text/plain").json()
    assert (again["files"][0]["added"], again["files"][0]["known"]) == (0, 3)


def test_a_dry_run_says_what_would_be_added_and_stores_nothing(client: Client, one: Incident) -> None:
    said = client.post(url(one, "?dry_run=true&from=2026-05-08T14:30:00Z"), LINES, content_type="application/octet-stream").json()
    assert (said["dry_run"], said["files"][0]["added"], said["files"][0]["outside"]) == (True, 2, 1)
    assert not one.timeline_events.exists()


def test_several_files_come_as_a_form_and_one_that_cannot_be_read_holds_up_no_other(client: Client, one: Incident) -> None:
    files = [SimpleUploadedFile("cut.json", b'{"a": [1'), SimpleUploadedFile("parcels.jsonl", LINES.encode())]
    said = client.post(url(one), {"file": files}).json()
    assert [(one["file"], one["added"], bool(one["refusal"])) for one in said["files"]] == [
        ("cut.json", 0, True),
        ("parcels.jsonl", 3, False),
    ]


def test_where_every_file_is_refused_the_answer_says_why(client: Client, one: Incident) -> None:
    answer = client.post(url(one, "?file=cut.json"), b'{"a": [1', content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("cut.json: It is not whole JSON")


def test_times_without_a_zone_are_in_the_zone_that_is_named_else_in_that_of_the_incident(client: Client, one: Incident) -> None:
    said = client.post(url(one), TABLE, content_type="text/csv").json()
    assert (said["zone"], said["files"][0]["without_zone"]) == ("Europe/Berlin", 1)
    assert one.timeline_events.get().at == at(14, 2)
    other = incident("Another", time_zone="Europe/Berlin")
    assert client.post(url(other, "?zone=UTC"), TABLE, content_type="text/csv").json()["zone"] == "UTC"
    assert other.timeline_events.get().at == at(16, 2)


def test_the_columns_of_a_table_can_be_named(client: Client, one: Incident) -> None:
    table = "Wann,Was,Wer\n08.05.2026 16:02,Queue grows,Ada\n"
    said = client.post(url(one, "?columns=time=Wann,text=Was,actor=Wer&dry_run=true"), table, content_type="text/csv").json()
    assert [(event["text"], event["actor"]) for event in said["events"]] == [("Queue grows", "Ada")]


@pytest.mark.parametrize(
    ("query", "body", "said"),
    [
        ("", "", "Nothing was sent"),
        ("?source=nobody", LINES, "There is no source “nobody”. Known: alertmanager"),
        ("?from=soon", LINES, "from"),
        ("?from=2026-05-08T14:00:00", LINES, "timezone"),
        ("?from=2026-05-09T00:00:00Z&to=2026-05-08T00:00:00Z", LINES, "from is after to"),
        ("?zone=Nowhere", LINES, "is not a time zone"),
        ("?columns=text=What", TABLE, "Say which column holds the times"),
        ("?columns=time=What&source=pagerduty", TABLE, "has no columns to name"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_stored(client: Client, one: Incident, query: str, body: str, said: str) -> None:
    answer = client.post(url(one, query), body, content_type="application/octet-stream")
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert not one.timeline_events.exists()


def test_a_form_that_is_none_is_refused(client: Client, one: Incident) -> None:
    assert client.post(url(one), b"no form", content_type="multipart/form-data; boundary=x").status_code == 422
    assert client.post(url(one), b"no form", content_type="multipart/form-data").status_code == 400


def test_more_than_is_read_at_once_is_refused(client: Client, one: Incident, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondstory.api.event_import.LARGEST", 10)
    assert client.post(url(one), LINES, content_type="application/octet-stream").status_code == 413
    assert client.post(url(one), {"file": SimpleUploadedFile("parcels.jsonl", LINES.encode())}).status_code == 413
    assert not one.timeline_events.exists()


def test_a_token_that_may_only_read_and_a_role_that_may_not_write_store_nothing(one: Incident) -> None:
    reading, viewing = program(person("Re Ader"), Scope.READ), program(person("Vi Ewer", Role.VIEWER))
    assert reading.post(url(one), LINES, content_type="text/plain").status_code == 401
    assert viewing.post(url(one), LINES, content_type="text/plain").status_code == 403
    assert not one.timeline_events.exists()


def test_an_incident_that_is_not_for_this_person_does_not_exist(client: Client, one: Incident) -> None:
    owner = person("Noor Vance")
    restrict(one, to_people=[owner], by=owner)
    assert client.post(url(one), LINES, content_type="text/plain").status_code == 404
