"""What programs are answered, with and without a token."""

import pytest
from django.test import Client

from secondstory.accounts.commands.token import create_token
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role, Scope
from secondstory.incidents.commands import IncidentFacts, record_incident, restrict
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.rules import ReportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    person = Person(name="Ines Reader", email="ines@example.org", role=Role.VIEWER)
    person.set_password("a long enough password")
    person.save()
    return person


def client_with(person: Person, scope: Scope) -> Client:
    secret = create_token(person, name="program", scopes=[scope], by=person).secret
    return Client(headers={"Authorization": f"Bearer {secret}"})


def written(title: str) -> str:
    incident = record_incident(IncidentFacts(title=title), by=None)
    write_whole_report(
        incident,
        summary=Summary(what_happened="The queue stood still."),
        sections=[SectionText(title="What we saw", markdown="Nothing moved.")],
        factors=[Factor(text="One queue for two jobs made a jam likely")],
        status=ReportStatus.PUBLISHED,
        by=None,
    )
    return incident.key


def test_a_program_searches_and_reads_the_whole_record(reader: Person) -> None:
    key = written("Tickets arrived late")
    client = client_with(reader, Scope.READ)
    found = client.get("/api/v1/search", {"q": "queue"}).json()
    assert [hit["key"] for hit in found] == [key]
    record = client.get(f"/api/v1/incidents/{key}").json()
    assert record["title"] == "Tickets arrived late"
    assert record["report"]["sections"] == [{"kind": "other", "title": "What we saw", "markdown": "Nothing moved."}]
    assert record["report"]["factors"][0]["text"] == "One queue for two jobs made a jam likely"


def test_a_token_without_the_scope_to_read_is_refused(reader: Person) -> None:
    assert client_with(reader, Scope.IMPORT).get("/api/v1/search", {"q": "queue"}).status_code == 401


def test_a_restricted_incident_is_not_there_for_a_program_of_somebody_else(reader: Person) -> None:
    owner = Person.objects.create(name="Owner", email="owner@example.org", role=Role.MEMBER)
    incident = record_incident(IncidentFacts(title="Quiet matter"), by=owner)
    restrict(incident, to_people=[owner], by=owner)
    assert client_with(reader, Scope.READ).get(f"/api/v1/incidents/{incident.key}").status_code == 404


def test_an_unreadable_query_is_answered_with_what_is_wrong(reader: Person) -> None:
    answer = client_with(reader, Scope.READ).get("/api/v1/search", {"q": "colour:red"})
    assert answer.status_code == 400
    assert "is not a filter" in answer.json()["detail"]


def test_the_description_of_the_addresses_can_be_read() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/search" in described["paths"]
