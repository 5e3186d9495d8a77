import click

from secondstory.cli.server import run_web


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at; 0 takes a free one.")
def command(host: str, port: int) -> None:
    """Run one web process; any number may run on any number of machines."""
    from secondstory.cli.setup import collect_static_files, start_django

    start_django()
    collect_static_files()
    run_web(host=host, port=port)
