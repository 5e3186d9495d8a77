"""Reads of the evidence inbox. Who may write may read it: it holds what no incident has taken yet, so no incident restricts it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from secondstory.accounts.models import Person
from secondstory.connections.models import Connection
from secondstory.incidents.queries import visible_to
from secondstory.timeline.models import Evidence
from secondstory.timeline.models.inbox import Delivery, InboxItem
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules import EventKind

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What of the inbox is wanted; an empty part leaves nothing out. Of several names in one part, any will do."""

    since: datetime | None = None
    until: datetime | None = None
    sources: Collection[str] = ()
    components: Collection[str] = ()
    people: Collection[str] = ()
    """Names, handles or e-mail addresses as the sources state them, in any case."""
    connection_id: int | None = None
    words: str = ""
    with_noise: bool = False
    only_fresh: bool = False
    """Only what no incident has taken that the reader may see."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items a source or component has among those that are wanted."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class InboxEvent:
    """One item of the inbox as the event that its source stated."""

    item_id: int
    source: str
    connection: str
    """Title of the connection that brought it."""
    event: SourceEvent = field(repr=False)


def inbox_items(wanted: InboxFilter, *, person: Person | None) -> QuerySet[InboxItem]:
    """Return what is wanted, newest first. None is the operator, for whom every incident counts."""
    found = InboxItem.objects.select_related("connection").filter(_condition(wanted)).order_by("-sorted_at", "-pk")
    if wanted.only_fresh:
        found = found.exclude(_taken(person))
    return found


def with_takers(items: Iterable[InboxItem], *, person: Person | None) -> list[tuple[InboxItem, list[str]]]:
    """Return each item with the keys of the incidents that have taken it and that the reader may see; one statement."""
    rows = list(items)
    taken = Evidence.objects.filter(incident__in=visible_to(person), external_id__in=[row.external_id for row in rows]).select_related(
        "incident"
    )
    keys: dict[tuple[str, str], list[str]] = {}
    for one in taken:
        keys.setdefault((one.source, one.external_id), []).append(one.incident.key)
    return [(row, sorted(keys.get((row.source, row.external_id), []))) for row in rows]


def counts_by_source(wanted: InboxFilter, *, person: Person | None) -> list[Counted]:
    return _counts("source", wanted, person)


def counts_by_component(wanted: InboxFilter, *, person: Person | None, limit: int = 50) -> list[Counted]:
    """Return the components that occur most; those that state none are left out."""
    return [one for one in _counts("component", wanted, person)[: limit + 1] if one.name][:limit]


def inbox_events(
    window: tuple[datetime | None, datetime | None],
    *,
    person: Person | None,
    sources: Collection[str] = (),
    components: Collection[str] = (),
    people: Collection[str] = (),
    limit: int = 5000,
) -> list[InboxEvent]:
    """Return what a timeline of this time could take, oldest first: what was not taken yet, noise and what was taken back left out."""
    wanted = InboxFilter(since=window[0], until=window[1], sources=sources, components=components, people=people, only_fresh=True)
    rows = inbox_items(wanted, person=person).filter(is_deleted=False).order_by("sorted_at", "pk")[:limit]
    return [InboxEvent(row.pk, row.source, row.connection.title, event_of_item(row)) for row in rows]


def event_of_item(row: InboxItem) -> SourceEvent:
    """Return an item as the event that its source stated, with the words of its last edit."""
    return SourceEvent(
        text=row.text,
        at=row.at,
        local_at=datetime.fromisoformat(row.local_at) if row.local_at else None,
        actor=row.actor,
        actor_email=row.actor_email,
        actor_handle=row.actor_handle,
        kind=EventKind(row.kind),
        external_id=row.external_id,
        link=row.link,
        component=row.component,
        vendor_type=row.vendor_type,
        words=row.words,
        thread=row.thread,
        is_deleted=row.is_deleted,
        is_noise=row.is_noise,
    )


def newest_deliveries(connection_id: int, *, limit: int) -> Sequence[tuple[Delivery, int]]:
    """Return the newest requests of a connection without their bodies, each with how many events it brought."""
    rows = list(Delivery.objects.filter(connection_id=connection_id).defer("body", "headers").order_by("-pk")[:limit])
    told = InboxItem.objects.filter(delivery__in=rows).order_by().values_list("delivery").annotate(Count("pk"))
    counts = dict(told)
    return [(row, counts.get(row.pk, 0)) for row in rows]


def connections_that_brought() -> QuerySet[Connection]:
    """Return the connections of which the inbox holds something."""
    return Connection.objects.filter(Exists(InboxItem.objects.filter(connection=OuterRef("pk"))))


def _counts(name: str, wanted: InboxFilter, person: Person | None) -> list[Counted]:
    rows = inbox_items(wanted, person=person).order_by().values_list(name).annotate(count=Count("pk")).order_by("-count", name)
    return [Counted(*row) for row in rows]


def _condition(wanted: InboxFilter) -> Q:
    condition = Q()
    if wanted.since:
        condition &= Q(sorted_at__gte=wanted.since)
    if wanted.until:
        condition &= Q(sorted_at__lte=wanted.until)
    if wanted.sources:
        condition &= Q(source__in=wanted.sources)
    if wanted.components:
        condition &= Q(component__in=wanted.components)
    if wanted.connection_id is not None:
        condition &= Q(connection_id=wanted.connection_id)
    if not wanted.with_noise:
        condition &= Q(is_noise=False)
    if wanted.people:
        condition &= _said_by(wanted.people)
    for word in wanted.words.split()[:MOST_WORDS]:
        condition &= Q(text__icontains=word) | Q(words__icontains=word) | Q(actor__icontains=word) | Q(component__icontains=word)
    return condition


def _said_by(people: Collection[str]) -> Q:
    condition = Q(pk__in=())
    for one in people:
        condition |= Q(actor__iexact=one) | Q(actor_email__iexact=one) | Q(actor_handle__iexact=one.removeprefix("@"))
    return condition


def _taken(person: Person | None) -> Exists:
    rows = Evidence.objects.filter(source=OuterRef("source"), external_id=OuterRef("external_id"))
    return Exists(rows.filter(incident__in=visible_to(person)))
