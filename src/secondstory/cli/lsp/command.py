import click


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output. This is what it always does; some editors say so.")
def command(stdio: bool) -> None:
    """Show findings and better questions in an editor, as one writes."""
    from secondstory.cli.lsp.server import make_server

    make_server().start_io()
