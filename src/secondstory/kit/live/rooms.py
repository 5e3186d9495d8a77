"""Which rooms there are, and who may be in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MayEnter = Callable[[int, str], bool]

_KINDS: dict[str, "RoomKind"] = {}
_NAME = re.compile(r"(?P<kind>[a-z][a-z-]{0,30}):(?P<name>[A-Za-z0-9._-]{1,80})")


@dataclass(frozen=True, slots=True)
class RoomKind:
    """All rooms of one sort. A kind that also carries documents will say here who reads and writes their bytes."""

    kind: str
    may_enter: MayEnter


def register_room(kind: str, *, may_enter: MayEnter) -> None:
    """Let there be rooms called `kind:name`. Call once, from the `ready` of an app.

    `may_enter(person_id, name)` gets what follows the colon, as the browser wrote it, and answers from the database, in a thread.
    It is asked when somebody enters, when `check_access_again` is called, and each minute.
    """
    _KINDS[kind] = RoomKind(kind, may_enter)


def may_be_in(person_id: int, room: str) -> bool:
    """Say whether somebody may be in a room. One of no known kind is closed to everybody."""
    found = _NAME.fullmatch(room)
    if found is None or found["kind"] not in _KINDS:
        return False
    return _KINDS[found["kind"]].may_enter(person_id, found["name"])
