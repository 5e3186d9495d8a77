"""A timeline as it is drawn."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol, cast

from secondstory.design.drawing.values import DrawnEvent, DrawnPhase, Timeline
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import stages
from secondstory.kit.markdown import markdown_text
from secondstory.kit.vocabulary import label
from secondstory.timeline.models import Evidence
from secondstory.timeline.queries.events import ROWS, events_of
from secondstory.timeline.rules import Certainty, EventKind, Happening, Told
from secondstory.timeline.rules import told as as_told
from secondstory.timeline.sources import event_sources

SHOWN_BEFORE = 20
"""How many events the list shows before the one that a mark leads to, where it lies beyond the list's first part."""
NEVER = datetime.max.replace(tzinfo=UTC)
FIELDS = (
    *("pk", "at", "until", "certainty", "time_as_stated", "kind", "text", "is_starred", "is_learnt_later", "milestone"),
    *("repeats", "last_at"),
)


class Drawable(Protocol):
    """What drawing needs of an event: the event itself has it, and so has a row of `FIELDS`, which is read in a third of the time."""

    @property
    def pk(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def certainty(self) -> str: ...
    @property
    def time_as_stated(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def is_starred(self) -> bool: ...
    @property
    def is_learnt_later(self) -> bool: ...
    @property
    def milestone(self) -> str: ...
    @property
    def repeats(self) -> int: ...
    @property
    def last_at(self) -> datetime | None: ...


def drawable_events(incident: Incident) -> list[Drawable]:
    """Return all events in the order in which they are told, with no more of them than drawing needs."""
    return cast(list[Drawable], list(events_of(incident).values_list(*FIELDS, named=True)))


def drawn_timeline(
    incident: Incident,
    events: Sequence[Drawable],
    *,
    title: str,
    address: str = "",
    told: Sequence[Told] | None = None,
    has_sources: bool = True,
) -> Timeline:
    """Return what is to be drawn, with one statement where it `has_sources`. `told` is what to draw of the events, else all.

    `events` are all of the incident, in the order in which they are told. `address` is the page that tells them, where that is not
    the page with the drawing.
    """
    drawn = told_events(events) if told is None else told
    sources = _first_sources(incident) if has_sources else {}
    places = {event.pk: (event, place) for place, event in enumerate(events)}
    return Timeline(
        key=f"timeline-{incident.pk}",
        title=title,
        events=tuple(_drawn(one, *places[one.number], source=sources.get(one.number, "")) for one in drawn),
        phases=tuple(DrawnPhase(stage.start, stage.end, stage.words) for stage in stages(incident.milestones)),
        zone=incident.time_zone,
        address=address,
    )


def told_events(events: Sequence[Drawable]) -> list[Told]:
    """Return events with what drawing says of them, in the order of time."""
    happenings = [
        Happening(event.at, event.kind, event.text, is_starred=event.is_starred, milestone=event.milestone, number=event.pk)
        for event in events
    ]
    return as_told(sorted(happenings, key=lambda one: (one.at is None, one.at or NEVER)))


def _first_sources(incident: Incident) -> dict[int, str]:
    """The title of the source that told first of each event."""
    titles = {name: source.title for name, source in event_sources().items()}
    found: dict[int, str] = {}
    rows = Evidence.objects.filter(incident=incident, event__isnull=False).order_by("id").values_list("event_id", "source")
    for number, source in rows.iterator():
        if number is not None:
            found.setdefault(number, titles.get(source) or label(source))
    return found


def _drawn(one: Told, event: Drawable, place: int, *, source: str) -> DrawnEvent:
    return DrawnEvent(
        at=one.at,
        lane=one.lane,
        label=markdown_text(one.text),
        emphasis=one.emphasis,
        until=one.until,
        is_ruled_out=one.is_ruled_out,
        key=str(event.pk),
        page=f"?from={place - SHOWN_BEFORE}" if place >= ROWS else "",
        kind="" if event.kind == EventKind.OTHER else label(event.kind),
        source=source,
        stated=event.time_as_stated,
        is_about=event.certainty == Certainty.ABOUT,
        latest=event.until if event.certainty == Certainty.BETWEEN and one.at and event.until and event.until > one.at else None,
        is_learnt_later=event.is_learnt_later,
        is_starred=event.is_starred,
        repeats=event.repeats,
        last_at=event.last_at if event.last_at and one.at and event.last_at > one.at else None,
        is_end=one.is_end,
    )
