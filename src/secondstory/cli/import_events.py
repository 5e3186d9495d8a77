"""`secondstory import events …`: what other systems recorded, as events of a timeline."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondstory.integrations import event_sources, set_up_of
from secondstory.integrations.event_record import event_record
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.ports import EventSource, Payload
from secondstory.timeline.rules.columns import Columns, WrongColumns, columns_stated
from secondstory.timeline.sources import HowToRead, Read, Window, offer_event_sources, read_events

if TYPE_CHECKING:
    from secondstory.accounts.models import Person
    from secondstory.incidents.models import Incident


@click.command("events")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", "source_name", metavar="NAME", help="Take every file as coming from this source, whatever it looks like.")
@click.option("--columns", "stated_columns", metavar="LIST", help="Of a table, which column says what: time=When,text=What,actor=Who.")
@click.option("--incident", "key", metavar="KEY", help="The incident whose timeline the events are for, such as INC-42.")
@click.option("--from", "since", metavar="TIME", help="Leave out what happened before, such as 2026-05-08T14:00Z.")
@click.option("--to", "until", metavar="TIME", help="Leave out what happened after.")
@click.option("--as", "as_email", metavar="EMAIL", help="Import as this person, who must be allowed to.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported. Needs no incident and stores nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: one event a line.")
def events(
    files: tuple[Path, ...],
    *,
    source_name: str | None,
    stated_columns: str | None,
    key: str | None,
    since: str | None,
    until: str | None,
    as_email: str | None,
    dry_run: bool,
    form: str,
) -> None:
    """Import events: exports of chats, alerts, deployments, trackers, mail and calendars, tables, or pasted text.

    --columns names what a table holds: time, clock (where the day stands alone), text, actor, kind, id, link and component.
    time_format=day-first or month-first says how 03/04/2026 is meant, or gives a pattern such as %d.%m.%Y %H:%M;
    zone=Europe/Berlin says in which zone times without one are.
    """
    if not dry_run and not key:
        raise click.UsageError("Say which timeline the events are for with --incident KEY, or look at them with --dry-run.")
    source = _source_named(source_name)
    columns = _columns(stated_columns)
    if columns is not None:
        source = _source_of_tables(source)
    window = Window(_moment(since), _moment(until))
    offer_event_sources(event_sources, set_up=set_up_of)
    timeline = _Timeline(key, as_email=as_email) if key and not dry_run else None
    how = HowToRead(source, columns, window, timeline.zone if timeline else None)
    refused = 0
    for path in _files(files):
        read = read_events(Payload(path), how)
        refused += bool(read.refusal)
        for said in (read.refusal or read.remark, read.left_out_words(window)):
            if said:
                click.echo(f"{path}: {_for_command_line(said)}", err=True)
        if timeline is not None and read.source is not None and read.events:
            click.echo(f"{path}: {timeline.take(read, path)}", err=True)
        _print(read, path, form=form)
    if refused:
        sys.exit(1)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inside for inside in path.rglob("*") if inside.is_file())
        else:
            yield path


def _for_command_line(said: str) -> str:
    return said.replace("Say where it comes from.", "Say where it comes from with --source.")


class _Timeline:
    """The timeline that events are put into. Opens the library."""

    def __init__(self, key: str, *, as_email: str | None) -> None:
        from secondstory.cli.setup import open_library

        open_library()
        from secondstory.cli.person import person_of
        from secondstory.incidents.queries import find_visible

        self._by: Person | None = person_of(as_email)
        incident: Incident | None = find_visible(key, person=self._by)
        if incident is None:
            raise click.UsageError(f"There is no incident {key}.")
        self._incident = incident
        self.zone = zone_or_utc(incident.time_zone)

    def take(self, read: Read, path: Path) -> str:
        """Put the events of a file into the timeline, and return what became of them."""
        from secondstory.accounts.commands import NotAllowed
        from secondstory.timeline.commands import take_events

        incident, source = self._incident, read.source.name if read.source else ""
        try:
            taken = take_events(incident, read.events, source=source, file=path.name, by=self._by)
        except NotAllowed as error:
            raise click.UsageError(str(error)) from error
        said = f"{taken.added} events put into the timeline of {incident.key}, {taken.known} were there already"
        if taken.without_zone:
            said += f"; {taken.without_zone} state no zone and were taken as {incident.time_zone or 'UTC'}"
        return f"{said}."


def _print(read: Read, path: Path, *, form: str) -> None:
    if read.source is None:
        return
    for event in read.events:
        record = event_record(event, source=read.source.name, file=str(path))
        if form == "json":
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(
                f"{record['at'] or 'time not stated':27}  {event.actor:20.20}  {event.text.splitlines()[0] if event.text else '':.100}"
            )
    if form == "text" and read.events:
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(event.kind.value for event in read.events).most_common())
        click.echo(f"{path}: {len(read.events)} events from {read.source.title} ({kinds})", err=True)


def _source_named(name: str | None) -> EventSource | None:
    if name is None:
        return None
    known = event_sources()
    if name not in known:
        raise click.UsageError(f"There is no source {name!r}. Known: {', '.join(sorted(known))}.")
    return known[name]


def _columns(stated: str | None) -> Columns | None:
    try:
        return columns_stated(stated) if stated is not None else None
    except WrongColumns as error:
        raise click.UsageError(str(error)) from error


def _source_of_tables(source: EventSource | None) -> EventSource:
    if source is None:
        return next(one for one in event_sources().values() if one.by_columns)
    if source.by_columns is None:
        raise click.UsageError(f"{source.title} has no columns to name. Leave out --columns, or --source.")
    return source


def _moment(stated: str | None) -> datetime | None:
    if stated is None:
        return None
    try:
        read = datetime.fromisoformat(stated)
    except ValueError as error:
        raise click.UsageError(f"{stated!r} is not a time. Write one such as 2026-05-08T14:00Z.") from error
    if read.tzinfo is None:
        raise click.UsageError(f"{stated!r} has no zone. Add one, as in 2026-05-08T14:00Z or 2026-05-08T14:00+02:00.")
    return read
