import click


@click.command()
def command() -> None:
    """Run one worker for imports and mails."""
    from secondstory.cli.setup import start_django

    start_django()
    from django_q.cluster import Cluster

    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
