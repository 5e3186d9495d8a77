"""`secondstory import …`: bring in what a team already has."""

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from secondstory.cli.import_events import events
from secondstory.documents.sources import walk
from secondstory.library.rules.arrivals import Arrival, arrivals
from secondstory.library.rules.import_lines import ImportStatus, foreseen, import_line

INTERRUPTED = 130


@click.group()
def command() -> None:
    """Bring in what a team already has."""


command.add_command(events)


@command.command("reports")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be imported. Needs no library and makes none.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: one object a line.")
@click.option("--as", "as_email", metavar="EMAIL", help="Import as this person, who must be allowed to.")
def reports(paths: tuple[Path, ...], *, dry_run: bool, form: str, as_email: str | None) -> None:
    """Import post-mortems: files, folders and zips of Markdown, text, HTML, DOCX and reStructuredText.

    Importing the same files again changes nothing. A changed file updates its record, unless a person has edited the record since.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if len(missing) == len(paths):
        raise click.UsageError(f"There is no such file or folder: {', '.join(missing)}")
    read = arrivals(walk(paths), today=datetime.now(tz=UTC).date())
    done = _foreseen(read) if dry_run else _stored(read, as_email=as_email)
    tally = Tally()
    try:
        with quiet_when_nobody_listens():
            with _shown_progress(paths, tally) as advance, closing(done):
                for one in done:
                    tally.add(one)
                    if form == "json":
                        line = import_line(one.arrival, status=one.status, reason=one.reason, key=one.key)
                        click.echo(json.dumps(line, ensure_ascii=False))
                    advance(f"refused {one.arrival.file}: {one.reason}" if one.status == ImportStatus.REFUSED else None)
            tally.print(sys.stderr if form == "json" else sys.stdout, dry_run=dry_run)
    except KeyboardInterrupt:
        click.echo("Stopped. What is in is whole; run the same command again to import the rest.", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(1 if tally.counts[ImportStatus.REFUSED] else 0)


@dataclass(frozen=True, slots=True)
class Done:
    arrival: Arrival
    status: ImportStatus
    reason: str
    key: str | None


def _foreseen(read: Iterable[Arrival]) -> Generator[Done, None, None]:
    for arrival in read:
        status, reason = foreseen(arrival)
        yield Done(arrival, status, reason, None)


def _stored(read: Iterable[Arrival], *, as_email: str | None) -> Generator[Done, None, None]:
    from secondstory.cli.setup import open_library

    # Looking less often through the many short-lived objects, and never again through what is loaded by then, saves a tenth.
    gc.set_threshold(50_000, 20, 50)
    open_library()
    gc.freeze()
    from secondstory.accounts.commands import NotAllowed
    from secondstory.cli.person import person_of
    from secondstory.library.commands.import_reports import import_reports
    from secondstory.library.commands.import_runs import command_line_run

    by = person_of(as_email)
    try:
        with command_line_run(by=by) as run:
            for outcome in import_reports(read, run=run, by=by):
                yield Done(outcome.arrival, outcome.status, outcome.reason, outcome.key)
    except NotAllowed as error:
        raise click.UsageError(str(error)) from error


@dataclass
class Tally:
    counts: Counter[ImportStatus] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    with_warnings: int = 0

    def add(self, one: Done) -> None:
        self.counts[one.status] += 1
        self.with_warnings += bool(one.arrival.warnings)
        if one.status == ImportStatus.REFUSED:
            self.reasons[one.reason] += 1

    def print(self, stream: TextIO, *, dry_run: bool) -> None:
        """The table at the end: how many of each status, and the reasons of what was refused."""
        table = Table("", "Documents", "Reason", title="Nothing was stored: this was a dry run." if dry_run else None)
        table.columns[1].justify = "right"
        for status in ImportStatus:
            if status != ImportStatus.REFUSED or not self.counts[status]:
                table.add_row(status.value, f"{self.counts[status]:,}", "")
        for reason, count in self.reasons.most_common():
            table.add_row(ImportStatus.REFUSED.value, f"{count:,}", reason)
        console = Console(file=stream, highlight=False, markup=False)
        console.print(table)
        if self.with_warnings:
            console.print(f"{self.with_warnings:,} documents have warnings; --format json shows them.")


@contextmanager
def _shown_progress(paths: Iterable[Path], tally: Tally) -> Iterator[Callable[[str | None], None]]:
    """A bar with counts on a terminal, nothing elsewhere. What is yielded moves it on and says what is wrong with a file, if anything."""
    console = Console(stderr=True, highlight=False, markup=False)
    if not console.is_terminal:
        yield lambda message: click.echo(message, err=True) if message else None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading", total=_number_of_files(paths))

        def advance(message: str | None) -> None:
            if message:
                progress.console.print(message)
            progress.update(task, advance=1, description=", ".join(f"{n:,} {status}" for status, n in tally.counts.items()))

        yield advance


def _number_of_files(paths: Iterable[Path]) -> int | None:
    """About how many documents there are; unknown where zips hold them."""
    total = 0
    for path in paths:
        files = [path] if path.is_file() else [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
        if any(file.suffix.lower() == ".zip" for file in files):
            return None
        total += sum(not file.name.startswith(".") for file in files)
    return total


@contextmanager
def quiet_when_nobody_listens() -> Iterator[None]:
    """Whoever reads our output may stop reading (`| head`): that ends the command without an error message."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
