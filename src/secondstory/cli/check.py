import click


@click.command()
def command() -> None:
    """Say whether the settings and the database are in order."""
    from secondstory.cli.setup import pending_migrations, start_django
    from secondstory.config.environment import environment

    start_django()
    from django.core.management import call_command

    call_command("check", deploy=environment().is_secure, fail_level="ERROR")
    pending = pending_migrations()
    click.echo(f"Data: {environment().data}" if environment().is_embedded else "Data: PostgreSQL")
    click.echo(f"Database: {len(pending)} migrations to run; `secondstory migrate` does it." if pending else "Database: up to date")
