"""Requests at a fixed rate over connections that stay open, with next to no work a request: everything is made before it starts.

A request is due at its time whether or not the ones before were answered, and its answer is timed from then on: a server that stalls is
not let off the requests that it held up.
"""

import asyncio
import gc
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast


@dataclass(slots=True)
class Outcome:
    """Seconds of each answer, in the order of the requests, and how often each status came; 0 stands for none."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    late: float = 0.0
    """The most by which the generator itself sent a request too late."""


class _Client(asyncio.Protocol):
    """One connection. Reads answers with a Content-Length, which is all that this server gives."""

    def __init__(self, idle: "deque[_Client]") -> None:
        self._idle = idle
        self._read = b""
        self._waiting: asyncio.Future[int] | None = None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._idle.append(self)

    def send(self, request: bytes) -> "asyncio.Future[int]":
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found or self._waiting is None:
            return
        _, _, rest = head.lower().partition(b"content-length:")
        if len(body) >= int(rest.split(b"\r\n", 1)[0]):
            self._read = b""
            waiting, self._waiting = self._waiting, None
            self._idle.append(self)
            waiting.set_result(int(head[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(0)
        if self in self._idle:
            self._idle.remove(self)


async def send_all(address: tuple[str, int], requests: Sequence[bytes], *, rate: float, connections: int = 64) -> Outcome:
    """Send the requests, `rate` a second, and return how they were answered. One that finds no connection free opens another."""
    loop = asyncio.get_running_loop()
    idle: deque[_Client] = deque()
    outcome = Outcome(seconds=[0.0] * len(requests))
    for _ in range(connections):
        await loop.create_connection(lambda: _Client(idle), *address)
    gc.collect()
    gc.freeze()
    left = len(requests)
    done = loop.create_future()
    start = time.perf_counter() + 0.2

    def answered(number: int, due: float, future: "asyncio.Future[int]") -> None:
        nonlocal left
        outcome.seconds[number] = time.perf_counter() - due
        outcome.statuses[future.result()] += 1
        left -= 1
        if not left:
            done.set_result(None)

    for number, request in enumerate(requests):
        due = start + number / rate
        pause = due - time.perf_counter()
        if pause > 0:
            await asyncio.sleep(pause)
        outcome.late = max(outcome.late, time.perf_counter() - due)
        if not idle:
            await loop.create_connection(lambda: _Client(idle), *address)
        idle.popleft().send(request).add_done_callback(lambda future, number=number, due=due: answered(number, due, future))  # type: ignore[misc]
    await done
    return outcome
