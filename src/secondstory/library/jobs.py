"""What a worker does for imports and for the index. Running a job twice does no harm: those of imports look at the run's state first."""

from collections.abc import Iterator
from contextlib import contextmanager

from secondstory.accounts.models import Person
from secondstory.library.commands import import_runs
from secondstory.library.commands.index import index_incidents
from secondstory.library.models import ImportRun, RunState


def read_upload(run_id: int, person_id: int) -> None:
    with _working_on(run_id) as run:
        if run is not None:
            import_runs.read_upload(run)


def store_upload(run_id: int, person_id: int) -> None:
    with _working_on(run_id) as run:
        if run is not None:
            import_runs.store_upload(run)


def undo_import(run_id: int, person_id: int) -> None:
    with _working_on(run_id) as run:
        if run is not None:
            import_runs.undo_import(run, by=Person.objects.get(pk=person_id))


def index_again(incident_id: int) -> None:
    index_incidents([incident_id])


@contextmanager
def _working_on(run_id: int) -> Iterator[ImportRun | None]:
    """The run, or None where it was discarded meanwhile. A run that fails says so to the person who waits for it."""
    run = ImportRun.objects.select_related("started_by").filter(pk=run_id).first()
    try:
        yield run
    except Exception as error:
        if run is not None:
            import_runs.finish(run, RunState.FAILED, problem=f"{import_runs.STOPPED} ({type(error).__name__})")
        raise
