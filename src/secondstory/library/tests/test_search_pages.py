"""The pages of search: what they say, how many statements they take, and that reading never waits for writing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.incidents.commands import IncidentFacts, components_named, record_incident
from secondstory.library.models import SavedSearch
from secondstory.library.queries.facets import facets
from secondstory.library.queries.search import search
from secondstory.library.tests.shelf import shelve
from secondstory.reports.commands import Factor, Summary, write_whole_report
from secondstory.reports.rules import FactorCategory, ReportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    person = Person(name="Ines Reader", email="ines@example.org", role=Role.VIEWER)
    person.set_password("a long enough password")
    person.save()
    return person


@pytest.fixture
def client(reader: Person) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def write(title: str, *, summary: str = "The pool of connections was empty.", component: str = "checkout") -> str:
    incident = record_incident(IncidentFacts(title=title, components=tuple(components_named([component]).values())), by=None)
    write_whole_report(
        incident,
        summary=Summary(what_happened=summary),
        sections=[],
        factors=[
            Factor(text="Two limits in two places made a shortage likely, which led to errors", category=FactorCategory.CONFIGURATION)
        ],
        status=ReportStatus.PUBLISHED,
        by=None,
    )
    add_action(incident, ActionFacts(text="Set the limit in one place"), by=None)
    return incident.key


def test_a_result_shows_what_happened_what_made_it_possible_and_marks_the_words(client: Client) -> None:
    write("Seats could not be reserved")
    page = client.get("/library/", {"q": "connection"}).content.decode()
    assert "Seats could not be reserved" in page
    assert "<mark>connections</mark>" in page
    assert "Made possible by</b> Two limits in two places" in page
    assert "0 of 1 action done" in page


def test_what_a_report_says_is_shown_as_text_and_never_as_markup(client: Client) -> None:
    write("Broken <script>alert(1)</script> page", summary="<img src=x onerror=alert(1)> connections")
    page = client.get("/library/", {"q": "connections"}).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_query_that_cannot_be_read_is_answered_with_what_is_wrong(client: Client) -> None:
    page = client.get("/library/", {"q": 'severity:1 "open phrase'}).content.decode()
    assert "This search cannot be read" in page
    assert "quotation mark is open" in page


def test_the_key_of_an_incident_leads_straight_to_it(client: Client) -> None:
    key = write("Seats could not be reserved")
    answer = client.get("/library/", {"q": key.lower()})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/incidents/{key}/"


def test_a_ticked_filter_narrows_the_results_and_can_be_taken_off(client: Client) -> None:
    write("Seats could not be reserved", component="checkout")
    write("Refunds were late", component="refunds")
    page = client.get("/library/", {"q": "connections", "component": "refunds"}).content.decode()
    assert "Refunds were late" in page
    assert "Seats could not be reserved" not in page
    assert 'href="?q=connections"' in page


@pytest.mark.parametrize("rows", [1, 50])
def test_a_page_of_results_takes_at_most_twelve_statements(client: Client, reader: Person, rows: int) -> None:
    shelve("Seats kept quietly", summary="The pool of connections was empty.", severity=1, components=["checkout"], seen_by=[reader])
    for number in range(rows):
        write(f"Seats could not be reserved, part {number}")
    pages = {
        "everything": "/library/",
        "words": "/library/?q=connections+reserved",
        "a phrase": "/library/?q=%22not+be+reserved%22",
        "a word begun": "/library/?q=connections+reserv&typing=1",
        "by date": "/library/?q=connections&sort=date",
        "beyond the end": "/library/?q=connections&page=9",
        "near results": "/library/?q=seats+quietly",
        "a misspelt word": "/library/?q=conections",
        "misspelt, with near results": "/library/?q=seats+quietly+conections",
        "misspelt, by date": "/library/?q=seats+quietly+conections&sort=date",
        "misspelt, begun and narrowed": "/library/?q=component:checkout+severity:1+conections+quietl&typing=1",
        "any of the words": "/library/?q=reserved+quietly+conections",
        "counts": "/library/filters/?q=connections",
        "counts, narrowed": "/library/filters/?q=connections+component:checkout+severity:1",
        "counts, misspelt and narrowed": "/library/filters/?q=reserved+quietly+conections+component:checkout+severity:1",
    }
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        assert len(captured) <= 12, (name, [query["sql"][:120] for query in captured])
        assert "near results" not in name or "Close to what you asked" in page, name
        assert ("No report has" in page) == (name.startswith("misspelt") or name in {"a misspelt word", "any of the words"}), name


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's readers never wait for writers")
def test_reading_takes_no_lock_that_a_writer_would_have_to_wait_for(reader: Person) -> None:
    write("Seats could not be reserved")
    with CaptureQueriesContext(connection) as captured:
        search("connections", person=reader)
        facets("connections", person=reader)
    assert [query["sql"] for query in captured if query["sql"].startswith(("BEGIN", "SAVEPOINT"))] == []


def test_a_search_is_saved_shown_and_forgotten_by_its_owner_alone(client: Client, reader: Person) -> None:
    client.post("/library/saved/new/", {"name": "Pools", "query": "connection pool"})
    assert b"Pools" in client.get("/library/saved/").content
    stranger = Person.objects.create(name="Somebody Else", email="else@example.org")
    saved = SavedSearch.objects.get()
    other = Client()
    other.force_login(stranger)
    other.post(f"/library/saved/{saved.pk}/forget/")
    assert SavedSearch.objects.filter(person=reader).exists()
    client.post(f"/library/saved/{saved.pk}/forget/")
    assert not SavedSearch.objects.exists()


def test_the_feed_lists_published_reports_of_a_search(client: Client) -> None:
    write("Seats could not be reserved")
    write("Refunds were late", summary="A queue stood still.")
    feed = client.get("/library/feed/", {"q": "queue"})
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert b"Refunds were late" in feed.content
    assert b"Seats could not be reserved" not in feed.content


def test_a_feed_reader_without_a_token_is_asked_for_one() -> None:
    answer = Client().get("/library/feed/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
