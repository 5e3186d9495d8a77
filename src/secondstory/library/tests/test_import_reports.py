from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.actions.queries import actions_of
from secondstory.incidents.commands import edit_incident, restrict
from secondstory.incidents.commands.record import IncidentFacts
from secondstory.incidents.models import Incident
from secondstory.library.commands.import_reports import Outcome, import_reports
from secondstory.library.models import ImportedFile, ImportRun, RunState, SourceDocument
from secondstory.library.queries.imports import EDITED, bytes_of, find_source
from secondstory.library.tests.documents import QUEUE, SHORT, arriving, statuses
from secondstory.reports.queries import report_of
from secondstory.timeline.queries import events_of

pytestmark = pytest.mark.django_db


def bring(documents: dict[str, str | bytes], *, by: Person | None = None) -> list[Outcome]:
    run = ImportRun.objects.create(state=RunState.STORING, started_by=by)
    return list(import_reports(arriving(documents), run=run, by=by))


def somebody(name: str, role: Role) -> Person:
    return Person.objects.create(name=name, email=f"{name.lower()}@example.com", role=role)


def test_a_document_becomes_an_incident_with_its_report_timeline_and_actions() -> None:
    (outcome,) = bring({"orders/queue.md": QUEUE})
    incident = Incident.objects.get()
    assert outcome.key == incident.key
    assert (incident.title, str(incident.severity), incident.severity_as_stated) == ("Orders waited in the queue", "Sev-2", "SEV2")
    assert str(incident.occurred_on) == "2024-03-01"
    assert [str(person) for person in incident.people.all()] == ["Ada Lovelace"]
    written = report_of(incident)
    assert written is not None
    assert written.report.status == "published"
    assert written.report.what_happened == "Orders waited for 62 minutes because the queue had no consumer."
    assert written.report.impact == "1,204 orders were late."
    assert [section.title for section in written.sections] == ["", "Causes", "Background"]
    assert [factor.category for factor in written.factors] == ["deployment_pipeline", "observability"]
    assert [event.text for event in events_of(incident)] == ["Alert: checkout is slow", "Consumer started again", "Queue empty"]
    alert, consumer = actions_of(incident)
    assert (str(alert.owner), str(alert.due_on), alert.state) == ("Grace Hopper", "2024-03-20", "done")
    assert (consumer.owner, consumer.owner_as_stated, consumer.state) == (None, "Payments team", "committed")


def test_the_file_itself_is_kept_byte_by_byte() -> None:
    latin = "# Störung\n\nDie Zahlung fiel aus.\n".encode("latin-1")
    bring({"a.md": latin})
    source = find_source(SourceDocument.objects.get().pk, person=None)
    assert source is not None
    assert bytes_of(source) == latin
    assert source.size == len(latin)


def test_importing_the_same_again_changes_nothing() -> None:
    bring({"a.md": QUEUE, "b.md": SHORT})
    before = list(Incident.objects.values_list("pk", "revision", "updated_at"))
    assert statuses(bring({"a.md": QUEUE, "b.md": SHORT})) == ["unchanged", "unchanged"]
    assert list(Incident.objects.values_list("pk", "revision", "updated_at")) == before


def test_the_same_bytes_elsewhere_are_unchanged() -> None:
    (first,) = bring({"a.md": QUEUE})
    (again,) = bring({"moved/b.md": QUEUE})
    assert (again.status, again.key, again.reason) == ("unchanged", first.key, "the same bytes as a.md")


def test_the_same_bytes_twice_in_a_run_make_one_record() -> None:
    first, again = bring({"a.md": QUEUE, "b.md": QUEUE})
    assert (first.status, again.status) == ("imported", "unchanged")
    assert again.key == first.key


def test_a_changed_file_updates_its_record() -> None:
    (first,) = bring({"a.md": QUEUE})
    (second,) = bring({"a.md": QUEUE.replace("62 minutes", "63 minutes").replace("- 11:02 Queue empty\n", "")})
    assert (second.status, second.key) == ("updated", first.key)
    incident = Incident.objects.get()
    written = report_of(incident)
    assert written is not None
    assert "63 minutes" in written.report.what_happened
    assert events_of(incident).count() == 2
    assert statuses(bring({"a.md": QUEUE.replace("62 minutes", "64 minutes")})) == ["updated"]


def test_an_id_in_the_front_matter_finds_the_record_under_another_path() -> None:
    bring({"a.md": "---\nid: pm-7\n---\n# One\n\nText.\n"})
    assert statuses(bring({"2024/b.md": "---\nid: pm-7\n---\n# One\n\nBetter text.\n"})) == ["updated"]
    assert Incident.objects.count() == 1


def test_what_a_person_edited_since_is_not_overwritten() -> None:
    bring({"a.md": QUEUE})
    incident = Incident.objects.get()
    edit_incident(incident, IncidentFacts(title="Mine"), by=None)
    (outcome,) = bring({"a.md": QUEUE + "\nMore.\n"})
    assert (outcome.status, outcome.reason) == ("refused", EDITED)
    incident.refresh_from_db()
    assert incident.title == "Mine"
    assert statuses(bring({"a.md": QUEUE})) == ["unchanged"]


def test_a_record_that_the_importer_may_not_see_stays_unknown_to_the_import() -> None:
    bring({"a.md": QUEUE})
    hidden = Incident.objects.get()
    mei = somebody("Mei", Role.FACILITATOR)
    restrict(hidden, to_people=[somebody("Ada", Role.MEMBER)], by=None)
    (outcome,) = bring({"a.md": QUEUE}, by=mei)
    assert outcome.status == "imported"
    assert outcome.key != hidden.key
    assert statuses(bring({"a.md": QUEUE}, by=mei)) == ["unchanged"]
    assert statuses(bring({"a.md": QUEUE + "\nMore.\n"}, by=mei)) == ["updated"]
    assert hidden.sources.get().digest != Incident.objects.exclude(pk=hidden.pk).get().sources.get().digest


def test_only_those_who_may_import_do() -> None:
    member = somebody("Ada", Role.MEMBER)
    with pytest.raises(NotAllowed):
        bring({"a.md": QUEUE}, by=member)
    assert not Incident.objects.exists()


def test_a_document_that_the_database_does_not_take_is_refused_alone() -> None:
    first, broken, third = arriving({"a.md": QUEUE, "b.md": SHORT, "c.md": "# Third\n\nText.\n"})
    assert broken.reading is not None
    half_a_character = replace(broken.reading.record, what_happened="\udce4")
    broken = replace(broken, reading=replace(broken.reading, record=half_a_character))
    run = ImportRun.objects.create(state=RunState.STORING)
    outcomes = list(import_reports([first, broken, third], run=run, by=None))
    assert statuses(outcomes) == ["imported", "refused", "imported"]
    assert outcomes[1].key is None
    assert sorted(Incident.objects.values_list("title", flat=True)) == ["Orders waited in the queue", "Third"]
    assert SourceDocument.objects.count() == 2


def test_a_run_notes_what_became_of_each_file() -> None:
    bring({"a.md": QUEUE, "b.md": b"", "c.md": QUEUE})
    files = ImportedFile.objects.order_by("position")
    assert [(file.name, file.status, file.is_stored) for file in files] == [
        ("a.md", "imported", True),
        ("b.md", "refused", True),
        ("c.md", "unchanged", True),
    ]
    assert files[0].preview["actions"] == 2


def test_ten_new_documents_cost_as_many_statements_as_two() -> None:
    def statements(names: str) -> int:
        documents: dict[str, str | bytes] = {f"{name}.md": QUEUE.replace("62", name) for name in names}
        with CaptureQueriesContext(
            connection,
        ) as captured:
            bring(documents)
        return len(captured)

    bring({"warm.md": QUEUE})
    assert statements("ab") == statements("cdefghijkl")


def test_positions_done_before_are_passed_over() -> None:
    run = ImportRun.objects.create(state=RunState.STORING)
    outcomes = list(import_reports(arriving({"a.md": QUEUE, "b.md": SHORT}), run=run, by=None, already=frozenset({0})))
    assert [outcome.arrival.file for outcome in outcomes] == ["b.md"]
