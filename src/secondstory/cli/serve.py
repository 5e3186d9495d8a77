import click

from secondstory.cli.server import run_web, worker


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at; 0 takes a free one.")
def command(host: str, port: int) -> None:
    """Run everything on this machine: web and worker. Nothing else is needed."""
    from secondstory.cli.setup import collect_static_files, open_library

    open_library()
    collect_static_files()
    with worker():
        run_web(host=host, port=port)
