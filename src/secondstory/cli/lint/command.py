"""The linter among the other commands, for whoever reaches it through click."""

import click


@click.command("lint", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """See blame in a document, and a better question instead."""
    from secondstory.cli.lint.main import run

    ctx.exit(run(list(arguments)))
