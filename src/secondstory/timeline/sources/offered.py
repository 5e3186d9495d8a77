"""The event sources that the product knows.

The integrations are later than every step that uses them, so nobody here imports them: `config` offers them once, at the start.
"""

from collections.abc import Callable, Mapping

from secondstory.timeline.ports import EventSource, Payload


class _Offered:
    find: Callable[[], Mapping[str, EventSource]] = dict
    set_up: Callable[[str], str] = staticmethod(lambda name: "")


def offer_event_sources(find: Callable[[], Mapping[str, EventSource]], *, set_up: Callable[[str], str]) -> None:
    """Say where the event sources come from: `find` gives all by name, vendors first; `set_up` the Markdown that says how one is set up."""
    _Offered.find = staticmethod(find)
    _Offered.set_up = staticmethod(set_up)


def event_sources() -> Mapping[str, EventSource]:
    """Return all event sources by name, vendors first, then general formats."""
    return _Offered.find()


def recognised(payload: Payload) -> EventSource | None:
    """Return the source that knows this payload, by its content."""
    return next((source for source in event_sources().values() if source.recognises(payload)), None)


def set_up_of(name: str) -> str:
    """Return how a source is set up, as Markdown; empty where nothing is written."""
    return _Offered.set_up(name)
