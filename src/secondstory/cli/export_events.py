"""`secondstory export events KEY`: the timeline of an incident as a file."""

import sys
from pathlib import Path

import click


@click.command("events")
@click.argument("key")
@click.option("--format", "form", type=click.Choice(["csv", "json", "md", "ics"]), default="csv", show_default=True, help="What to write.")
@click.option("--output", "-o", "path", type=click.Path(dir_okay=False, path_type=Path), help="A file to write to; stdout if left out.")
@click.option("--starred", is_flag=True, help="Only what is starred.")
@click.option("--kind", default="", metavar="KIND", help="Only events of this kind.")
@click.option("--source", default="", metavar="NAME", help="Only events that rest on this source.")
@click.option("--words", default="", metavar="WORDS", help="Only events in which these words occur.")
@click.option("--as", "as_email", metavar="EMAIL", help="Export what this person may see.")
def events(key: str, *, form: str, path: Path | None, starred: bool, kind: str, source: str, words: str, as_email: str | None) -> None:
    """Write the timeline of KEY, such as INC-7, in the order in which it is told.

    In CSV, cells that a spreadsheet program would take for formulas have an apostrophe before them; importing the file takes it off again.
    """
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.cli.person import person_of
    from secondstory.incidents.queries import find_visible
    from secondstory.timeline.queries import EventFilter, events_of
    from secondstory.timeline.queries.exports import FORMATS, export_of

    incident = find_visible(key, person=person_of(as_email))
    if incident is None:
        raise click.UsageError(f"There is no incident {key}.")
    narrowed = EventFilter(starred=starred, kind=kind, source=source, words=words)
    told = list(narrowed.apply(events_of(incident)))
    file = export_of(incident, told, form=FORMATS[form])
    if path is None:
        sys.stdout.buffer.write(file.content)
        sys.stdout.flush()
        return
    try:
        path.write_bytes(file.content)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror or error}") from error
    click.echo(f"{path}: {len(told)} events of {incident.key}.", err=True)
