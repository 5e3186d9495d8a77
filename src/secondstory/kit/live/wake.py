"""How a commit in this process wakes those who wait for rows in it, with no look at the database in between."""

import threading
from weakref import WeakSet

_waiting: "WeakSet[threading.Event]" = WeakSet()
_lock = threading.Lock()


def wakes(event: threading.Event) -> None:
    """Set `event` with every commit that says something, as long as somebody holds it."""
    with _lock:
        _waiting.add(event)


def wake() -> None:
    with _lock:
        for event in _waiting:
            event.set()
