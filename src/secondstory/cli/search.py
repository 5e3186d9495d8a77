import json
from dataclasses import asdict

import click


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--as", "as_email", metavar="EMAIL", help="See only what this person may see.")
def command(words: tuple[str, ...], form: str, limit: int, as_email: str | None) -> None:
    """Search the library; the words may hold phrases and filters, such as severity:1 or -without."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.cli.person import person_of
    from secondstory.library.queries.search import search
    from secondstory.library.rules.query_language import QueryProblem
