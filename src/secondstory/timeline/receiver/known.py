"""The connections, as this process knows them."""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hmac import compare_digest

from django.db import connection

from secondstory.accounts.rules import digest
from secondstory.connections.queries import OpenConnection, open_connections

FRESH = 1.0
"""For so many seconds nothing is looked up again."""
STALE = 3.0
"""After so many seconds a request waits until it is; before, it is looked up beside."""
LEAST = 0.05
"""Before a request is turned away, it is looked up again, but no more often than this: so a new connection works at once, and guessing
addresses costs the database little."""


class KnownConnections:
    """All connections in memory, read by one statement about once a second."""

    def __init__(self, load: Callable[[], Mapping[int, OpenConnection]] = open_connections) -> None:
        self._load = load
        self._known: Mapping[int, OpenConnection] = {}
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hooks-connections")

    async def find(self, connection_id: int, secret: str) -> OpenConnection | None:
        """Return the connection with this address, None where there is none. It may be switched off."""
        wanted = digest(secret)
        found = self._matching(connection_id, wanted)
        age = time.monotonic() - self._read_at
        if found is not None and found.is_active and found.is_readable and age < STALE:
            if age > FRESH:
                self._read_again()
            return found
        if age > LEAST:
            await asyncio.shield(self._read_again())
            found = self._matching(connection_id, wanted)
        return found

    def close(self) -> None:
        """Close the database of the thread that reads, and end it."""
        self._thread.submit(_close_database)
        self._thread.shutdown()

    def _matching(self, connection_id: int, wanted: str) -> OpenConnection | None:
        known = self._known.get(connection_id)
        is_right = compare_digest(known.address_digest if known else "0" * len(wanted), wanted)
        return known if is_right else None

    def _read_again(self) -> asyncio.Task[None]:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        return self._reading

    async def _read(self) -> None:
        self._known = await asyncio.get_running_loop().run_in_executor(self._thread, self._loaded)
        self._read_at = time.monotonic()

    def _loaded(self) -> Mapping[int, OpenConnection]:
        try:
            return self._load()
        except Exception:
            connection.close()  # a database that went away is asked anew next time
            raise


def _close_database() -> None:
    """Close the database of the thread that runs this: each thread has a connection of its own."""
    connection.close()
