import click


@click.command()
def command() -> None:
    """Bring the database up to date."""
    from secondstory.cli.setup import bring_up_to_date, start_django

    start_django()
    bring_up_to_date()
    click.echo("The database is up to date.", err=True)
