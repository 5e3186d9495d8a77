"""What a command does before it touches the database."""

import faulthandler
import os
import signal
import sys

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError


def start_django() -> None:
    """Load Django with the settings of the environment; a wrong setting stops here with a sentence.

    From then on SIGUSR1 makes the process write where each of its threads is to stderr, for a request that hangs.
    """
    import django

    from secondstory.config.environment import prepare_data_folder

    if hasattr(signal, "SIGUSR1"):
        faulthandler.register(signal.SIGUSR1, file=sys.__stderr__ or sys.stderr)
    prepare_data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondstory.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from error


def open_library() -> None:
    """Start Django and bring an embedded database up to date, making it where there is none.

    With PostgreSQL the operator runs `secondstory migrate`; this only says so when it is due.
    """
    from secondstory.config.environment import environment

    start_django()
    if environment().is_embedded:
        bring_up_to_date()
    elif pending_migrations():
        raise click.UsageError("The database is not up to date. Run `secondstory migrate` first.")


def pending_migrations() -> list[str]:
    """Return the names of the migrations that are still to be run."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise click.UsageError(f"The database cannot be reached: {str(error).strip()}") from error
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def bring_up_to_date() -> None:
    """Run the pending migrations, and make the table of the cache."""
    from django.core.management import call_command

    if pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    """Put style sheets, scripts and fonts where the web server reads them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
