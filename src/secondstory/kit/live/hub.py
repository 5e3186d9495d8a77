"""All sockets of one process, and what goes on among them. Everything here runs on the event loop; the database is asked in threads."""

import asyncio
import functools
import logging
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from django.db import DatabaseError
from django.db import connection as database

from secondstory.kit.clock import now
from secondstory.kit.live import messages
from secondstory.kit.live.messages import Told
from secondstory.kit.live.presence import Here, keep_fresh, people_in, write_presence
from secondstory.kit.live.reader import Reader
from secondstory.kit.live.reading import MOST_MISSED
from secondstory.kit.live.sign_in import SessionKey, Standing, standing
from secondstory.kit.live.vocabulary import Close, Purpose

if TYPE_CHECKING:
    from secondstory.kit.live.connection import Connection

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 2
MOST_SOCKETS = 2000
MOST_SOCKETS_A_PERSON = 30
GATHER = 0.1  # seconds in which presence is gathered before it is written, and again before it is told
FRESHEN, PING, LOOK_AGAIN, LINGER = 10.0, 25.0, 60.0, 60.0  # seconds
AT_ONCE = 50  # sockets whose access is looked at in one go

log = logging.getLogger(__name__)
_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> "Hub":
    """Return the hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(loop)
    return _hubs[loop]


class Hub:
    """Starts its work with the first socket, and ends it a minute after the last."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.process = uuid.uuid4().hex
        self.connections: set[Connection] = set()
        self._loop = loop
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live rooms")
        self._reader: Reader | None = None
        self._ready = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._written: dict[tuple[str, str], Here] = {}
        self._gathers_presence = False
        self._rooms_to_tell: set[str] = set()
        self._told_again = asyncio.Lock()
        self._written_again = asyncio.Lock()

    # ── sockets ──

    def has_place_for(self, person_id: int) -> bool:
        return Counter(one.caller.person_id for one in self.connections)[person_id] < MOST_SOCKETS_A_PERSON

    @property
    def is_full(self) -> bool:
        return len(self.connections) >= MOST_SOCKETS

    @property
    def last(self) -> int:
        return self._reader.last if self._reader else 0

    def add(self, connection: "Connection") -> None:
        self.connections.add(connection)
        if self._reader is None:
            self._ready.clear()
            self._reader = Reader(
                self.process,
                hand_on=functools.partial(self._from_thread, self.hear),
                is_ready=functools.partial(self._from_thread, self._ready.set),
            )
            self._reader.start()
            self.start(self._keep_house(self._reader))

    def remove(self, connection: "Connection") -> None:
        self.connections.discard(connection)
        self.presence_changed()

    async def is_reading(self) -> None:
        """Return once every notice committed from now on reaches this process."""
        await self._ready.wait()

    def start(self, work: Any) -> None:
        """Do something beside; what goes wrong is written to the log, in one line."""

        async def watched() -> None:
            try:
                await work
            except DatabaseError as error:
                log.warning("Live rooms could not reach the database: %s", type(error).__name__)

        task = self._loop.create_task(watched())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def in_thread(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database in one of our own threads, which hold a connection only as long as it takes."""

        def asked() -> T:
            try:
                return ask(*args, **kwargs)
            finally:
                database.close()

        return await self._loop.run_in_executor(self._threads, asked)

    def _from_thread(self, call: Callable[..., object], *args: object) -> None:
        with suppress(RuntimeError):  # the loop has ended: the process stops
            self._loop.call_soon_threadsafe(call, *args)

    # ── notices ──

    def hear(self, notices: Sequence[Told]) -> None:
        """Hand on what the reader found. Of a room in which very much changed at once, pages hear only that."""
        changes = Counter(one.room for one in notices if one.purpose is Purpose.CHANGE)
        for room in [room for room, many in changes.items() if many > MOST_MISSED]:
            self._tell(room, messages.stale(room, last=notices[-1].id))
        for one in notices:
            if one.purpose is Purpose.CHANGE and changes[one.room] > MOST_MISSED:
                continue
            match one.purpose:
                case Purpose.CHANGE:
                    self._tell(one.room, messages.notice(one), id=one.id)
                case Purpose.PRESENCE:
                    self._tell_presence(one.room)
                case Purpose.ACCESS:
                    self._look_again_at(one)

    def _tell(self, room: str, text: str, *, id: int | None = None) -> None:  # noqa: A002
        for connection in [one for one in self.connections if one.is_in(room)]:
            connection.tell(room, text, id=id)

    def _look_again_at(self, one: Told) -> None:
        person = one.payload.get("person")
        concerned = [
            connection
            for connection in self.connections
            if (not one.room or connection.is_in(one.room)) and (person is None or connection.caller.person_id == person)
        ]
        for connection in concerned:
            connection.hold(one.room)
        if concerned:
            self.start(self.check(concerned))

    async def check(self, connections: Sequence["Connection"]) -> None:
        """Look at who may be where now, and put out who may not."""
        for begin in range(0, len(connections), AT_ONCE):
            some = connections[begin : begin + AT_ONCE]
            asked = [(one, one.access_known()) for one in some]
            found = await self.in_thread(_standings, [(one.session, list(rooms)) for one, rooms in asked])
            for (connection, rooms), now_holds in zip(asked, found, strict=True):
                connection.apply(now_holds, asked=rooms)
        self.presence_changed()

    # ── presence ──

    def presence_changed(self) -> None:
        """Write presence soon: what changes within a moment is written at once."""
        if not self._gathers_presence:
            self._gathers_presence = True
            self._loop.call_later(GATHER, lambda: self.start(self._write_presence()))

    async def _write_presence(self) -> None:
        async with self._written_again:
            self._gathers_presence = False
            present = {(one.socket, one.room): one for connection in self.connections for one in connection.here()}
            here = [one for key, one in present.items() if self._written.get(key) != one]
            gone = [key for key in self._written if key not in present]
            if here or gone:
                await self.in_thread(write_presence, self.process, here=here, gone=gone, at=now())
                self._written = present

    def _tell_presence(self, room: str) -> None:
        if not self._rooms_to_tell:
            self._loop.call_later(GATHER, lambda: self.start(self._read_presence()))
        self._rooms_to_tell.add(room)

    async def _read_presence(self) -> None:
        async with self._told_again:
            told, self._rooms_to_tell = self._rooms_to_tell, set()
            rooms = {room for room in told if any(connection.is_in(room) for connection in self.connections)}
            if not rooms:
                return
            people = await self.in_thread(people_in, rooms, at=now())
            for room in rooms:
                self._tell(room, messages.presence(room, people[room]))

    # ── what recurs ──

    async def _keep_house(self, reader: Reader) -> None:
        """Keep presence fresh, ask for signs of life and look at access again, until nobody has been here for a minute."""
        freshened = pinged = looked = occupied = self._loop.time()
        while True:
            await asyncio.sleep(1)
            at = self._loop.time()
            if self.connections:
                occupied = at
            elif at - occupied >= LINGER:
                break
            if at - freshened >= FRESHEN:
                freshened = at
                self.start(self._freshen())
            if at - pinged >= PING:
                pinged = at
                self._ping(at)
            overdue = [one for one in self.connections if one.is_held]
            if at - looked >= LOOK_AGAIN:
                looked = at
                overdue = list(self.connections)
            if overdue:
                self.start(self.check(overdue))
        reader.stop()
        self._reader = None

    def _ping(self, at: float) -> None:
        for connection in list(self.connections):
            if connection.is_silent(at):
                connection.close(Close.IDLE)
            else:
                connection.ping(last=self.last)

    async def _freshen(self) -> None:
        rows = await self.in_thread(keep_fresh, self.process, at=now())
        if rows != len(self._written):  # another process took this one for gone, such as while the machine slept
            self._written = {}
            self.presence_changed()


def _standings(sockets: Collection[tuple[SessionKey, list[str]]]) -> list[Standing]:
    return [standing(session, rooms) for session, rooms in sockets]
