"""The thread that waits for new notices and hands them to the hub of its process."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

import psycopg
from django.db import DatabaseError, connection

from secondstory.kit.clock import now
from secondstory.kit.live import wake
from secondstory.kit.live.messages import Told
from secondstory.kit.live.notices import CHANNEL
from secondstory.kit.live.presence import leave_all
from secondstory.kit.live.reading import settled_position, told_since
from secondstory.kit.live.tail import Tail

POLL = 0.25  # seconds between looks at a database that cannot call
LOOK_AT_LEAST = 5.0  # seconds, also where the database calls: something between may not hand on its calls
LISTEN = 0.5
AFTER_TROUBLE = 2.0

log = logging.getLogger(__name__)


class Reader(threading.Thread):
    """Runs while this process has sockets. The rows are read through the pool; PostgreSQL calls on a connection outside it.

    It is no daemon: when the process stops, it takes the presence of the process away, then ends.
    """

    def __init__(self, process: str, *, hand_on: Callable[[Sequence[Told]], None], is_ready: Callable[[], None]) -> None:
        super().__init__(name="live rooms")
        self._process, self._hand_on, self._is_ready = process, hand_on, is_ready
        self._stopped = threading.Event()
        self._woken = threading.Event()
        self._calls: psycopg.Connection[object] | None = None
        self._tail: Tail | None = None

    @property
    def last(self) -> int:
        """The id up to which this process has seen notices."""
        return self._tail.last if self._tail else 0

    def stop(self) -> None:
        self._stopped.set()
        self._woken.set()

    @property
    def _goes_on(self) -> bool:
        return not self._stopped.is_set() and threading.main_thread().is_alive()

    def run(self) -> None:
        wake.wakes(self._woken)
        while self._goes_on:
            try:
                self._read_on()
            except (DatabaseError, psycopg.Error, OSError) as error:
                log.warning("Live rooms cannot read the database (%s) and try again.", type(error).__name__)
                self._hang_up()
                self._stopped.wait(AFTER_TROUBLE)
        self._hang_up()
        try:
            leave_all(self._process, at=now())
        except DatabaseError:
            log.warning("Presence of this process could not be taken away; it runs out in half a minute.")
        finally:
            connection.close()

    def _read_on(self) -> None:
        self._listen()
        if self._tail is None:
            self._tail = Tail(settled_position(now()))
        self._read(self._tail)
        self._is_ready()
        while self._goes_on:
            if self._wait():
                self._read(self._tail)

    def _read(self, tail: Tail) -> None:
        try:
            found = told_since(tail.last, skipped=tail.skipped)
        finally:
            if connection.vendor == "postgresql":
                connection.close()  # back to the pool
        if found:
            tail.read((one.id for one in found), at=time.monotonic())
            self._hand_on(found)

    def _listen(self) -> None:
        if connection.vendor == "postgresql" and self._calls is None:
            parameters = connection.get_connection_params()
            self._calls = psycopg.connect(**{**parameters, "autocommit": True})
            self._calls.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> bool:
        """Wait for a call, a commit in this process or the next look; say whether to look."""
        if self._calls is None:
            self._woken.wait(POLL)
            self._woken.clear()
            return True
        waited = time.monotonic()
        while self._goes_on and time.monotonic() - waited < LOOK_AT_LEAST:
            if any(True for _ in self._calls.notifies(timeout=LISTEN, stop_after=1)):
                return True
        return self._goes_on

    def _hang_up(self) -> None:
        if self._calls is not None:
            self._calls.close()
            self._calls = None
        connection.close()
