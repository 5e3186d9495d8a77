"""What is answered to a request at the address of a connection."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings

from secondstory.connections.queries import OpenConnection
from secondstory.connections.rules import HOOKS, parts_of_hook_path
from secondstory.kit.clock import now
from secondstory.timeline.commands.deliveries import Arrived
from secondstory.timeline.ports import EventSource, Payload
from secondstory.timeline.receiver.body import GoneAway, Receive, TooLarge, read_body
from secondstory.timeline.receiver.known import KnownConnections
from secondstory.timeline.receiver.writer import Full, Writer
from secondstory.timeline.sources import event_sources

logger = logging.getLogger(__name__)

SECONDS_FOR_A_BODY = 10.0
MOST_AT_ONCE = 1000
MOST_HEADERS = 200
LARGEST = 1024 * 1024
UNSIGNED = "Its signature is missing or wrong. Compare the signing secret of the connection with the one that the vendor shows."

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    words: str
    retry_after: int = 0
    allow: str = ""


STORED = Answer(HTTPStatus.OK, "Kept.")
UNKNOWN = Answer(HTTPStatus.NOT_FOUND, "There is no connection with this address.")
SWITCHED_OFF = Answer(HTTPStatus.GONE, "This connection is switched off. Nothing was kept.")
ONLY_POST = Answer(HTTPStatus.METHOD_NOT_ALLOWED, "This address takes what is sent by POST.", allow="POST")
BUSY = Answer(HTTPStatus.SERVICE_UNAVAILABLE, "Too much arrives at once. Nothing of this was kept: send it again.", retry_after=5)
NOT_STORED = Answer(HTTPStatus.SERVICE_UNAVAILABLE, "It could not be stored just now. Send it again.", retry_after=10)
FORGED = Answer(HTTPStatus.UNAUTHORIZED, "The signature is missing or wrong. Nothing was kept.")
EMPTY = Answer(HTTPStatus.BAD_REQUEST, "The request has no body. Nothing was kept.")
SLOW = Answer(HTTPStatus.REQUEST_TIMEOUT, "The body did not arrive in time. Nothing was kept.")
PACKED = Answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without a content encoding. Nothing was kept.")
TOO_MANY_HEADERS = Answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request has too many headers. Nothing was kept.")


class Receiver:
    """An ASGI application for the paths below `/hooks/`."""

    def __init__(self, *, largest: int = LARGEST, seconds_for_a_body: float = SECONDS_FOR_A_BODY, most_at_once: int = MOST_AT_ONCE) -> None:
        self._largest = largest
        self._seconds = seconds_for_a_body
        self._most_at_once = most_at_once
        self._at_once = 0
        self._known = KnownConnections()
        self._writer = Writer()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        self._at_once += 1
        try:
            answer = await self._answered(scope, receive) if self._at_once <= self._most_at_once else BUSY
        except GoneAway:
            return
        except Exception:
            logger.exception("A request to a connection could not be answered")  # names no path: the path holds a secret
            answer = NOT_STORED
        finally:
            self._at_once -= 1
        await _send(send, answer, is_head=scope["method"] == "HEAD")

    def close(self) -> None:
        """Store what waits and close the threads with their databases."""
        self._writer.close()
        self._known.close()

    async def _answered(self, scope: Mapping[str, Any], receive: Receive) -> Answer:
        parts = parts_of_hook_path(scope["path"])
        if parts is None:
            return UNKNOWN
        if len(scope["headers"]) > MOST_HEADERS:
            return TOO_MANY_HEADERS
        connection = await self._known.find(*parts)
        if connection is None:
            return UNKNOWN
        if not connection.is_active:
            return SWITCHED_OFF
        source = event_sources().get(connection.source)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] in {"GET", "HEAD"}:
            return _greeted(source, Payload(scope.get("query_string", b""), headers=headers)) or ONLY_POST
        if scope["method"] != "POST":
            return ONLY_POST
        if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
            return PACKED
        return await self._taken(connection, source, headers=headers, receive=receive)

    async def _taken(
        self, connection: OpenConnection, source: EventSource | None, *, headers: Mapping[str, str], receive: Receive
    ) -> Answer:
        try:
            body = await read_body(receive, stated=_stated_length(headers), limit=self._largest, seconds=self._seconds)
        except TooLarge:
            self._writer.refused(connection.id, f"It is larger than {self._largest // 1024:,} KiB.", at=now())
            return Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is larger than {self._largest // 1024:,} KiB. Nothing was kept.")
        except TimeoutError:
            return SLOW
        if not body:
            return EMPTY
        payload, at = Payload(body, headers=headers), now()
        if not _is_genuine(connection, source, payload):
            self._writer.refused(connection.id, UNSIGNED, at=at)
            return FORGED
        if greeting := _greeted(source, payload):
            return greeting
        try:
            is_stored = await self._writer.store(Arrived(connection.id, body, headers, at))
        except Full:
            return BUSY
        return STORED if is_stored else NOT_STORED


def with_hooks(pages: Application) -> Application:
    """Let a receiver answer at the addresses of connections, and `pages` everywhere else."""
    receiver = Receiver(largest=settings.HOOK_LARGEST)

    async def application(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(HOOKS):
            await receiver(scope, receive, send)
        else:
            await pages(scope, receive, send)

    return application


def _is_genuine(connection: OpenConnection, source: EventSource | None, payload: Payload) -> bool:
    """Say whether a request was signed with a secret of the connection; always, where it has none."""
    if not connection.is_readable:
        return False
    if not connection.signing_secrets:
        return True
    if source is None or source.checks_signature is None:
        return False
    moment = now()
    try:
        return any(source.checks_signature(payload, secret, moment) for secret in connection.signing_secrets)
    except Exception:
        logger.exception("The signature check of %s failed", source.name)
        return False


def _greeted(source: EventSource | None, payload: Payload) -> Answer | None:
    if source is None or source.answers is None:
        return None
    said = source.answers(payload)
    return Answer(HTTPStatus.OK, said) if said is not None else None


def _stated_length(headers: Mapping[str, str]) -> int | None:
    stated = headers.get("content-length", "").strip()
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 16 else None


async def _send(send: Send, answer: Answer, *, is_head: bool) -> None:
    body = answer.words.encode()
    headers = [
        (b"content-type", b"application/json" if body[:1] == b"{" else b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
    ]
    if answer.retry_after:
        headers.append((b"retry-after", str(answer.retry_after).encode()))
    if answer.allow:
        headers.append((b"allow", answer.allow.encode()))
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
