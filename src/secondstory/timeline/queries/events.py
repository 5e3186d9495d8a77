"""Reads about the events of one incident."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES
from secondstory.timeline.models import ChangeSet, Evidence, TimelineEvent
from secondstory.timeline.queries.files import ShownFile, files_of
from secondstory.timeline.queries.people import acquaintances_with
from secondstory.timeline.rules import pin_of
from secondstory.timeline.rules.people import Acquaintances, Identity

ROWS = 60
"""How many events a page shows at first; a script adds the rest, and without one a link leads on."""


class NoSuchEvent(Http404):
    """The incident has no such event."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a list shows it: `pin` is its sign on the line, `milestone` what it is of the incident, `sources` what it rests on.

    `person` is the name of who of the product is certainly meant by its actor.
    """

    event: TimelineEvent
    pin: str
    milestone: str
    sources: tuple[str, ...] = ()
    files: tuple[ShownFile, ...] = ()
    person: str = ""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to list; everything that is empty narrows nothing."""

    starred: bool = False
    suggested: bool = False
    kind: str = ""
    source: str = ""
    words: str = ""

    def apply(self, events: QuerySet[TimelineEvent]) -> QuerySet[TimelineEvent]:
        if self.starred:
            events = events.filter(is_starred=True)
        if self.suggested:
            events = events.exclude(suggested_kind="")
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.source:
            events = events.filter(pk__in=Evidence.objects.filter(source=self.source, event__isnull=False).values("event"))
        for word in self.words.split()[:10]:
            events = events.filter(Q(text__icontains=word) | Q(actor__icontains=word))
        return events

    @property
    def narrows(self) -> bool:
        return self != EventFilter()


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How many events a timeline has, and what arrived but is not told."""

    all: int = 0
    starred: int = 0
    suggested: int = 0
    set_aside: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)


def events_of(incident: Incident) -> QuerySet[TimelineEvent]:
    """Return the events in the order in which they are told."""
    return incident.timeline_events.all()


def newest_events(incident: Incident, *, number: int) -> list[TimelineEvent]:
    """Return the events that were added last, the newest first."""
    return list(incident.timeline_events.order_by("-id")[:number])


def event_of(incident: Incident, event_id: int) -> TimelineEvent:
    """Return one event of the incident; raise `NoSuchEvent` for those of other incidents."""
    event = incident.timeline_events.filter(pk=event_id).first()
    if event is None:
        raise NoSuchEvent(f"{incident.key} has no event {event_id}.")
    event.incident = incident
    return event


def event_rows(incident: Incident, events: Sequence[TimelineEvent], *, people: Acquaintances | None = None) -> list[EventRow]:
    """Return events with what a list shows beside them. Without `people`, those whom their actors mean are looked up."""
    by_time = {getattr(incident, f"{name}_at"): MILESTONE_WORDS[name] for name in reversed(MILESTONES)}
    told_by = _told_by(event.pk for event in events)
    files = files_of(events)
    actors = {event.pk: _identity(event, told_by.get(event.pk, {})) for event in events if event.actor}
    people = people or acquaintances_with(set(actors.values()))
    rows = []
    for event in events:
        milestone = MILESTONE_WORDS[event.milestone] if event.milestone else by_time.get(event.at, "") if event.at else ""
        pin = pin_of(event.kind, is_starred=event.is_starred, is_milestone=bool(milestone))
        sources = tuple(dict.fromkeys(source for source, _ in told_by.get(event.pk, ())))
        meant = people.meant_by(actors[event.pk]) if event.pk in actors else None
        rows.append(EventRow(event, pin, milestone, sources, files.get(event.pk, ()), meant.name if meant else ""))
    return rows


def _told_by(numbers: Iterable[int]) -> Mapping[int, dict[tuple[str, Identity], None]]:
    """Return the sources that each event rests on, and whom they name, in the order in which they told of it."""
    columns = ("event", "source", "actor", "actor_email", "actor_handle")
    found: dict[int, dict[tuple[str, Identity], None]] = defaultdict(dict)
    for event, source, *stated in Evidence.objects.filter(event__in=list(numbers)).order_by("id").values_list(*columns):
        if event is not None:
            found[event][source, Identity(*stated)] = None
    return found


def _identity(event: TimelineEvent, told_by: Iterable[tuple[str, Identity]]) -> Identity:
    """Return all that is stated of an event's actor; the name alone where somebody gave it another."""
    return next((one for _, one in told_by if one.name == event.actor), Identity(event.actor))


def counts_of(incident: Incident) -> EventCounts:
    """Count the events by what the page can narrow to."""
    told = list(
        incident.timeline_events.order_by()
        .values("kind")
        .annotate(all=Count("pk"), starred=Count("pk", filter=Q(is_starred=True)), suggested=Count("pk", filter=~Q(suggested_kind="")))
    )
    evidence = list(
        incident.evidence.order_by().values("source").annotate(told=Count("event", distinct=True), aside=Count("pk", filter=Q(event=None)))
    )
    return EventCounts(
        all=sum(row["all"] for row in told),
        starred=sum(row["starred"] for row in told),
        suggested=sum(row["suggested"] for row in told),
        set_aside=sum(row["aside"] for row in evidence),
        kinds={row["kind"]: row["all"] for row in sorted(told, key=lambda row: -row["all"])},
        sources={row["source"]: row["told"] for row in sorted(evidence, key=lambda row: -row["told"]) if row["told"]},
    )


def set_aside_of(incident: Incident) -> QuerySet[Evidence]:
    """Return what arrived but is not told, by time."""
    return incident.evidence.filter(event=None).order_by("at", "id")


def evidence_of(event: TimelineEvent) -> QuerySet[Evidence]:
    """Return what outside systems recorded of an event, in the order in which it arrived."""
    return event.evidence.all()


def shifts_of(incident: Incident) -> dict[str, int]:
    """Return by how many seconds the clocks of sources were found to be wrong."""
    return dict(incident.clock_shifts.values_list("source", "seconds"))


def last_change(incident: Incident) -> int:
    """Return the number of the newest change of this timeline, 0 where there is none."""
    return incident.timeline_changes.values_list("pk", flat=True).first() or 0


def changes_since(incident: Incident, number: int) -> QuerySet[ChangeSet]:
    """Return what was done to the timeline after the change of this number, oldest first."""
    return incident.timeline_changes.filter(pk__gt=number).order_by("id")
