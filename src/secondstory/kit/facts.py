"""Facts announced by one step and heard by later ones, inside the transaction that made them true."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

Listener = Callable[[list[Any]], None]

_listeners: dict[type, list[Listener]] = defaultdict(list)
_gathered: ContextVar[list[object] | None] = ContextVar("gathered facts", default=None)


def listen(fact: type, listener: Listener) -> None:
    """Call `listener` with every batch of facts of this type; it runs in the announcer's transaction.

    Called once, from the `ready` of the later app. A listener must bear hearing the same fact twice.
    """
    if listener not in _listeners[fact]:
        _listeners[fact].append(listener)


def announce(fact: object) -> None:
    """Tell the listeners that something has happened; what they write commits or rolls back with it."""
    gathered = _gathered.get()
    if gathered is None:
        _deliver([fact])
    else:
        gathered.append(fact)


@contextmanager
def announcing_together() -> Iterator[None]:
    """Open a transaction and deliver what is announced in it once, at its end, without repetitions."""
    if _gathered.get() is not None:
        yield
        return
    with transaction.atomic():
        facts: list[object] = []
        token = _gathered.set(facts)
        try:
            yield
        finally:
            _gathered.reset(token)
        _deliver(list(dict.fromkeys(facts)))


def _deliver(facts: list[object]) -> None:
    by_type: dict[type, list[object]] = defaultdict(list)
    for fact in facts:
        by_type[type(fact)].append(fact)
    heard: dict[Listener, list[object]] = {}
    for fact_type, of_type in by_type.items():
        for listener in _listeners[fact_type]:
            heard.setdefault(listener, []).extend(of_type)
    for listener, batch in heard.items():
        listener(batch)
