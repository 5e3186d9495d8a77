"""What connections ask of later steps: which outside systems can be connected, and what arrived."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Vendor:
    """An outside system that can be connected."""

    name: str
    """As on the command line and in the database."""
    title: str
    covers: str
    """What it can send, in a sentence."""
    signs: bool
    """Whether it signs what it sends, so that a signing secret is of use."""
    set_up: Callable[[], str]
    """How to set it up on the vendor's side, as Markdown; empty where nothing is written."""
    is_general: bool = False
    """A format rather than a vendor."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request that a connection took."""

    at: datetime
    state: str
    """In a word or two."""
    tone: str
    """As of a badge: empty, good, warn or bad."""
    words: str
    """What came of it or what the problem is, in plain words."""
    retry_url: str = ""
    """Where a form posts to, to have it read again; empty where that is of no use."""


class FindArrivals(Protocol):
    def __call__(self, connection_id: int, *, limit: int) -> Sequence[Arrival]:
        """Return the newest arrivals of a connection."""


def _nothing_yet(connection_id: int, *, limit: int) -> Sequence[Arrival]:
    return ()


class _Offered:
    vendors: Callable[[], Sequence[Vendor]] = tuple
    arrivals: FindArrivals = staticmethod(_nothing_yet)
    events_url: Callable[[int], str] = staticmethod(lambda connection_id: "")


def offer_vendors(find: Callable[[], Sequence[Vendor]]) -> None:
    """Called once, from the `ready` of the step that reads what arrives."""
    _Offered.vendors = staticmethod(find)


def offer_arrivals(find: FindArrivals, *, events_url: Callable[[int], str]) -> None:
    """Called once, from the `ready` of the step that keeps what arrives. `events_url` is where the events of a connection are shown."""
    _Offered.arrivals = staticmethod(find)
    _Offered.events_url = staticmethod(events_url)


def vendors() -> Sequence[Vendor]:
    return _Offered.vendors()


def vendor_named(name: str) -> Vendor | None:
    """Return the vendor of this name, else the only one of this title: "slack_api" and "Slack" are the same."""
    wanted = " ".join(name.split()).casefold()
    known = vendors()
    return next((one for one in known if one.name == wanted), None) or next((one for one in known if one.title.casefold() == wanted), None)


def newest_arrivals(connection_id: int, *, limit: int) -> Sequence[Arrival]:
    return _Offered.arrivals(connection_id, limit=limit)


def events_url(connection_id: int) -> str:
    """Return where the events of a connection are shown, empty where nobody shows them."""
    return _Offered.events_url(connection_id)
