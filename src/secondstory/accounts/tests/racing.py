"""Several changes at the same moment, on the database that the tests run on."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from django.db import connection, connections


def race(racers: Sequence[Callable[[], str]], *, count: Callable[[], int], folder: Path) -> tuple[list[str], int]:
    """Run all racers at once, each in a thread with a connection of its own; return what they said, and then the count.

    Needs a test with real transactions. On SQLite the race runs in a copy on disk, because a database in memory has locks of its own kind.
    """
    file = _copy_on_disk(folder)
    start = threading.Barrier(len(racers))
    outcomes: list[str] = []
    counts: list[int] = []

    def in_own_connection(step: Callable[[], None]) -> None:
        own = connections["default"]
        if file is not None:
            own.settings_dict = {**own.settings_dict, "NAME": file}
        try:
            step()
        finally:
            own.close()

    def run(racer: Callable[[], str]) -> None:
        start.wait(timeout=20)
        outcomes.append(racer())

    _together([threading.Thread(target=in_own_connection, args=(partial(run, racer),)) for racer in racers])
    _together([threading.Thread(target=in_own_connection, args=(lambda: counts.append(count()),))])
    return outcomes, counts[0]


def _together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


def _copy_on_disk(folder: Path) -> Path | None:
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    file = folder / "race.sqlite3"
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    return file
