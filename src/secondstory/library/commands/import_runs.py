"""Begin, confirm, finish and undo imports."""

from collections.abc import Iterator
from contextlib import contextmanager

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.kit.clock import now
from secondstory.library.models import ImportRun, RunState


@contextmanager
def command_line_run(*, by: Person | None) -> Iterator[ImportRun]:
    """A run of the command line. However it ends, the run says so."""
    ensure_may(by, Ability.IMPORT)
    run = ImportRun.objects.create(state=RunState.STORING, started_by=by, is_from_command_line=True)
    try:
        yield run
    except BaseException:
        finish(run, RunState.FAILED, problem="It was stopped before its end. What is in is whole; the same import again does the rest.")
        raise
    finish(run, RunState.DONE)


def finish(run: ImportRun, state: RunState, *, problem: str = "") -> None:
    run.state, run.problem, run.finished_at = state, problem[:300], now()
    run.save(update_fields=["state", "problem", "finished_at"])
