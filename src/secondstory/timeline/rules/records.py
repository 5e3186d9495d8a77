"""An event as a plain record: what the API answers, and what exports hold."""

from dataclasses import dataclass
from datetime import datetime

from secondstory.timeline.rules.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event. The first eight are those of `secondstory import events --format json`, in the same form.

    `source`, `external_id` and `file` are of the first evidence that it rests on; empty where it was written by hand.
    """

    at: str | None
    """UTC, ISO 8601 with a Z; None where no full moment is known."""
    actor: str
    text: str
    """The words without markup."""
    kind: str
    external_id: str
    link: str
    source: str
    file: str
    incident: str
    id: int
    version: int
    local: str | None
    """`at` in the zone of the incident, ISO 8601 with its offset."""
    until: str | None
    certainty: str
    time_as_stated: str
    markdown: str
    is_starred: bool
    is_learnt_later: bool
    milestone: str
    suggested_kind: str
    suggested_because: str
    repeats: int
    last_at: str | None
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Retold:
    """What a timeline states of an event besides what any source does: with it, an event that is told again elsewhere is the same."""

    markdown: str
    until: datetime | None = None
    certainty: str = Certainty.EXACT
    time_as_stated: str = ""
    is_starred: bool = False
    is_learnt_later: bool = False
    milestone: str = ""
    repeats: int = 1
    last_at: datetime | None = None


OWN_SOURCE = "secondstory"
"""The name of the event source that reads exports of timelines."""
