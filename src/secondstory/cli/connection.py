"""`secondstory connection …`: where outside systems send to, made by the operator."""

import json
import sys
from pathlib import Path
from typing import Any

import click

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group()
def command() -> None:
    """Connect outside systems that send what happens."""


@command.command("add")
@click.argument("source")
@click.option("--title", default="", help="What to call it; the vendor's name if left out.")
@click.option(
    "--signing-secret-file",
    "secret_file",
    metavar="FILE",
    help="Where the vendor's signing secret stands; - reads it from the standard input. It is stored encrypted.",
)
@click.option("--days", default=30, show_default=True, help="For how many days requests are kept as they came.")
@FORMAT
def add(source: str, *, title: str, secret_file: str | None, days: int, form: str) -> None:
    """Make a connection, and print the address to which the vendor is to send."""
    from secondstory.cli.setup import open_library

    secret = _secret_in(secret_file)
    open_library()
    from secondstory.accounts.commands import Refused
    from secondstory.connections.commands import make_connection
    from secondstory.connections.ports import vendors
    from secondstory.connections.queries import hook_url

    try:
        made = make_connection(source, title=title, signing_secret=secret, raw_days=days, by=None)
    except Refused as error:
        known = f"\nKnown: {', '.join(sorted(one.name for one in vendors()))}." if error.field == "source" else ""
        raise click.UsageError(f"{error.message}{known}") from error
    url = hook_url(made)
    if form == "json":
        click.echo(json.dumps({"id": made.pk, "hook_url": url}))
    else:
        click.echo(f"Connection {made.pk}, {made.title}, takes what is sent here:", err=True)
        click.echo(url)
    _say_where(url)


@command.command("list")
@FORMAT
def list_(form: str) -> None:
    """List the connections. With --format json, one a line."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.connections.queries import connections

    for row in connections().order_by("pk"):
        if form == "json":
            click.echo(json.dumps(_listed(row)))
        else:
            last = row.last_arrival_at.isoformat(timespec="seconds") if row.last_arrival_at else "nothing yet"
            click.echo(f"{row.pk:>4}  {'on ' if row.is_active else 'off'}  {row.source:20}  {row.title:30}  {row.arrived} arrived, {last}")


@command.command("remove")
@click.argument("connection_id", metavar="ID", type=int)
def remove(connection_id: int) -> None:
    """Remove a connection: its address ends at once. What it brought stays in the inbox."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.connections.commands import remove_connection
    from secondstory.connections.queries import NoSuchConnection, find_connection

    try:
        connection = find_connection(connection_id)
    except NoSuchConnection as error:
        raise click.UsageError(f"{error} `secondstory connection list` shows those there are.") from error
    remove_connection(connection, by=None)
    click.echo(f"{connection.title} is removed. Nobody can send to its address any more.", err=True)


def _listed(row: Any) -> dict[str, object]:
    return {
        "id": row.pk,
        "source": row.source,
        "title": row.title,
        "is_active": row.is_active,
        "is_signed": row.has_signing_secret,
        "arrived": row.arrived,
        "refused": row.refused,
        "last_arrival_at": row.last_arrival_at.isoformat() if row.last_arrival_at else None,
    }


def _secret_in(file: str | None) -> str:
    if file is None:
        return ""
    try:
        secret = (sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} cannot be read: {error}") from error
    if not secret:
        raise click.UsageError("The signing secret is empty. Nothing was made.")
    return secret


def _say_where(url: str) -> None:
    from secondstory.config.environment import environment

    if not environment().url:
        click.echo(f"SECONDSTORY_URL is not set, so the address begins with {url.partition('/hooks/')[0]}; put yours there.", err=True)
