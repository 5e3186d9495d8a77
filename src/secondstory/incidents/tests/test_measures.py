"""Measures of time as an organisation defines them."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, written_incident

from secondstory.accounts.commands import NotAllowed, create_token
from secondstory.accounts.models import AuditRecord
from secondstory.accounts.rules import Role, Scope
from secondstory.incidents.commands import set_measures
from secondstory.incidents.models import MeasureDefinition
from secondstory.incidents.queries import measured, wanted_measures
from secondstory.incidents.rules import Milestones

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> {{ x }}"


@pytest.fixture
def client() -> Client:
    return signed_in(person("Ada Admin", Role.ADMINISTRATOR))


def typed(*rows: tuple[str, str, str, str], do: str = "save") -> dict[str, str]:
    said = {"measures-TOTAL_FORMS": str(len(rows)), "measures-INITIAL_FORMS": "0", "do": do}
    for number, row in enumerate(rows):
        said |= {f"measures-{number}-{name}": value for name, value in zip(("name", "short", "start", "end"), row, strict=True)}
        said[f"measures-{number}-is_active"] = "on"
    return said


def test_a_new_installation_begins_with_the_usual_ones() -> None:
    assert [(one.name, one.start, one.end) for one in wanted_measures()] == [
        ("Time to detect", "impact_started", "detected"),
        ("Time to acknowledge", "detected", "acknowledged"),
        ("Time to diagnose", "detected", "diagnosed"),
        ("Time to mitigate", "impact_started", "mitigated"),
        ("Time to resolve", "impact_started", "resolved"),
    ]


def test_an_administrator_names_adds_moves_and_removes_them(client: Client) -> None:
    client.post(
        "/measures/", typed(("Time to all-clear", "", "impact_started", "resolved"), ("Answered", "TTA", "first_signal", "acknowledged"))
    )
    assert [one.name for one in wanted_measures()] == ["Time to all-clear", "Answered"]
    assert AuditRecord.objects.get(verb="measures set").detail == {"names": ["Time to all-clear", "Answered"]}


def test_rows_are_moved_before_they_are_saved(client: Client) -> None:
    rows = (("First", "", "detected", "resolved"), ("Second", "", "detected", "resolved"))
    answer = client.post("/measures/", typed(*rows, do="down:measures:0"))
    assert [row["name"].value() for row in answer.context["forms"].rows] == ["Second", "First"]
    assert MeasureDefinition.objects.count() == 5


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Turned round", "", "resolved", "detected")], "comes after the first one"),
        ([("Nothing", "", "detected", "detected")], "comes after the first one"),
        ([("Half", "", "detected", "")], "Choose where it ends."),
        ([("Odd", "", "detected", "forgotten")], "forgotten is not one of the available choices"),
        ([("Same", "", "detected", "resolved"), ("same", "", "detected", "mitigated")], "have the same name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client: Client, rows: list[tuple[str, str, str, str]], said: str) -> None:
    answer = client.post("/measures/", typed(*rows))
    assert said in answer.content.decode()
    assert rows[0][0] in answer.content.decode()
    assert MeasureDefinition.objects.count() == 5


def test_there_may_be_no_measure_at_all(client: Client) -> None:
    client.post("/measures/", typed())
    assert wanted_measures() == []
    assert client.get(f"/incidents/{incident().key}/").status_code == 200


def test_one_that_is_not_shown_is_kept(client: Client) -> None:
    rows = typed(("Hidden", "", "detected", "resolved"))
    del rows["measures-0-is_active"]
    client.post("/measures/", rows)
    assert (list(wanted_measures()), MeasureDefinition.objects.get().name) == ([], "Hidden")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MEMBER, Role.VIEWER])
def test_others_do_not_change_them(role: Role) -> None:
    somebody = person("Mei Tanaka", role)
    assert signed_in(somebody).get("/measures/").status_code == 403
    assert signed_in(somebody).post("/measures/", typed()).status_code == 403
    with pytest.raises(NotAllowed):
        set_measures([], by=somebody)
    assert MeasureDefinition.objects.count() == 5


@pytest.mark.parametrize("rest", ["", "timeline/", "report/"])
def test_pages_of_an_incident_show_them(client: Client, rest: str) -> None:
    set_measures([MeasureDefinition(name=HOSTILE, short="TTX", start="impact_started", end="resolved")], by=None)
    page = client.get(f"/incidents/{written_incident(rows=1).key}/{rest}").content.decode()
    assert "(TTX)" in page
    assert "47 min" in page
    assert "<script>alert" not in page
    assert "Time to detect" not in page


def test_times_that_contradict_each_other_are_a_question(client: Client) -> None:
    one = incident(milestones=Milestones(impact_started=at(14, 0), detected=at(13, 50), resolved=at(14, 47)))
    page = client.get(f"/incidents/{one.key}/").content.decode()
    assert "Which of the two times is right?" in page
    assert "(TTD)" not in page
    assert "(TTR)" in page


def test_a_program_reads_them() -> None:
    somebody = person()
    somebody.set_password("a long enough password")
    somebody.save()
    secret = create_token(somebody, name="program", scopes=[Scope.READ], by=somebody).secret
    answer: Any = Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/v1/incidents/{incident().key}").json()
    assert [(one["short"], one["minutes"]) for one in answer["measures"]] == [("TTD", 5), ("TTDg", 25), ("TTM", 41), ("TTR", 47)]


def test_without_two_milestones_nothing_is_asked_of_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        measured(Milestones(detected=at(14, 0)))
