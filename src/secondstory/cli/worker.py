import click


@click.command()
def command() -> None:
    """Run one worker for imports and mails."""
    from secondstory.cli.setup import start_django

    start_django()
    from django_q.cluster import Cluster

    from secondstory.kit.jobs import write_down_repeated_jobs

    write_down_repeated_jobs()
    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
