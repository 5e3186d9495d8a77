"""`secondstory export …`: give out what is in the library."""

import click

from secondstory.cli.export_events import events


@click.group()
def command() -> None:
    """Give out what is in the library."""


command.add_command(events)
