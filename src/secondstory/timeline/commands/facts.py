"""What an event states, as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.rules import Certainty, EventKind
from secondstory.timeline.rules.files import Attached, attached_from


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as stated. `time_as_stated` holds a day or a time of day where no full moment (`at`, aware) is known.

    With `until` it happened somewhere from `at` to then. `repeats` and `last_at` tell of one that was recorded again and again.
    """

    text: str
    at: datetime | None = None
    time_as_stated: str = ""
    kind: str = EventKind.OTHER
    is_starred: bool = False
    link: str = ""
    actor: str = ""
    until: datetime | None = None
    certainty: str = Certainty.EXACT
    is_learnt_later: bool = False
    milestone: str = ""
    suggested_kind: str = ""
    suggested_because: str = ""
    repeats: int = 1
    last_at: datetime | None = None
    files: tuple[Attached, ...] = ()


NAMES = tuple(field.name for field in fields(EventFacts))
_MOMENTS = ("at", "until", "last_at")


def facts_of(row: TimelineEvent) -> EventFacts:
    """Return what an event states."""
    return EventFacts(**{name: getattr(row, name) for name in NAMES} | {"files": attached_from(row.files)})


def apply(facts: EventFacts, row: TimelineEvent) -> None:
    """Let a row state these facts, without saving it."""
    for name in NAMES:
        setattr(row, name, getattr(facts, name))


def as_json(facts: EventFacts) -> dict[str, Any]:
    """Return facts as they are kept in the history; what is as usual is left out."""
    usual = EventFacts(text="")
    stated = {name: value for name, value in asdict(facts).items() if value != getattr(usual, name)}
    return stated | {name: stated[name].isoformat() for name in _MOMENTS if name in stated}


def from_json(kept: Mapping[str, Any]) -> EventFacts:
    """Return facts that were kept in the history."""
    stated = {name: kept[name] for name in NAMES if name in kept}
    stated["files"] = attached_from(kept.get("files", ()))
    return EventFacts(**{"text": "", **stated, **{name: datetime.fromisoformat(stated[name]) for name in _MOMENTS if name in stated}})
