import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements, written_incident

from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.incidents.commands import Involved, restrict, set_people
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, add_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_hub_says_what_comes_next(client: Client) -> None:
    assert "Hard numbers make it matter" in page(client, f"/incidents/{incident().key}/")


def test_the_hub_measures_the_time_in_words(client: Client) -> None:
    hub = page(client, f"/incidents/{incident(time_zone='Europe/Berlin').key}/")
    assert "16:00 CEST" in hub
    assert "47 min" in hub
    assert "25 min later" in hub


def test_every_page_of_an_incident_shows_its_steps(client: Client) -> None:
    one = written_incident(rows=2)
    for url in ("", "edit/", "access/", "timeline/", "report/", "report/edit/", "actions/", "actions/new/"):
        shown = page(client, f"/incidents/{one.key}/{url}")
        assert f'aria-label="Steps of {one.key}"' in shown
        assert shown.count('aria-current="step"') == 1


def test_a_viewer_is_not_offered_to_edit() -> None:
    one = written_incident(rows=1)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    for url in ("", "report/"):
        assert "edit/" not in page(client, f"/incidents/{one.key}/{url}")


def test_what_is_restricted_is_not_there_for_others(client: Client) -> None:
    one = written_incident(rows=1)
    restrict(one, by=None)
    for url in ("", "report/"):
        assert client.get(f"/incidents/{one.key}/{url}").status_code == 404
    assert client.get("/incidents/no-key/").status_code == 404


def test_a_report_is_put_together_from_all_steps(client: Client) -> None:
    one = written_incident(rows=3)
    shown = page(client, f"/incidents/{one.key}/report/")
    for words in ("In 60 seconds", "measure 1", "Event 2", "Factor 0", "Section 1", "Action 2", "People, by role", "<svg"):
        assert words in shown
    assert shown.count("<h1") == 1


def test_people_are_shown_by_role_unless_names_are_asked_for(client: Client) -> None:
    one = incident()
    witness = person("Grace Otieno")
    set_people(one, [Involved(witness, "commander")], by=None)
    add_action(one, ActionFacts(text="Fix it", owner=witness), by=None)
    by_role = page(client, f"/incidents/{one.key}/report/")
    assert "Grace Otieno" not in by_role
    assert "Commander" in by_role
    assert page(client, f"/incidents/{one.key}/report/?people=names").count("Grace Otieno") == 2


def test_a_deeper_section_stays_with_the_one_above_and_causes_come_together(client: Client) -> None:
    one = incident()
    write_whole_report(
        one,
        summary=Summary(what_happened="It broke."),
        sections=[
            SectionText("Story", "a", "narrative"),
            SectionText("A part of it", "b", "narrative", 3),
            SectionText("Root", "c", "causes"),
            SectionText("Luck", "d", "lucky"),
        ],
        factors=[Factor("One number in *two places* made a clash more likely", "latent", "configuration")],
        status=ReportStatus.PUBLISHED,
        by=None,
    )
    composed = client.get(f"/incidents/{one.key}/report/").context["page"]
    assert [title for _, title in composed.outline] == ["In 60 seconds", "Story", "What made it possible", "Luck"]
    assert [section.title for section in composed.narrative[0].sections] == ["Story", "A part of it"]
    shown = page(client, f"/incidents/{one.key}/report/")
    assert "<em>two places</em>" in shown
    assert "<h3>A part of it</h3>" in shown


def test_nothing_that_was_written_runs_in_the_page(client: Client) -> None:
    one = incident("<script>alert(1)</script>")
    nasty = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))"
    add_event(one, EventFacts(text=nasty, at=at(14, 0)), by=None)
    add_event(one, EventFacts(text=nasty, at=at(14, 1)), by=None)
    add_action(one, ActionFacts(text=nasty, done_when=nasty, ticket="javascript:alert(1)"), by=None)
    texts = Summary(nasty, nasty, nasty, nasty)
    write_whole_report(
        one,
        summary=texts,
        sections=[SectionText(nasty, nasty)],
        factors=[Factor(nasty, evidence=nasty)],
        status=ReportStatus.DRAFT,
        by=None,
    )
    for url in ("", "timeline/", "report/", "report/edit/", "actions/"):
        shown = page(client, f"/incidents/{one.key}/{url}")
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert 'href="javascript' not in shown


def test_without_a_report_the_page_offers_to_begin_one(client: Client) -> None:
    shown = page(client, f"/incidents/{incident().key}/report/")
    assert "Nobody has written this report yet" in shown
    assert "Begin the report" in shown
    assert not Report.objects.exists()


def test_no_page_needs_more_than_twelve_statements_however_much_there_is(client: Client) -> None:
    few, many = written_incident(rows=1), written_incident(rows=50)
    for url, number in (("", 9), ("report/", 12), ("report/?people=names", 12)):
        assert statements(client, f"/incidents/{few.key}/{url}") == statements(client, f"/incidents/{many.key}/{url}") == number


def test_an_administrator_finds_what_only_they_may_change() -> None:
    assert "Measures of time" in page(signed_in(person("Ida Admin", Role.ADMINISTRATOR)), "/incidents/")
    assert "Severity levels" in page(signed_in(person("Ada Admin", Role.ADMINISTRATOR)), "/incidents/")
    assert "Severity levels" not in page(signed_in(person()), "/incidents/")
