"""Reading the body of a request, no longer and no larger than it may be."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
READ_AWAY = 8
"""A body that is too large is read to its end, up to so many times the limit, and thrown away: many clients see no answer otherwise."""


class TooLarge(Exception):
    """The body is larger than the limit."""


class GoneAway(Exception):
    """Whoever sent the request left before its end."""


async def read_body(receive: Receive, *, stated: int | None, limit: int, seconds: float) -> bytes:
    """Return the whole body. Raises `TooLarge`, `GoneAway`, or `TimeoutError` where it takes longer than `seconds`."""
    return await asyncio.wait_for(_read(receive, stated=stated, limit=limit), timeout=seconds)


async def _read(receive: Receive, *, stated: int | None, limit: int) -> bytes:
    is_too_large = stated is not None and stated > limit
    if stated is not None and stated > limit * READ_AWAY:
        raise TooLarge
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneAway
        part = message.get("body", b"")
        length += len(part)
        if length > limit:
            is_too_large = True
            parts.clear()
        elif part:
            parts.append(part)
        if length > limit * READ_AWAY:
            raise TooLarge
        if not message.get("more_body", False):
            break
    if is_too_large:
        raise TooLarge
    return parts[0] if len(parts) == 1 else b"".join(parts)
