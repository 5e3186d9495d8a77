"""`secondstory token create EMAIL`: a token for programs, made by the operator."""

from datetime import timedelta

import click


@click.group()
def command() -> None:
    """Make tokens for programs."""


@command.command("create")
@click.argument("email")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(["read", "write", "import"]), help="What it may do; read if left out.")
@click.option("--name", default="made at the command line", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 3650), help="How long it works; without this, until it is revoked.")
def create(email: str, scopes: tuple[str, ...], name: str, days: int | None) -> None:
    """Make a token that acts as the person with this e-mail address, and print it once, on a line of its own."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.accounts.commands import Refused, create_token
    from secondstory.accounts.models import Person
    from secondstory.kit.clock import now

    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        click.echo(f"Nobody has an account with {email}.", err=True)
        raise SystemExit(2)
    try:
        expires_at = now() + timedelta(days=days) if days else None
        made = create_token(person, name=name, scopes=scopes or ("read",), expires_at=expires_at, by=None)
    except Refused as error:
        click.echo(error.message, err=True)
        raise SystemExit(2) from error
    click.echo(f"A token for {person.name}. It is shown only now.", err=True)
    click.echo(made.secret)
