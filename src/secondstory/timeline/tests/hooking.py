"""Requests to the receiver, without a server."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from secondstory.connections.models import Connection
from secondstory.connections.queries import hook_url
from secondstory.timeline.receiver import Receiver


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    text: str


def path_of(connection: Connection) -> str:
    return "/hooks/" + hook_url(connection).split("/hooks/")[1]


def pushed(number: int = 1, *, message: str = "Raise the pool size") -> bytes:
    """What GitHub sends after a push."""
    after = hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()
    commit = {"id": after, "message": message, "timestamp": "2026-05-08T14:02:00Z", "author": {"name": "Ada Lind"}}
    return json.dumps(
        {
            "ref": "refs/heads/main",
            "before": "0" * 40,
            "after": after,
            "commits": [commit],
            "head_commit": commit,
            "pusher": {"name": "ada"},
            "repository": {"id": 5, "full_name": "example/shop", "pushed_at": 1778248920},
            "sender": {"login": "ada"},
        }
    ).encode()


def signed(body: bytes, secret: str) -> dict[str, str]:
    """The header with which GitHub signs."""
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"}


def ask(
    receiver: Receiver,
    path: str,
    body: bytes | Iterable[bytes] = b"",
    *,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    query: bytes = b"",
    hangs: bool = False,
    leaves: bool = False,
) -> Answered | None:
    """Send one request and return what is answered, None if nothing is. A body in parts comes without a length; one that hangs never
    ends, one who leaves goes away in the middle."""
    return asyncio.run(_ask(receiver, path, body, method=method, headers=headers or {}, query=query, hangs=hangs, leaves=leaves))


def ask_all(receiver: Receiver, requests: Iterable[tuple[str, bytes]]) -> list[int]:
    """Send many at once and return the statuses."""

    async def together() -> list[int]:
        asked = [_ask(receiver, path, body, method="POST", headers={}, query=b"", hangs=False, leaves=False) for path, body in requests]
        return [one.status for one in await asyncio.gather(*asked) if one is not None]

    return asyncio.run(together())


async def _ask(
    receiver: Receiver,
    path: str,
    body: bytes | Iterable[bytes],
    *,
    method: str,
    headers: Mapping[str, str],
    query: bytes,
    hangs: bool,
    leaves: bool,
) -> Answered | None:
    parts = [body] if isinstance(body, bytes) else list(body)
    stated = {"content-length": str(len(body))} if isinstance(body, bytes) else {}
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    if not hangs and not leaves:
        messages[-1]["more_body"] = False
    if leaves:
        messages.append({"type": "http.disconnect"})
    incoming = iter(messages)
    sent: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        for message in incoming:
            return message
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in {**stated, **headers}.items()]
    await receiver({"type": "http", "method": method, "path": path, "headers": raw, "query_string": query}, receive, send)
    if not sent:
        return None
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answered(sent[0]["status"], head, b"".join(one.get("body", b"") for one in sent[1:]).decode())
