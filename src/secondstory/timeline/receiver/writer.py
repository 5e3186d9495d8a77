"""Storing what arrives, many requests in one transaction."""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DatabaseError, OperationalError, connection

from secondstory.connections.commands import Tally
from secondstory.timeline.commands.deliveries import Arrived, keep

logger = logging.getLogger(__name__)

GATHER = 0.008
"""Seconds for which the first of a group waits for others: a commit costs much more than a row."""
LONGEST_LOG = 25_000
"""Pages of SQLite's write-ahead log, 100 MB, that the writer leaves to others to carry over."""
LONGEST_WAIT = 10.0
BETWEEN_TRIES = 0.002
MOST_IN_A_GROUP = 200
MOST_WAITING = 2000
MOST_BYTES_WAITING = 64 * 1024 * 1024
EVERY = 1.0
"""Seconds between two jobs that translate, and between two times that counts are written down."""


class Full(Exception):
    """More waits than this process takes; the vendor may send it again a little later."""


@dataclass(slots=True)
class _Waiting:
    arrived: Arrived
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[bool]


class Writer:
    """One thread with a database connection of its own. It starts with the first request, after the server has forked."""

    def __init__(self) -> None:
        self._queue: deque[_Waiting] = deque()
        self._bytes = 0
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._tallies: dict[int, Tally] = {}
        self._noted_at = float("-inf")
        self._is_due = False
        self._thread: threading.Thread | None = None
        self._is_closed = False

    async def store(self, arrived: Arrived) -> bool:
        """Return whether the request is safe on disk. Raises `Full`."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(arrived, loop, loop.create_future())
        with self._lock:
            if len(self._queue) >= MOST_WAITING or self._bytes + len(arrived.body) > MOST_BYTES_WAITING:
                raise Full
            self._queue.append(waiting)
            self._bytes += len(arrived.body)
        self._wake()
        return await waiting.stored

    def refused(self, connection_id: int, why: str, *, at: datetime) -> None:
        """Count a request with the right address that is turned away."""
        with self._lock:
            before = self._tallies.get(connection_id, Tally())
            self._tallies[connection_id] = replace(before, refused=before.refused + 1, last_refused_at=at, last_refusal=why)
        self._wake()

    def close(self) -> None:
        """Store what waits, and end the thread and its database connection."""
        self._is_closed = True
        self._something.set()
        if self._thread is not None:
            self._thread.join()

    def _wake(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="hooks-writer", daemon=True)
                    self._thread.start()
        self._something.set()

    def _run(self) -> None:
        while not (self._is_closed and not self._queue):
            due_in = self._noted_at + EVERY - time.monotonic()
            self._something.wait(timeout=max(due_in, 0.0) if self._is_due or self._tallies else None)
            self._something.clear()
            if self._queue and not self._is_closed:
                time.sleep(GATHER)
            self._write(self._taken())
            if self._queue:
                self._something.set()
        self._write([], is_last=True)
        connection.close()

    def _taken(self) -> list[_Waiting]:
        with self._lock:
            group = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_IN_A_GROUP))]
            self._bytes -= sum(len(one.arrived.body) for one in group)
            for one in group:
                self._count(one.arrived)
        return group

    def _count(self, arrived: Arrived) -> None:
        before = self._tallies.get(arrived.connection_id, Tally())
        self._tallies[arrived.connection_id] = replace(before, arrived=before.arrived + 1, last_arrival_at=arrived.at)

    def _write(self, group: list[_Waiting], *, is_last: bool = False) -> None:
        is_time = is_last or time.monotonic() - self._noted_at >= EVERY
        and_translate = is_time and (bool(group) or self._is_due)
        if not group and not (is_time and (self._tallies or self._is_due)):
            return
        tallies = self._taken_tallies() if is_time else {}
        is_stored = self._kept([one.arrived for one in group], tallies=tallies, and_translate=and_translate)
        if is_time:
            self._noted_at = time.monotonic()
        self._is_due = not and_translate and (self._is_due or bool(group)) and is_stored
        _answer(group, is_stored=is_stored)

    def _taken_tallies(self) -> dict[int, Tally]:
        with self._lock:
            taken, self._tallies = self._tallies, {}
        return taken

    def _kept(self, arrived: list[Arrived], *, tallies: Mapping[int, Tally], and_translate: bool) -> bool:
        """Store a group; once more with a new connection where the database had gone away."""
        for attempt in (1, 2):
            try:
                _keep_as_soon_as_possible(arrived, tallies, and_translate=and_translate)
            except Exception as error:
                logger.warning("A group of %d requests could not be stored (attempt %d): %s", len(arrived), attempt, type(error).__name__)
                connection.close()
                if not isinstance(error, DatabaseError):
                    return False
            else:
                return True
        return False


def _keep_as_soon_as_possible(arrived: list[Arrived], tallies: Mapping[int, Tally], *, and_translate: bool) -> None:
    """Store a group; where another process holds SQLite's only write lock, try again every few milliseconds.

    SQLite itself would wait up to a tenth of a second between two tries. It is also told to let other connections carry its log over into
    the database, which stalls whoever does it; only a very long log is not left to them.
    """
    if connection.vendor != "sqlite":
        keep(arrived, tallies=tallies, and_translate=and_translate)
        return
    if connection.connection is None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint={LONGEST_LOG}")
            cursor.execute("PRAGMA busy_timeout=0")
    until = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            keep(arrived, tallies=tallies, and_translate=and_translate)
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(BETWEEN_TRIES)
        else:
            return


def _answer(group: list[_Waiting], *, is_stored: bool) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[bool]]] = {}
    for one in group:
        by_loop.setdefault(one.loop, []).append(one.stored)
    for loop, futures in by_loop.items():
        try:
            loop.call_soon_threadsafe(_tell, futures, is_stored)
        except RuntimeError:  # the server stops; whoever sent it gets no answer and sends it again
            logger.info("%d answers were not given, because the server stops.", len(futures))


def _tell(futures: list[asyncio.Future[bool]], is_stored: bool) -> None:
    for future in futures:
        if not future.done():
            future.set_result(is_stored)
