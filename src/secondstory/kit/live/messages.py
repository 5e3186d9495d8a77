"""What goes over the socket, as JSON: one object from the page, a list of objects to the page. Pure.

From the page: `{"do": "enter", "room": …, "since": 12}`, `{"do": "leave", "room": …}`, `{"do": "pong"}` and
`{"do": "edit", "room": …, "editing": "event-17"}`. To the page, by the key `is`: `entered`, `refused`, `out`, `notice`, `presence`,
`stale` and `ping`. Bytes are kept for documents.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from secondstory.kit.live.vocabulary import Purpose

LARGEST_MESSAGE = 4096  # characters
LONGEST_ROOM = 120
LONGEST_EDITING = 100
MOST_PEOPLE = 100
HIGHEST_ID = 2**63 - 1


class WrongMessage(Exception):
    """The page said what no page of ours says."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is handed to pages."""

    id: int
    purpose: Purpose
    room: str
    kind: str
    payload: Any
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page asks for. `since` is the last notice it knows, None where it wants none of the past."""

    do: Literal["enter", "leave", "edit", "pong"]
    room: str = ""
    since: int | None = None
    editing: str = ""


def read_wish(text: str) -> Wish:
    """Return what a message asks for, or raise `WrongMessage`."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongMessage from error
    match said:
        case {"do": "pong"}:
            return Wish("pong")
        case {"do": "enter", "room": str(room), **rest} if 0 < len(room) <= LONGEST_ROOM:
            return Wish("enter", room, since=_since(rest.get("since")))
        case {"do": "leave", "room": str(room)} if 0 < len(room) <= LONGEST_ROOM:
            return Wish("leave", room)
        case {"do": "edit", "room": str(room), "editing": str(editing)} if len(room) <= LONGEST_ROOM and len(editing) <= LONGEST_EDITING:
            return Wish("edit", room, editing=_storable(editing))
    raise WrongMessage


def _since(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HIGHEST_ID:
        raise WrongMessage
    return value


def _storable(text: str) -> str:
    if not text.isprintable():
        raise WrongMessage
    return text


def entered(room: str, *, last: int) -> str:
    return _text({"is": "entered", "room": room, "last": last})


def refused(room: str) -> str:
    """The same for a room that is closed to this person and for one that does not exist."""
    return _text({"is": "refused", "room": room})


def out(room: str) -> str:
    return _text({"is": "out", "room": room})


def stale(room: str, *, last: int) -> str:
    """Too much was missed to be told: the page should be loaded anew."""
    return _text({"is": "stale", "room": room, "last": last})


def notice(one: Told) -> str:
    return _text({"is": "notice", "room": one.room, "id": one.id, "kind": one.kind, "payload": one.payload, "at": one.at.isoformat()})


def presence(room: str, people: Sequence[Mapping[str, Any]]) -> str:
    """Everybody who is in the room; of very many the first hundred, and how many more there are."""
    return _text({"is": "presence", "room": room, "people": list(people[:MOST_PEOPLE]), "more": max(0, len(people) - MOST_PEOPLE)})


def ping(*, last: int) -> str:
    """Asks for a sign of life. Up to `last` the page now knows all that it may know."""
    return _text({"is": "ping", "last": last})


def together(texts: Sequence[str]) -> str:
    """Make one frame of the messages that wait, since a frame costs more than what is in it."""
    return f"[{','.join(texts)}]"


def _text(message: Mapping[str, Any]) -> str:
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


class Pace:
    """How many messages a page may send: some at once, then so many a second. Moments are seconds of any clock that only goes forward."""

    def __init__(self, *, a_second: float, at_once: int) -> None:
        self._a_second, self._at_once = a_second, at_once
        self._left, self._at = float(at_once), 0.0

    def allows(self, at: float) -> bool:
        """Count one message at this moment, and say whether it is within measure."""
        self._left = min(float(self._at_once), self._left + max(0.0, at - self._at) * self._a_second)
        self._at = at
        if self._left < 1:
            return False
        self._left -= 1
        return True
