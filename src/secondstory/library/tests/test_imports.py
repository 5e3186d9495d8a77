"""The pages of importing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.library import jobs
from secondstory.library.models import ImportRun, SourceDocument
from secondstory.library.tests.documents import QUEUE, SHORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Person:
    return Person.objects.create(name="Noor", email="noor@example.com", role=Role.FACILITATOR)


@pytest.fixture
def visitor(noor: Person, client: Client) -> Client:
    client.force_login(noor)
    return client


def upload(visitor: Client, **documents: str | bytes) -> ImportRun:
    files = [SimpleUploadedFile(f"{name}.md", text.encode() if isinstance(text, str) else text) for name, text in documents.items()]
    answer = visitor.post(reverse("library:imports"), {"documents": files})
    run = ImportRun.objects.latest("pk")
    assert answer.status_code == 302, answer.content
    assert answer["Location"] == reverse("library:import_run", args=[run.pk])
    return run


def page(visitor: Client, run: ImportRun, query: str = "", **headers: str) -> str:
    return visitor.get(reverse("library:import_run", args=[run.pk]) + query, headers=headers).content.decode()


def test_an_upload_is_looked_at_then_imported_then_undone(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a=QUEUE, b="", c=SHORT)
    assert "Reading your files" in page(visitor, run)
    jobs.read_upload(run.pk, noor.pk)
    preview = page(visitor, run)
    assert "Import 2 documents" in preview
    assert '<td class="r" data-l="Events">3</td>' in preview
    assert "It is empty." in preview
    visitor.post(reverse("library:import_confirm", args=[run.pk]))
    assert "Importing" in page(visitor, run)
    jobs.store_upload(run.pk, noor.pk)
    assert "2 documents imported" in page(visitor, run)
    visitor.post(reverse("library:import_undo", args=[run.pk]))
    jobs.undo_import(run.pk, noor.pk)
    assert "2 records removed" in page(visitor, run)


def test_a_zip_is_unpacked(visitor: Client, noor: Person) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("team/queue.md", QUEUE)
        archive.writestr("team/short.md", SHORT)
    visitor.post(reverse("library:imports"), {"documents": [SimpleUploadedFile("export.zip", packed.getvalue())]})
    run = ImportRun.objects.get()
    jobs.read_upload(run.pk, noor.pk)
    assert [file.name for file in run.files.all()] == ["export.zip/team/queue.md", "export.zip/team/short.md"]


def test_an_upload_without_files_is_told_at_the_field(visitor: Client) -> None:
    answer = visitor.post(reverse("library:imports"), {})
    assert answer.status_code == 422
    assert "Choose at least one file." in answer.content.decode()


def test_htmx_is_given_the_changing_part_alone_and_asks_only_while_it_changes(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a=QUEUE)
    part = page(visitor, run, **{"HX-Request": "true"})
    assert part.strip().startswith('<div id="import-run"')
    assert "hx-trigger" in part
    assert "http-equiv" in page(visitor, run)
    jobs.read_upload(run.pk, noor.pk)
    assert "hx-trigger" not in page(visitor, run)
    assert "http-equiv" not in page(visitor, run)


def test_the_files_can_be_narrowed_to_a_status(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a=QUEUE, b="")
    jobs.read_upload(run.pk, noor.pk)
    shown = page(visitor, run, "?show=refused")
    assert "b.md" in shown
    assert "a.md" not in shown


def test_what_a_document_says_is_escaped(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a="# <script>alert(1)</script>\n\n## Summary\n\n<img src=x onerror=alert(1)>\n")
    jobs.read_upload(run.pk, noor.pk)
    assert "<script>alert" not in page(visitor, run)
    assert "<img src=x" not in page(visitor, run)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_who_may_not_import_is_turned_away(role: Role, noor: Person, client: Client) -> None:
    run = ImportRun.objects.create(started_by=noor)
    client.force_login(Person.objects.create(name="Ada", email="ada@example.com", role=role))
    assert client.get(reverse("library:imports")).status_code == 403
    assert client.post(reverse("library:imports"), {"documents": [SimpleUploadedFile("a.md", b"x")]}).status_code == 403
    for name in ("import_confirm", "import_undo", "import_discard", "import_resume"):
        assert client.post(reverse(f"library:{name}", args=[run.pk])).status_code == 403
    assert ImportRun.objects.count() == 1


def test_the_import_of_somebody_else_does_not_exist(visitor: Client) -> None:
    other = ImportRun.objects.create(started_by=Person.objects.create(name="Mei", email="mei@example.com", role=Role.FACILITATOR))
    assert visitor.get(reverse("library:import_run", args=[other.pk])).status_code == 404
    assert visitor.post(reverse("library:import_discard", args=[other.pk])).status_code == 404


def test_a_kept_file_is_a_download_and_never_a_page(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a=QUEUE)
    jobs.read_upload(run.pk, noor.pk)
    visitor.post(reverse("library:import_confirm", args=[run.pk]))
    jobs.store_upload(run.pk, noor.pk)
    answer = visitor.get(reverse("library:source", args=[SourceDocument.objects.get().pk]))
    assert answer.content == QUEUE.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="a.md"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_file_of_a_record_that_one_may_not_see_does_not_exist(visitor: Client, noor: Person) -> None:
    run = upload(visitor, a=QUEUE)
    jobs.read_upload(run.pk, noor.pk)
    visitor.post(reverse("library:import_confirm", args=[run.pk]))
    jobs.store_upload(run.pk, noor.pk)
    restrict(Incident.objects.get(), by=None)
    assert visitor.get(reverse("library:source", args=[SourceDocument.objects.get().pk])).status_code == 404


def test_a_page_of_many_files_costs_as_many_statements_as_one_of_few(visitor: Client, noor: Person) -> None:
    def statements(number: int) -> int:
        run = upload(visitor, **{f"f{n}x{number}": QUEUE.replace("62", f"{n}-{number}") for n in range(number)})
        jobs.read_upload(run.pk, noor.pk)
        visitor.post(reverse("library:import_confirm", args=[run.pk]))
        jobs.store_upload(run.pk, noor.pk)
        with CaptureQueriesContext(connection) as captured:
            page(visitor, run)
        return len(captured)

    assert statements(1) == statements(40) <= 12
