"""The door for sockets, in front of the application that answers requests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from secondstory.kit.live.connection import Connection, Receive, Send
from secondstory.kit.live.hub import hub
from secondstory.kit.live.sign_in import caller_of, header, is_from_here, session_key
from secondstory.kit.live.vocabulary import Close

ADDRESS = "/live/"
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

log = logging.getLogger(__name__)


def with_live_rooms(application: Application) -> Application:
    """Return an application that serves sockets at /live/ and hands everything else on."""

    async def front(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            # A task of its own, since the server drives what it calls without one, and time limits need one.
            await asyncio.get_running_loop().create_task(_serve(scope, receive, send))
        else:
            await application(scope, receive, send)

    return front


async def _serve(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if (await receive())["type"] != "websocket.connect":
        return
    if scope["path"] != ADDRESS or not _is_ours(scope):
        await send({"type": "websocket.close", "code": 4403})  # before accepting: the server answers 403
        return
    here, key = hub(), session_key(scope)
    try:
        caller = await here.in_thread(caller_of, key) if key else None
    except DatabaseError:
        log.warning("A socket was turned away, since the database could not be reached.")
        await send({"type": "websocket.close", "code": 1011})
        return
    await send({"type": "websocket.accept"})
    # From here on a page learns by the code why it is turned away, which an answer to the request would not tell it.
    if key is None or caller is None:
        await send({"type": "websocket.close", "code": int(Close.NOT_SIGNED_IN)})
    elif here.is_full:
        await send({"type": "websocket.close", "code": int(Close.TRY_LATER)})
    elif not here.has_place_for(caller.person_id):
        await send({"type": "websocket.close", "code": int(Close.TOO_MANY_SOCKETS)})
    else:
        await Connection(here, caller=caller, session=key, receive=receive, send=send).run()


def _is_ours(scope: dict[str, Any]) -> bool:
    return is_from_here(
        host=header(scope, b"host"),
        origin=header(scope, b"origin"),
        allowed_hosts=settings.ALLOWED_HOSTS,
        trusted_origins=settings.CSRF_TRUSTED_ORIGINS,
    )
