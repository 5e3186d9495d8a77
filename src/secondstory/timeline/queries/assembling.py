"""What of the inbox a timeline could take: what would be added, what is known, what would join an event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to
from secondstory.incidents.rules import MILESTONES
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.models import ChangeSet, ClockShift, Evidence
from secondstory.timeline.models.inbox import InboxItem
from secondstory.timeline.queries.alerts import told_alerts
from secondstory.timeline.queries.inbox import Counted, InboxFilter, counts_by_component, inbox_items
from secondstory.timeline.rules import Recorded, Verb, same_alerts, state_of
from secondstory.timeline.rules.assembling import TAKEABLE, Offer, assembly_window, components_meant
from secondstory.timeline.sources import Window

MOST_JOINED = 5_000
"""So many items are compared with one another, the earliest first."""
MOST_OFFERED = 12
"""So many names of a kind are offered to narrow by, besides those that are asked for."""


@dataclass(frozen=True, slots=True)
class Joins:
    """That an item would become no event of its own. `event_id` is the event it joins where that is told already."""

    because: str
    is_other_source: bool
    event_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in the inbox around the milestones and is in no timeline yet; `components` are those of the incident."""

    window: Window
    count: int
    components: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """An act of taking, for saying what it did. `records` were taken and tell `events`; the acts in `change_sets` can be undone."""

    change_sets: tuple[int, ...]
    records: int
    events: int
    set_aside: int


def assembly_window_of(incident: Incident) -> Window:
    """Return the window in which evidence in the inbox is likely to be of this incident."""
    moments: list[datetime] = [at for name in MILESTONES if (at := getattr(incident, f"{name}_at"))]
    zone = zone_or_utc(incident.time_zone)
    return Window(*assembly_window(moments, day=incident.occurred_on, zone=zone, is_going_on=incident.is_going_on))


def waiting_in_inbox(incident: Incident, *, person: Person | None) -> Waiting | None:
    """Return what nobody has taken yet around the milestones; None where there is nothing. One statement, two where there is something."""
    window = assembly_window_of(incident)
    if not window.narrows:
        return None
    by_component = {
        one.name: one.count for one in _by("component", of_which(offers(incident, InboxFilter(*_ends(window)), person=person), Offer.TOLD))
    }
    if not by_component:
        return None
    meant = components_meant(_component_names(incident), by_component)
    return Waiting(window, sum(by_component.values()), tuple(Counted(name, by_component[name]) for name in meant))


def usual_components(incident: Incident, window: Window, *, person: Person | None) -> list[str]:
    """Return the components of the incident as the inbox states them; where there are some, also the empty one: it is stated by none."""
    names = _component_names(incident)
    if not names:
        return []
    wanted = InboxFilter(*_ends(window), with_noise=True)
    meant = components_meant(names, [one.name for one in counts_by_component(wanted, person=person, limit=500)])
    return [*meant, ""] if meant else []


def offers(incident: Incident, wanted: InboxFilter, *, person: Person | None) -> QuerySet[InboxItem]:
    """Return what is wanted, noise included, oldest first, each with its `offer`."""
    here = _evidence_of_item().filter(incident=incident)
    elsewhere = _evidence_of_item().filter(incident__in=visible_to(person).exclude(pk=incident.pk))
    offer = Case(
        When(Exists(here), then=Value(Offer.KNOWN.value)),
        When(is_noise=True, then=Value(Offer.NOISE.value)),
        When(is_deleted=True, then=Value(Offer.TAKEN_BACK.value)),
        When(Exists(elsewhere), then=Value(Offer.ELSEWHERE.value)),
        default=Value(Offer.TOLD.value),
        output_field=CharField(),
    )
    return inbox_items(replace(wanted, with_noise=True), person=person).annotate(offer=offer).order_by("sorted_at", "pk")


def counts_of_offers(offered: QuerySet[InboxItem]) -> dict[Offer, int]:
    counts = {one.name: one.count for one in _by("offer", offered)}
    return {one: counts.get(one.value, 0) for one in Offer}


def of_which(offered: QuerySet[InboxItem], *wanted: Offer) -> QuerySet[InboxItem]:
    """Return those of `offers` of which one of these things becomes."""
    return offered.filter(Q(("offer__in", [one.value for one in wanted])))


def offered_names(
    column: str, incident: Incident, window: Window, *, chosen: Collection[str], person: Person | None, most: int = MOST_OFFERED
) -> list[tuple[Counted, bool]]:
    """Return the names by which the window can be narrowed, with whether each is chosen: the most frequent, and all that are chosen."""
    counted = _by(column, of_which(offers(incident, InboxFilter(*_ends(window)), person=person), *TAKEABLE))
    shown = [one for number, one in enumerate(counted) if number < most or one.name in chosen]
    there = {one.name for one in shown}
    return [(one, one.name in chosen) for one in (*shown, *(Counted(name, 0) for name in chosen if name and name not in there))]


def joins_of(incident: Incident, told: QuerySet[InboxItem]) -> dict[int, Joins]:
    """Say which of these items would join one another or an event that is told; the rules are those of taking."""
    zone = zone_or_utc(incident.time_zone)
    shifts = dict(ClockShift.objects.filter(incident=incident).values_list("source", "seconds"))
    columns = ("pk", "source", "at", "local_at", "text", "kind", "external_id", "component", "link", "vendor_type")
    fresh = []
    for number, source, at, local, text, kind, *rest in told.values_list(*columns)[:MOST_JOINED]:
        moment = at or (datetime.fromisoformat(local).replace(tzinfo=zone) if local else None)
        if moment and state_of(kind, text, rest[3]):
            fresh.append(Recorded(number, source, moment + timedelta(seconds=shifts.get(source, 0)), text, kind, *rest))
    if not fresh:
        return {}
    return {
        int(str(one.id)): Joins(one.because, one.is_other_source, int(str(group.id)[1:]) if group.is_known else None)
        for group in same_alerts(fresh, known=told_alerts(incident))
        for one in group.joined
    }


def taken_before(incident: Incident, change_sets: Sequence[int]) -> TakenBefore | None:
    """Return what these acts took, as far as nobody has undone it; None where nothing of it is left."""
    acts = ChangeSet.objects.filter(pk__in=change_sets, incident=incident, verb=Verb.TAKEN, undone_by=None).order_by("pk")
    numbers = tuple(acts.values_list("pk", flat=True))
    if not numbers:
        return None
    counts = Evidence.objects.filter(arrived_in__in=numbers).aggregate(
        records=Count("pk", filter=Q(event__isnull=False)), events=Count("event", distinct=True), aside=Count("pk", filter=Q(event=None))
    )
    return TakenBefore(numbers, counts["records"], counts["events"], counts["aside"])


def first_numbers(offered: QuerySet[InboxItem], *, besides: Collection[int], most: int) -> list[int]:
    """Return the numbers of the first items, leaving out some."""
    left_out = set(besides)
    return list(islice((pk for pk in offered.values_list("pk", flat=True)[: most + len(left_out)] if pk not in left_out), most))


def _ends(window: Window) -> tuple[datetime | None, datetime | None]:
    return window.since, window.until


def _by(column: str, items: QuerySet[InboxItem]) -> list[Counted]:
    return [Counted(*row) for row in items.order_by().values_list(column).annotate(count=Count("pk")).order_by("-count", column)]


def _component_names(incident: Incident) -> list[str]:
    return list(incident.components.values_list("name", flat=True))


def _evidence_of_item() -> QuerySet[Evidence]:
    return Evidence.objects.filter(source=OuterRef("source"), external_id=OuterRef("external_id"))
