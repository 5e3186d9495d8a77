"""A page of a browser, as far as its socket goes."""

import asyncio
import json
from collections import deque
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 60


class Tab:
    """Open it with `async with`; `say`, then `hear`."""

    def __init__(self, url: str, *, session: str | None = None, origin: str | None = "", path: str = "/live/", **options: Any) -> None:
        self._url, self._path = url, path
        self._headers = {"Cookie": f"theme=dark; sessionid={session}"} if session else {}
        self._origin = url if origin == "" else origin
        self._options = options
        self._socket: ClientConnection | None = None
        self._unheard: deque[dict[str, Any]] = deque()
        self.heard: list[dict[str, Any]] = []

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self._url.replace("http", "ws") + self._path,
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers=self._headers,
            open_timeout=PATIENCE,
            **self._options,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    @property
    def socket(self) -> ClientConnection:
        assert self._socket is not None
        return self._socket

    async def say(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def enter(self, room: str, *, since: int | None = None) -> dict[str, Any]:
        await self.say(do="enter", room=room, since=since)
        return await self.hear("entered")

    async def hear(self, is_: str, **with_: object) -> dict[str, Any]:
        """Return the next message of this sort in which all this is so. What comes before it is kept in `heard`."""
        while True:
            if not self._unheard:
                self._unheard.extend(json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE)))
            message = self._unheard.popleft()
            self.heard.append(message)
            if message["is"] == is_ and with_.items() <= message.items():
                return message

    async def hear_people(self, room: str, *names: str) -> dict[str, Any]:
        """Wait until exactly these people are in the room."""
        while True:
            message = await self.hear("presence", room=room)
            if [one["name"] for one in message["people"]] == sorted(names):
                return message

    async def closed(self) -> int:
        """Wait until the server ends it, and return the code."""
        try:
            while True:
                self.heard.extend(json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE)))
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    def notices(self, room: str, *, after: int = 0) -> list[str]:
        """The kinds of the notices heard so far, in their order, without those that the page knew."""
        return [one["kind"] for one in self.heard if one["is"] == "notice" and one["room"] == room and one["id"] > after]
