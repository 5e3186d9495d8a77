"""The linter as programs and pages ask it."""

import json
from typing import Any

import pytest
from django.test import Client

from secondstory.accounts.commands.token import create_token
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role, Scope

pytestmark = pytest.mark.django_db
BLAMING = "Why did you push that change to production?"


@pytest.fixture
def viewer() -> Person:
    person = Person(name="Ines Reader", email="ines@example.org", role=Role.VIEWER)
    person.set_password("a long enough password")
    person.save()
    return person


@pytest.fixture
def program(viewer: Person) -> Client:
    secret = create_token(viewer, name="program", scopes=[Scope.READ], by=viewer).secret
    return Client(headers={"Authorization": f"Bearer {secret}"})


def ask(client: Client, **given: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/lint", given, content_type="application/json")
    assert answer.status_code == 200, answer.content
    findings: list[dict[str, Any]] = answer.json()["findings"]
    return findings


def test_a_finding_says_where_it_is_what_helps_and_where_the_rule_is_explained(program: Client) -> None:
    (found,) = ask(program, text=f"🚒 {BLAMING}", people=[])
    assert f"🚒 {BLAMING}"[found["start"] : found["end"]] == "Why did you push"
    assert (found["category"], found["rule"], found["level"]) == ("blame_question", "blame-question", "warning")
    assert found["suggestion"] == found["rewordings"][0]
    assert found["replacements"][0] == {"start": 2, "end": 2 + len(BLAMING), "text": found["suggestion"]}
    assert found["why"] == "language-rules.md#blame-question"


def test_people_of_the_incident_are_known_by_the_names_that_are_sent(program: Client) -> None:
    text = "Xiyoti ran the migration on the wrong database."
    assert len(ask(program, text=text, people=["Xiyoti Brand"])) > len(ask(program, text=text))


def test_in_markdown_code_is_nobodys_wording(program: Client) -> None:
    fenced = f"```\n{BLAMING}\n```\n"
    assert ask(program, text=fenced, format="markdown") == []
    assert ask(program, text=f"{fenced}\n{BLAMING}", format="markdown") != []


def test_the_scope_of_a_part_is_that_of_its_place(program: Client) -> None:
    text = "Xiyoti restarted the queue."
    assert ask(program, text=text, people=["Xiyoti"], scope="timeline", format="markdown") == []
    assert ask(program, text=text, people=["Xiyoti"], scope="timeline") == []


def test_a_text_that_is_too_long_is_refused_with_the_limit(program: Client) -> None:
    answer = program.post("/api/lint", {"text": "a " * 100_001}, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json() == {"detail": "The text has 200,002 characters; at most 200,000 are read at once. Send it in parts."}


def test_a_body_beyond_all_measure_is_refused_as_json(program: Client) -> None:
    answer = program.post("/api/lint", {"text": "a" * 11_000_000}, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json() == {"detail": "The request is larger than 10 MB. Send less at once."}


@pytest.mark.parametrize("body", ["", "{", "[]", "{}", '{"text": 7}', '{"text": "a", "people": "Ada"}', '{"text": "a", "format": "pdf"}'])
def test_what_cannot_be_read_is_answered_with_what_is_wrong(program: Client, body: str) -> None:
    answer = program.post("/api/lint", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]


@pytest.mark.parametrize("text", ["", "\0", "\r\n", "e\u0301" * 9, "\u202eWhy did you do that?", "\ud800 Why did you push that?"])
def test_any_text_is_read(program: Client, text: str) -> None:
    answer = program.post("/api/lint", json.dumps({"text": text}), content_type="application/json")
    assert answer.status_code == 200
    assert all(0 <= found["start"] < found["end"] <= len(text) for found in answer.json()["findings"])


def test_a_person_who_is_signed_in_sends_the_token_against_forgery(viewer: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(viewer)
    refused = client.post("/api/lint", {"text": BLAMING}, content_type="application/json")
    assert refused.status_code == 403
    assert "X-CSRFToken" in refused.json()["detail"]
    client.cookies["csrftoken"] = "a" * 32
    accepted = client.post("/api/lint", {"text": BLAMING}, content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert len(accepted.json()["findings"]) == 1


def test_a_stranger_is_asked_to_sign_in(viewer: Person) -> None:
    imports = create_token(viewer, name="imports", scopes=[Scope.IMPORT], by=viewer).secret
    for client in (
        Client(),
        Client(headers={"Authorization": "Bearer sst_made-up"}),
        Client(headers={"Authorization": f"Bearer {imports}"}),
    ):
        assert client.post("/api/lint", {"text": BLAMING}, content_type="application/json").status_code == 401


def test_the_description_says_what_to_send() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/lint"]["post"]
    assert "413" in operation["responses"]
    assert set(described["components"]["schemas"]["TextIn"]["properties"]) >= {"text", "people", "format", "scope"}
