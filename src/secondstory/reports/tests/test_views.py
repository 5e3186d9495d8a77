import pytest
from django.test import Client
from tests.builders import incident, person, signed_in, statements, written_incident

from secondstory.accounts.rules import Role
from secondstory.incidents.models import Incident
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus

pytestmark = pytest.mark.django_db


def typed(one: Incident, **more: str) -> dict[str, str]:
    one.refresh_from_db()
    return {
        "do": "save",
        "revision": str(one.revision),
        "what_happened": "Each order was shown twice.",
        "sections-TOTAL_FORMS": "2",
        "sections-INITIAL_FORMS": "0",
        "sections-0-title": "How it looked",
        "sections-0-kind": "narrative",
        "sections-0-level": "2",
        "sections-0-markdown": "Some **words**.",
        "sections-1-title": "",
        "sections-1-kind": "lucky",
        "sections-1-level": "2",
        "factors-TOTAL_FORMS": "1",
        "factors-INITIAL_FORMS": "0",
        "factors-0-text": "A key made for tests made clashes more likely",
        "factors-0-role": "latent",
        "factors-0-category": "testing",
        **more,
    }


@pytest.fixture
def client() -> Client:
    return signed_in(person())


def test_a_report_is_begun_by_saving_it(client: Client) -> None:
    one = incident()
    assert client.get(f"/incidents/{one.key}/report/edit/").status_code == 200
    assert not Report.objects.exists()
    client.post(f"/incidents/{one.key}/report/edit/", typed(one))
    report = Report.objects.get()
    assert (report.status, report.what_happened, report.author.name) == ("draft", "Each order was shown twice.", "Ada Keller")  # type: ignore[union-attr]
    assert [(section.title, section.markdown) for section in report.sections.all()] == [("How it looked", "Some **words**.")]
    assert [(factor.role, factor.category) for factor in report.factors.all()] == [("latent", "testing")]


def test_sections_change_places_without_saving(client: Client) -> None:
    one = incident()
    data = typed(one, do="up:sections:1") | {"sections-1-title": "Second"}
    forms = client.post(f"/incidents/{one.key}/report/edit/", data).context["forms"]
    assert [row["title"].value() for row in forms.sections] == ["Second", "How it looked"]
    assert not Report.objects.exists()


def test_a_preview_shows_markdown_and_saves_nothing(client: Client) -> None:
    one = incident()
    page = client.post(f"/incidents/{one.key}/report/edit/", typed(one, do="preview")).content.decode()
    assert "<p>Some <strong>words</strong>.</p>" in page
    assert not Report.objects.exists()


def test_a_factor_without_its_sentence_is_asked_for_it(client: Client) -> None:
    one = incident()
    page = client.post(
        f"/incidents/{one.key}/report/edit/", typed(one) | {"factors-0-text": "", "factors-0-evidence": "14:02"}
    ).content.decode()
    assert "One of the sections or factors below needs a look" in page
    assert not Report.objects.exists()


def test_a_change_made_meanwhile_is_not_written_over(client: Client) -> None:
    one = incident()
    old = typed(one)
    client.post(f"/incidents/{one.key}/report/edit/", typed(one))
    page = client.post(f"/incidents/{one.key}/report/edit/", old | {"what_happened": "Mine"}).content.decode()
    assert "Somebody changed this record while you were writing" in page
    assert "Mine" in page
    assert Report.objects.get().what_happened == "Each order was shown twice."


def test_nothing_changes_where_nothing_was_changed(client: Client) -> None:
    one = incident()
    client.post(f"/incidents/{one.key}/report/edit/", typed(one))
    one.refresh_from_db()
    before = one.revision
    client.post(f"/incidents/{one.key}/report/edit/", typed(one))
    one.refresh_from_db()
    assert one.revision == before


def test_the_summary_says_how_long_it_takes(client: Client) -> None:
    one = incident()
    answer = client.post(f"/incidents/{one.key}/report/edit/", typed(one, what_happened="word " * 230), follow=True)
    assert "230 words, 60 seconds" in answer.content.decode()


def test_a_member_brings_a_report_to_review_and_a_facilitator_publishes_it(client: Client) -> None:
    one = written_incident(rows=1, status=ReportStatus.DRAFT)
    url = f"/incidents/{one.key}/report/status/"
    for to in ("in_review", "reviewed"):
        assert client.post(url, {"to": to}).status_code == 302
    assert client.post(url, {"to": "published"}).status_code == 403
    assert "Publish" not in client.get(f"/incidents/{one.key}/report/edit/").content.decode()
    facilitator = signed_in(person("Fay Moss", Role.FACILITATOR))
    assert facilitator.post(url, {"to": "published"}).headers["Location"] == f"/incidents/{one.key}/report/"
    report = Report.objects.get()
    assert report.status == "published"
    assert report.published_at
    assert client.post(url, {"to": "draft"}).status_code == 403


def test_a_report_does_not_skip_its_review() -> None:
    one = written_incident(rows=1, status=ReportStatus.DRAFT)
    client = signed_in(person("Fay Moss", Role.FACILITATOR))
    page = client.post(f"/incidents/{one.key}/report/status/", {"to": "published"}, follow=True).content.decode()
    assert "cannot go there from here" in page
    assert Report.objects.get().status == "draft"


def test_a_viewer_does_not_write() -> None:
    one = written_incident(rows=1)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    assert client.get(f"/incidents/{one.key}/report/edit/").status_code == 403
    assert client.post(f"/incidents/{one.key}/report/edit/", typed(one)).status_code == 403
    assert client.post(f"/incidents/{one.key}/report/status/", {"to": "draft"}).status_code == 403


def test_the_number_of_statements_does_not_grow(client: Client) -> None:
    few, many = written_incident(rows=1), written_incident(rows=50)
    assert statements(client, f"/incidents/{few.key}/report/edit/") == statements(client, f"/incidents/{many.key}/report/edit/") == 8
