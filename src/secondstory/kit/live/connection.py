"""One socket: what it may hear, and what its page says."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from secondstory.kit.live import messages
from secondstory.kit.live.hub import Hub
from secondstory.kit.live.messages import LARGEST_MESSAGE, Pace, Told, Wish, WrongMessage, read_wish
from secondstory.kit.live.presence import Here
from secondstory.kit.live.reading import missed, position
from secondstory.kit.live.sign_in import Caller, SessionKey, Standing, standing
from secondstory.kit.live.vocabulary import Close

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_ROOMS = 8
MOST_TOGETHER = 50  # messages in one frame
MOST_WAITING = 500  # messages that a page has not taken yet
A_SECOND, AT_ONCE = 10.0, 60
SILENT_FOR = 80.0  # seconds: three pings without an answer
SAY_GOODBYE = 2.0


@dataclass(slots=True)
class Membership:
    """One room of one socket. While `held` is a list, what is said waits there until it is known that the person may hear it."""

    held: list[tuple[int | None, str]] | None = field(default_factory=list)
    editing: str = ""
    has_entered: bool = False
    changes: int = 0  # how often access to it changed; an answer from before a change counts no more


class Connection:
    def __init__(self, hub: Hub, *, caller: Caller, session: SessionKey, receive: Receive, send: Send) -> None:
        self.caller, self.session = caller, session
        self.rooms: dict[str, Membership] = {}
        self._hub, self._receive, self._send = hub, receive, send
        self._id = uuid.uuid4().hex
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._closed: asyncio.Future[Close | None] = asyncio.get_running_loop().create_future()
        self._pace = Pace(a_second=A_SECOND, at_once=AT_ONCE)
        self._heard_at = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Serve the socket until either side ends it."""
        self._hub.add(self)
        loop = asyncio.get_running_loop()
        work = [loop.create_task(self._read()), loop.create_task(self._write())]
        try:
            ends: list[asyncio.Future[Any]] = [*work, self._closed]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.remove(self)
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        code = self._closed.result() if self._closed.done() else None
        if code is not None:
            goodbye = loop.create_task(self._say_goodbye(code))
            await asyncio.wait([goodbye], timeout=SAY_GOODBYE)
            goodbye.cancel()

    async def _say_goodbye(self, code: Close) -> None:
        """Close, and let what the page still sends run out, so that it gets to read the code."""
        await self._send({"type": "websocket.close", "code": int(code)})
        while (await self._receive())["type"] == "websocket.receive":
            pass

    # ── what the hub says ──

    def is_in(self, room: str) -> bool:
        return room in self.rooms

    @property
    def is_held(self) -> bool:
        """Whether something waits for a look at access that should have been answered long ago, as when the database was away."""
        return any(one.held is not None and one.has_entered for one in self.rooms.values())

    def is_silent(self, at: float) -> bool:
        return at - self._heard_at > SILENT_FOR

    def access_known(self) -> dict[str, int]:
        """The rooms, each with how often access to it changed."""
        return {room: one.changes for room, one in self.rooms.items()}

    def here(self) -> Iterator[Here]:
        for room, membership in self.rooms.items():
            if membership.has_entered:
                yield Here(self._id, room, self.caller.person_id, self.caller.name, membership.editing)

    def tell(self, room: str, text: str, *, id: int | None = None) -> None:  # noqa: A002
        """Say something in a room, or keep it until it is known that this person may still hear it."""
        membership = self.rooms.get(room)
        if membership is None:
            return
        if membership.held is None:
            self._say(text)
        elif len(membership.held) < MOST_WAITING:
            membership.held.append((id, text))
        else:
            self.close(Close.TRY_LATER)

    def hold(self, room: str) -> None:
        """Say nothing more in a room, or where it is empty in any, until `apply` tells what holds now."""
        for name, membership in self.rooms.items():
            if room in ("", name):
                membership.changes += 1
                membership.held = membership.held if membership.held is not None else []

    def apply(self, now_holds: Standing, *, asked: Mapping[str, int]) -> None:
        """Do what access says now for the rooms that were asked about, each with the changes of access known then."""
        if now_holds.caller is None:
            self.close(Close.NOT_SIGNED_IN)
            return
        self.caller = now_holds.caller
        for room, membership in list(self.rooms.items()):
            if membership.has_entered and room in asked and room not in now_holds.rooms:
                del self.rooms[room]
                self._say(messages.out(room))
            elif membership.has_entered and asked.get(room) == membership.changes:
                self._release(membership)

    def ping(self, *, last: int) -> None:
        if all(one.held is None for one in self.rooms.values()):
            self._say(messages.ping(last=last))

    def close(self, code: Close) -> None:
        """End the socket; nothing that still waits is sent."""
        self.rooms.clear()
        if not self._closed.done():
            self._closed.set_result(code)

    def _say(self, text: str) -> None:
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:  # its page does not take them: others must not wait for it
            self.close(Close.TRY_LATER)

    def _release(self, membership: Membership, *, known: frozenset[int] = frozenset()) -> None:
        held, membership.held = membership.held or [], None
        for id_, text in held:
            if id_ is None or id_ not in known:
                self._say(text)

    # ── what the page says ──

    async def _write(self) -> None:
        while True:
            texts = [await self._waiting.get()]
            while not self._waiting.empty() and len(texts) < MOST_TOGETHER:
                texts.append(self._waiting.get_nowait())
            await self._send({"type": "websocket.send", "text": messages.together(texts)})

    async def _read(self) -> None:
        while not self._closed.done():
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return
            self._heard_at = asyncio.get_running_loop().time()
            if not self._pace.allows(self._heard_at):
                self.close(Close.TOO_MANY_MESSAGES)
            elif (text := message.get("text")) is None:
                self.close(Close.UNSUPPORTED)  # bytes will carry documents
            elif len(text) > LARGEST_MESSAGE:
                self.close(Close.TOO_LARGE)
            else:
                await self._do(text)

    async def _do(self, text: str) -> None:
        try:
            wish = read_wish(text)
        except WrongMessage:
            self.close(Close.WRONG_MESSAGE)
            return
        match wish.do:
            case "enter":
                await self._enter(wish)
            case "leave":
                self.rooms.pop(wish.room, None)
                self._hub.presence_changed()
            case "edit" if wish.room in self.rooms:
                self.rooms[wish.room].editing = wish.editing
                self._hub.presence_changed()

    async def _enter(self, wish: Wish) -> None:
        """Let the page in, if it may be there, with what it missed. What is said meanwhile is held back, so that the order stays."""
        if wish.room in self.rooms:
            return
        if len(self.rooms) >= MOST_ROOMS:
            self._say(messages.refused(wish.room))
            return
        membership = self.rooms[wish.room] = Membership()
        await self._hub.is_reading()
        changes = -1
        while changes != membership.changes:
            changes = membership.changes
            now_holds, last, told = await self._hub.in_thread(_entrance, self.session, wish)
        if self.rooms.get(wish.room) is not membership:
            return
        if now_holds.caller is None:
            self.close(Close.NOT_SIGNED_IN)
        elif wish.room not in now_holds.rooms:
            del self.rooms[wish.room]
            self._say(messages.refused(wish.room))
        else:
            self._let_in(wish.room, membership, last=last, told=told)

    def _let_in(self, room: str, membership: Membership, *, last: int, told: list[Told] | None) -> None:
        membership.has_entered = True
        if told is None:
            self._say(messages.stale(room, last=last))
        self._say(messages.entered(room, last=last))
        for one in told or ():
            self._say(messages.notice(one))
        self._release(membership, known=frozenset(one.id for one in told or ()))
        self._hub.presence_changed()


def _entrance(session: SessionKey, wish: Wish) -> tuple[Standing, int, list[Told] | None]:
    """Return what the session allows, the newest notice, and what was missed. Reads the database."""
    last = position()
    told = [] if wish.since is None else missed(wish.room, since=wish.since)
    return standing(session, [wish.room]), last, told
