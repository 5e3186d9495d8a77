from datetime import timedelta

import pytest
from django_q.models import OrmQ

from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.incidents.commands import edit_incident, restrict
from secondstory.incidents.commands.record import IncidentFacts
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.library import jobs
from secondstory.library.commands import import_runs
from secondstory.library.models import ImportRun, RunState, UploadedFile
from secondstory.library.queries.imports import counts_of, files_visible_to, runs_visible_to
from secondstory.library.tests.documents import QUEUE, SHORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Person:
    return Person.objects.create(name="Noor", email="noor@example.com", role=Role.FACILITATOR)


def uploaded(by: Person, **documents: str) -> ImportRun:
    """An upload that a worker has read."""
    run = import_runs.begin_upload([(f"{name}.md", text.encode()) for name, text in documents.items()], by=by)
    jobs.read_upload(run.pk, by.pk)
    run.refresh_from_db()
    return run


def imported(by: Person, **documents: str) -> ImportRun:
    run = uploaded(by, **documents)
    import_runs.confirm(run, by=by)
    jobs.store_upload(run.pk, by.pk)
    run.refresh_from_db()
    return run


def test_an_upload_waits_in_the_database_with_a_job_to_read_it(noor: Person) -> None:
    run = import_runs.begin_upload([("a.md", b"# Text")], by=noor)
    assert run.state == RunState.READING
    assert bytes(UploadedFile.objects.get().content) == b"# Text"
    assert OrmQ.objects.count() == 1


def test_reading_foresees_everything_and_stores_nothing(noor: Person) -> None:
    run = uploaded(noor, a=QUEUE, b="", c=SHORT, d=SHORT)
    assert run.state == RunState.READY
    assert [(file.name, file.status) for file in run.files.all()] == [
        ("a.md", "imported"),
        ("b.md", "refused"),
        ("c.md", "imported"),
        ("d.md", "unchanged"),
    ]
    assert not Incident.objects.exists()


def test_a_confirmed_upload_is_imported_and_its_bytes_let_go(noor: Person) -> None:
    run = imported(noor, a=QUEUE, b="", c=SHORT)
    assert run.state == RunState.DONE
    assert Incident.objects.count() == 2
    assert not UploadedFile.objects.exists()
    counts = counts_of(files_visible_to(noor, run=run))
    assert (counts.imported, counts.refused, counts.stored) == (2, 1, 3)


def test_reading_foresees_what_is_known_already(noor: Person) -> None:
    imported(noor, a=QUEUE, c=SHORT)
    run = uploaded(noor, a=QUEUE + "\nMore.\n", c=SHORT)
    assert [file.status for file in run.files.all()] == ["updated", "unchanged"]


def test_a_job_that_runs_twice_does_its_work_once(noor: Person) -> None:
    run = imported(noor, a=QUEUE)
    for job in (jobs.read_upload, jobs.store_upload, jobs.undo_import):
        job(run.pk, noor.pk)
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert Incident.objects.count() == 1
    assert [file.status for file in run.files.all()] == ["imported"]


def test_a_second_yes_asks_for_no_second_job(noor: Person) -> None:
    run = uploaded(noor, a=QUEUE)
    import_runs.confirm(run, by=noor)
    import_runs.confirm(run, by=noor)
    assert OrmQ.objects.count() == 2


def test_a_lost_worker_is_followed_by_another_where_it_stopped(noor: Person) -> None:
    run = uploaded(noor, a=QUEUE, b=SHORT)
    import_runs.confirm(run, by=noor)
    run.refresh_from_db()
    import_runs.resume(run, by=noor)
    assert OrmQ.objects.count() == 2
    ImportRun.objects.update(moved_at=now() - timedelta(hours=1))
    run.refresh_from_db()
    import_runs.resume(run, by=noor)
    assert OrmQ.objects.count() == 3


def test_undoing_removes_what_the_run_made_and_keeps_what_somebody_edited(noor: Person) -> None:
    run = imported(noor, a=QUEUE, b=SHORT)
    edited = Incident.objects.get(title="Newsletter went out twice")
    edit_incident(edited, IncidentFacts(title="Newsletter, twice"), by=noor)
    import_runs.undo(run, by=noor)
    jobs.undo_import(run.pk, noor.pk)
    run.refresh_from_db()
    assert (run.state, run.removed, run.kept) == (RunState.UNDONE, 1, 1)
    assert list(Incident.objects.values_list("title", flat=True)) == ["Newsletter, twice"]


def test_undoing_does_not_touch_what_is_hidden_from_who_undoes(noor: Person) -> None:
    run = imported(noor, a=QUEUE)
    restrict(Incident.objects.get(), to_people=[Person.objects.create(name="Ada", email="ada@example.com")], by=None)
    import_runs.undo(run, by=noor)
    jobs.undo_import(run.pk, noor.pk)
    run.refresh_from_db()
    assert Incident.objects.count() == 1
    assert (run.removed, run.kept) == (0, 0)


def test_a_file_whose_record_became_hidden_is_neither_listed_nor_counted(noor: Person) -> None:
    run = imported(noor, a=QUEUE, b=SHORT)
    restrict(Incident.objects.get(title="Newsletter went out twice"), by=None)
    files = files_visible_to(noor, run=run)
    assert [file.name for file in files] == ["a.md"]
    assert counts_of(files).total == 1


def test_undone_records_can_be_imported_again(noor: Person) -> None:
    run = imported(noor, a=QUEUE)
    import_runs.undo(run, by=noor)
    jobs.undo_import(run.pk, noor.pk)
    assert [file.status for file in uploaded(noor, a=QUEUE).files.all()] == ["imported"]


def test_a_discarded_upload_is_forgotten(noor: Person) -> None:
    run = uploaded(noor, a=QUEUE)
    import_runs.discard(run, by=noor)
    jobs.read_upload(run.pk, noor.pk)
    assert not ImportRun.objects.exists()
    assert not UploadedFile.objects.exists()


def test_a_run_that_fails_says_so(noor: Person) -> None:
    run = uploaded(noor, a=QUEUE)
    import_runs.confirm(run, by=noor)
    Person.objects.update(role=Role.MEMBER)
    with pytest.raises(NotAllowed):
        jobs.store_upload(run.pk, noor.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "It was stopped" in run.problem


def test_everybody_sees_their_own_runs_and_administrators_those_of_the_command_line(noor: Person) -> None:
    mine = uploaded(noor, a=QUEUE)
    mei = Person.objects.create(name="Mei", email="mei@example.com", role=Role.ADMINISTRATOR)
    with import_runs.command_line_run(by=None) as from_command_line:
        pass
    assert list(runs_visible_to(noor)) == [mine]
    assert list(runs_visible_to(mei)) == [from_command_line]


def test_a_run_of_the_command_line_says_how_it_ended() -> None:
    with pytest.raises(KeyboardInterrupt), import_runs.command_line_run(by=None) as run:
        raise KeyboardInterrupt
    assert ImportRun.objects.get().state == RunState.FAILED
    with import_runs.command_line_run(by=None) as run:
        pass
    assert ImportRun.objects.get(pk=run.pk).state == RunState.DONE
