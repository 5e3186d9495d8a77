import os

import click

NICENESS = 10


@click.command()
def command() -> None:
    """Run one worker for imports, webhooks and mails."""
    from secondstory.cli.setup import start_django

    start_django()
    from django_q.cluster import Cluster

    from secondstory.cli.server import close_databases
    from secondstory.kit.jobs import write_down_repeated_jobs

    _let_answers_go_first()
    _share_no_connection()
    write_down_repeated_jobs()
    close_databases()
    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()


def _share_no_connection() -> None:
    """Use databases without a pool: the cluster forks, and closing a pooled connection before that only puts it back into the pool,
    which every forked process would then take it from, over one and the same socket."""
    from django.db import connections

    for settings in connections.settings.values():
        settings.get("OPTIONS", {}).pop("pool", None)


def _let_answers_go_first() -> None:
    """What can wait yields the processor to what somebody waits for, on a machine that does both.

    Not with SQLite: a worker that is held up while it holds the only write lock would hold up everybody.
    """
    from secondstory.config.environment import environment

    if hasattr(os, "nice") and not environment().is_embedded:
        os.nice(NICENESS)
