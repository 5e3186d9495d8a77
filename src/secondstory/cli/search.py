import json
import sys

import click


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--as", "as_email", metavar="EMAIL", help="See only what this person may see.")
def command(words: tuple[str, ...], form: str, limit: int, as_email: str | None) -> None:
    """Search the library. The words may hold phrases and filters, such as severity:1, and -words after a double dash."""
    from secondstory.cli.setup import open_library

    open_library()
    from secondstory.cli.person import person_of
    from secondstory.library.queries.search import search
    from secondstory.library.rules.query_language import QueryProblem

    try:
        results = search(" ".join(words), person=person_of(as_email), limit=limit)
    except QueryProblem as problem:
        raise click.UsageError(str(problem)) from problem
    for notice in results.notices:
        click.echo(notice, err=True)
    if form == "json":
        found = [{"key": hit.key, "title": hit.title, "score": hit.score, "snippet": hit.snippet} for hit in results.hits]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for hit in results.hits:
        click.echo(f"{click.style(hit.key, bold=True)}  {hit.title}\n    {hit.snippet}")
    click.echo(f"{results.total} found" + (f", {len(results.hits)} shown" if results.total > len(results.hits) else ""), err=True)
    sys.stdout.flush()
