import os
from pathlib import Path

import click
from platformdirs import user_data_path


@click.command()
@click.option("--port", default=0, help="Port to listen at; a free one by default.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the demonstration; one of its own by default.")
@click.option("--seed-only", is_flag=True, help="Make the demonstration, but do not serve it.")
def command(port: int, data: Path | None, seed_only: bool) -> None:
    """Serve a demonstration with a fictional company: two years of incidents, dates relative to today."""
    from secondstory.cli.server import run_web, worker
    from secondstory.cli.setup import collect_static_files, open_library

    os.environ["SECONDSTORY_DATA"] = str(data or os.environ.get("SECONDSTORY_DATA") or user_data_path("secondstory-demo"))
    os.environ.pop("DATABASE_URL", None)
    open_library()
    from secondstory.demo.commands import seed
    from secondstory.kit.clock import today

    accounts = seed(today())
    lines = ["Sign in as:", *(f"  {a.email}  password: {a.password}  ({a.role})" for a in accounts)]
    if seed_only:
        click.echo("\n".join(lines))
        return
    collect_static_files()
    with worker():
        run_web(host="127.0.0.1", port=port, then_say=lines)
