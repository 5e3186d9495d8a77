"""All commands by name, each loaded when it is asked for."""

import sys
from importlib import import_module

import click

from secondstory import __version__

# Name of the command -> module and what it does. Modules are loaded when they are needed, so that a command that
# needs no database never waits for Django.
COMMANDS = {
    "demo": ("secondstory.cli.demo", "Serve a demonstration with a fictional company."),
    "serve": ("secondstory.cli.serve", "Run everything on this machine: web and worker."),
    "web": ("secondstory.cli.web", "Run one web process; any number may run on any number of machines."),
    "worker": ("secondstory.cli.worker", "Run one worker for imports and mails."),
    "migrate": ("secondstory.cli.migrate", "Bring the database up to date."),
    "check": ("secondstory.cli.check", "Say whether the settings and the database are in order."),
    "import": ("secondstory.cli.import_", "Bring in what a team already has."),
    "note": ("secondstory.cli.note", "Add to a timeline while something goes on."),
    "export": ("secondstory.cli.export", "Give out what is in the library."),
    "search": ("secondstory.cli.search", "Search the library."),
    "lint": ("secondstory.cli.lint.command", "See blame in a document, and a better question instead."),
    "lsp": ("secondstory.cli.lsp.command", "Show findings and better questions in an editor, as one writes."),
    "connection": ("secondstory.cli.connection", "Connect outside systems that send what happens."),
    "token": ("secondstory.cli.token", "Make tokens for programs."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="secondstory")
def command() -> None:
    """Second Story: blameless post-mortems, from evidence to proof that a fix helped."""


def run_command() -> None:
    """Run what the command line asks for, and say in one sentence which setting is wrong."""
    from secondstory.config.environment import WrongSettingError

    try:
        command(prog_name="secondstory")
    except WrongSettingError as error:
        click.echo(f"Second Story cannot start.\n{error}", err=True)
        sys.exit(2)
