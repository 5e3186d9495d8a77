"""`secondstory note INC-7 "…"`: add to a timeline while something goes on."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from secondstory.accounts.models import Person
    from secondstory.incidents.models import Incident
    from secondstory.timeline.rules.records import EventRecord


@click.command()
@click.argument("key")
@click.argument("text", nargs=-1)
@click.option("--at", "time", metavar="TIME", help="When it was: 14:05, 2026-05-08 14:05 or ISO 8601 with a zone; now if left out.")
@click.option("--kind", metavar="KIND", help="What kind of event it is, such as decision or action.")
@click.option("--actor", default="", metavar="WHO", help="Who or what did it.")
@click.option("--as", "as_email", metavar="EMAIL", help="Write as this person, who must be allowed to.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: one event a line.")
def command(key: str, text: tuple[str, ...], *, time: str | None, kind: str | None, actor: str, as_email: str | None, form: str) -> None:
    """Add an event to the timeline of KEY, such as INC-7.

    It happened now, unless a time stands before it: "14:05 saw 503s from the payment provider". With - as the text, notes are read from
    stdin, one a line, each added as it comes.
    """
    if not text:
        raise click.UsageError("Write what happened, or - to read notes from stdin, one a line.")
    incident, by = _opened(key, as_email=as_email)
    at = _stated(time, incident) if time else None
    _ensure_known(kind)
    noted = False
    for line in _lines(text):
        if line.strip():
            noted = True
            _print(_noted(incident, line, at=at, kind=kind, actor=actor, by=by), form=form)
    if not noted:
        click.echo("There is no note in it: nothing was added.", err=True)
        sys.exit(1)


def _lines(text: tuple[str, ...]) -> Iterator[str]:
    if text == ("-",):
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "replace")
    else:
        yield " ".join(text)


def _opened(key: str, *, as_email: str | None) -> "tuple[Incident, Person | None]":
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.cli.person import person_of
    from secondstory.incidents.queries import find_visible

    by = person_of(as_email)
    incident = find_visible(key, person=by)
    if incident is None:
        raise click.UsageError(f"There is no incident {key}.")
    return incident, by


def _stated(time: str, incident: "Incident") -> datetime:
    from secondstory.kit.clock import now
    from secondstory.kit.zones import UnreadableTime
    from secondstory.timeline.commands import when_of
    from secondstory.timeline.rules.notes import moment_meant

    try:
        return moment_meant(time, now=now(), when=when_of(incident))
    except UnreadableTime as error:
        raise click.UsageError(str(error)) from error


def _ensure_known(kind: str | None) -> None:
    from secondstory.timeline.rules import EventKind

    if kind is not None and kind not in set(EventKind):
        raise click.UsageError(f"There is no kind {kind!r}. Known: {', '.join(EventKind)}.")


def _noted(
    incident: "Incident", line: str, *, at: datetime | None, kind: str | None, actor: str, by: "Person | None"
) -> "tuple[Incident, EventRecord]":
    from secondstory.accounts.commands import NotAllowed
    from secondstory.kit.clock import now
    from secondstory.timeline.commands import facts_of_note, note_event, when_of
    from secondstory.timeline.models import LONGEST_ACTOR
    from secondstory.timeline.queries import event_records
    from secondstory.timeline.rules.notes import LONGEST_NOTE, Note, read_note

    words = line.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST_NOTE]
    note = Note(" ".join(words.split()), at) if at else read_note(words, now=now(), when=when_of(incident))
    facts = facts_of_note(note, kind=kind or "", actor=" ".join(actor.split())[:LONGEST_ACTOR])
    try:
        noted = note_event(incident, facts, by=by)
    except NotAllowed as error:
        raise click.UsageError(str(error)) from error
    assert noted.row is not None  # noqa: S101 - a note without a name of its own is always new
    return incident, event_records(incident, [noted.row])[0]


def _print(noted: "tuple[Incident, EventRecord]", *, form: str) -> None:
    incident, record = noted
    if form == "json":
        click.echo(json.dumps(asdict(record), ensure_ascii=False))
    else:
        local = datetime.fromisoformat(record.local) if record.local else None
        click.echo(f"{incident.key} {local:%Y-%m-%d %H:%M:%S %Z}  {record.text}" if local else f"{incident.key}  {record.text}")
    sys.stdout.flush()
