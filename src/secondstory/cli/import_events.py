"""`secondstory import events …`: what other systems recorded, as events of a timeline."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from secondstory.integrations import event_sources, recognised
from secondstory.integrations.event_record import event_record
from secondstory.timeline.ports import EventSource, Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.columns import Columns, WrongColumns, columns_stated


@dataclass(frozen=True, slots=True)
class Read:
    """What one file gave: events, or in a sentence why not."""

    path: Path
    source: EventSource | None
    events: tuple[SourceEvent, ...] = ()
    refusal: str = ""
    remark: str = ""


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
    take = _taker(key, as_email=as_email) if key and not dry_run else None
    window = _moment(since), _moment(until)
    refused = 0
    for read in _read_all(files, source=source, columns=columns):
        if read.refusal:
            refused += 1
            click.echo(f"{read.path}: {read.refusal}", err=True)
        elif read.remark:
            click.echo(f"{read.path}: {read.remark}", err=True)
        inside = Read(read.path, read.source, events=tuple(event for event in read.events if _is_inside(event.at, window)))
        if take is not None and inside.source is not None and inside.events:
            click.echo(f"{read.path}: {take(inside)}", err=True)
        _print(inside, form=form)
    if refused:
        sys.exit(1)


def _read_all(files: Iterable[Path], *, source: EventSource | None, columns: Columns | None) -> Iterator[Read]:
    for path in files:
        if path.is_dir():
            yield from _read_all(sorted(inside for inside in path.rglob("*") if inside.is_file()), source=source, columns=columns)
        else:
            yield _read(path, source=source, columns=columns)


def _read(path: Path, *, source: EventSource | None, columns: Columns | None = None) -> Read:
    payload = Payload(path)
    try:
        source = source or recognised(payload)
        if source is None:
            return Read(path, None, refusal=_why_unknown(payload))
        if columns is not None and source.by_columns:
            return Read(path, source, events=tuple(source.by_columns.translate(payload, columns)))
        events = tuple(source.translate(payload))
        remark = source.by_columns.proposes(payload).remark if source.by_columns else ""
        remark = remark if events else source.says_nothing(payload) or "it holds no event."
        return Read(path, source, events=events, remark=remark)
    except (UnreadablePayload, WrongColumns) as error:
        return Read(path, source, refusal=str(error))
    except OSError as error:
        return Read(path, source, refusal=f"it cannot be read: {error.strerror or error}")


def _why_unknown(payload: Payload) -> str:
    """Say why no source knows a file: it is empty or damaged, or of a format of its own. Raises `UnreadablePayload`."""
    if not payload.head.strip():
        return "it is empty."
    if payload.is_zip:
        payload.archive().close()
    elif payload.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} and not payload.is_json:
        _ = payload.json
    return "this format is not known. Say where it comes from with --source."


def _taker(key: str, *, as_email: str | None) -> Callable[[Read], str]:
    """Open the library and return what puts the events of a file into the timeline of this incident, and says so."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.accounts.commands import NotAllowed
    from secondstory.cli.person import person_of
    from secondstory.incidents.queries import find_visible
    from secondstory.timeline.commands import take_events

    by = person_of(as_email)
    incident = find_visible(key, person=by)
    if incident is None:
        raise click.UsageError(f"There is no incident {key}.")

    def take(read: Read) -> str:
        try:
            taken = take_events(incident, read.events, source=read.source.name if read.source else "", file=read.path.name, by=by)
        except NotAllowed as error:
            raise click.UsageError(str(error)) from error
        said = f"{taken.added} events put into the timeline of {incident.key}, {taken.known} were there already"
        if taken.without_zone:
            said += f"; {taken.without_zone} state no zone and were taken as {incident.time_zone or 'UTC'}"
        return f"{said}."

    return take


def _print(read: Read, *, form: str) -> None:
    if read.source is None:
        return
    inside = read.events
    for event in inside:
        record = event_record(event, source=read.source.name, file=str(read.path))
        if form == "json":
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(
                f"{record['at'] or 'time not stated':27}  {event.actor:20.20}  {event.text.splitlines()[0] if event.text else '':.100}"
            )
    if form == "text" and inside:
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(event.kind.value for event in inside).most_common())
        click.echo(f"{read.path}: {len(inside)} events from {read.source.title} ({kinds})", err=True)


def _is_inside(at: datetime | None, window: tuple[datetime | None, datetime | None]) -> bool:
    since, until = window
    return at is None or ((since is None or at >= since) and (until is None or at <= until))


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
