"""Changes to timelines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import F

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import touch
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.markdown import markdown_of_plain
from secondstory.kit.rows_at_once import insert_rows
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.events import TimelineChanged
from secondstory.timeline.models import LONGEST_ACTOR, Evidence, TimelineEvent
from secondstory.timeline.ports import SourceEvent, identified
from secondstory.timeline.rules import EventKind, web_address


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What an outside system recorded of an event."""

    source: str
    external_id: str
    actor: str
    words: str
    link: str
    file: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event as stated. `time_as_stated` holds a day or a time of day where no full moment (`at`, aware) is known."""

    text: str
    at: datetime | None = None
    time_as_stated: str = ""
    kind: str = EventKind.OTHER
    is_starred: bool = False
    link: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many arrived events were put into a timeline, how many were there already, and how many had no zone stated."""

    added: int
    known: int
    without_zone: int


def facts_of(row: TimelineEvent) -> EventFacts:
    """Return what an event states."""
    return EventFacts(
        text=row.text,
        at=row.at,
        time_as_stated=row.time_as_stated,
        kind=row.kind,
        is_starred=row.is_starred,
        link=row.link,
        actor=row.actor,
    )


def evidence_of(row: TimelineEvent) -> tuple[EvidenceFacts, ...]:
    """Return what outside systems recorded of an event."""
    names = ("source", "external_id", "actor", "words", "link", "file")
    return tuple(EvidenceFacts(*values) for values in row.evidence.values_list(*names))


def add_event(incident: Incident, event: EventFacts, *, by: Person | None, evidence: Sequence[EvidenceFacts] = ()) -> TimelineEvent:
    """Put an event into the timeline at its time, with its evidence where it has some; one without a time goes to the end."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        position = _place(incident, event.at)
        incident.timeline_events.filter(position__gte=position).update(position=F("position") + 1)
        row = _row(incident, event, position)
        row.save()
        Evidence.objects.bulk_create(
            Evidence(event=row, incident=incident, **asdict(one)) for one in evidence if not _is_known(incident, one)
        )
        _changed(incident, "event added", by=by)
    return row


def edit_event(row: TimelineEvent, event: EventFacts, *, by: Person | None) -> None:
    """Change an event; it moves where its new time belongs."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        if row.at != event.at:
            others = row.incident.timeline_events.exclude(pk=row.pk)
            row.position = _place(row.incident, event.at, besides=row)
            others.filter(position__gte=row.position).update(position=F("position") + 1)
        for name in ("text", "at", "time_as_stated", "kind", "is_starred", "link", "actor"):
            setattr(row, name, getattr(event, name))
        row.save()
        _changed(row.incident, "event edited", by=by)


def remove_event(row: TimelineEvent, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident, text = row.incident, row.text
        row.delete()
        _changed(incident, "event removed", by=by, text=text)


def replace_events(incident: Incident, events: Sequence[EventFacts], *, by: Person | None) -> None:
    """Tell the timeline anew, in the order given."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        incident.timeline_events.all().delete()
        TimelineEvent.objects.bulk_create(_row(incident, event, position) for position, event in enumerate(events))
        _changed(incident, "timeline replaced", by=by, events=len(events))


def tell_first(timelines: Sequence[tuple[Incident, Sequence[EventFacts]]], *, by: Person | None) -> None:
    """Tell the timelines of many incidents made in this transaction, whose record in the audit log covers it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        insert_rows(
            TimelineEvent,
            ("incident", "position", "at", "time_as_stated", "kind", "text", "is_starred", "link", "actor"),
            (
                (incident.pk, position, e.at, e.time_as_stated, e.kind, e.text, e.is_starred, e.link, e.actor)
                for incident, events in timelines
                for position, e in enumerate(events)
            ),
        )
        for incident, _ in timelines:
            announce(TimelineChanged(incident.pk))


def take_events(incident: Incident, arrived: Sequence[SourceEvent], *, source: str, file: str, by: Person | None) -> Taken:
    """Put what another system recorded into the timeline, each event at its time and with its evidence.

    What is there already (same source, same identity) is left alone, so that the same file may be taken again. A time without a zone is
    taken as one in the zone of the incident. Noise and what was taken back in the source are not put in.
    """
    ensure_may(by, Ability.WRITE)
    zone = zone_or_utc(incident.time_zone)
    with announcing_together():
        known = set(incident.evidence.filter(source=source).exclude(external_id="").values_list("external_id", flat=True))
        fresh: list[tuple[TimelineEvent, SourceEvent, str]] = []
        told = without_zone = 0
        for identity, one in identified(arrived):
            told += 1
            if identity in known:
                continue
            known.add(identity)
            at = one.at or (one.local_at.replace(tzinfo=zone) if one.local_at else None)
            without_zone += one.at is None and one.local_at is not None
            fresh.append((_arrived_row(incident, one, at), one, identity))
        if fresh:
            _put_in_order(incident, [row for row, _, _ in fresh])
            Evidence.objects.bulk_create(
                [_evidence(row, one, identity, source=source, file=file) for row, one, identity in fresh], batch_size=500
            )
            _changed(incident, "events taken", by=by, events=len(fresh), source=source, file=file)
    return Taken(added=len(fresh), known=told - len(fresh), without_zone=without_zone)


def _arrived_row(incident: Incident, one: SourceEvent, at: datetime | None) -> TimelineEvent:
    facts = EventFacts(
        text=markdown_of_plain(one.text),
        at=at,
        kind=one.kind,
        link=web_address(one.link),
        actor=" ".join(one.actor.split())[:LONGEST_ACTOR],
    )
    return _row(incident, facts, 0)


def _evidence(row: TimelineEvent, one: SourceEvent, identity: str, *, source: str, file: str) -> Evidence:
    return Evidence(
        event=row,
        incident=row.incident,
        source=source,
        external_id=identity,
        actor=row.actor,
        words=one.words,
        link=row.link,
        file=file[-500:],
    )


def _put_in_order(incident: Incident, fresh: Sequence[TimelineEvent]) -> None:
    """Store new rows among those that are there: at their time after what happened before; those without a time at the end."""
    told = list(incident.timeline_events.order_by("position", "id"))
    places = {row.pk: row.position for row in told}
    ahead = sorted(((row.at, number, row) for number, row in enumerate(fresh) if row.at), reverse=True)
    ordered: list[TimelineEvent] = []
    for row in told:
        while ahead and row.at and ahead[-1][0] < row.at:
            ordered.append(ahead.pop()[2])
        ordered.append(row)
    ordered += [*(row for _, _, row in reversed(ahead)), *(row for row in fresh if row.at is None)]
    for position, row in enumerate(ordered):
        row.position = position
    TimelineEvent.objects.bulk_update([row for row in told if places[row.pk] != row.position], ["position"], batch_size=500)
    TimelineEvent.objects.bulk_create(fresh, batch_size=500)


def _place(incident: Incident, at: datetime | None, *, besides: TimelineEvent | None = None) -> int:
    """Return the position after the last event that is not later than `at`."""
    rows = incident.timeline_events.all() if besides is None else incident.timeline_events.exclude(pk=besides.pk)
    if at is not None:
        later = rows.filter(at__gt=at).order_by("position").values_list("position", flat=True).first()
        if later is not None:
            return later
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _row(incident: Incident, event: EventFacts, position: int) -> TimelineEvent:
    return TimelineEvent(
        incident=incident,
        position=position,
        at=event.at,
        time_as_stated=event.time_as_stated,
        kind=event.kind,
        text=event.text,
        is_starred=event.is_starred,
        link=event.link,
        actor=event.actor,
    )


def _is_known(incident: Incident, one: EvidenceFacts) -> bool:
    """Say whether the same was taken into the timeline again meanwhile."""
    return incident.evidence.filter(source=one.source, external_id=one.external_id).exclude(external_id="").exists()


def _changed(incident: Incident, verb: str, *, by: Person | None, **detail: object) -> None:
    touch(incident)
    record(verb, incident, by=by, **detail)
    announce(TimelineChanged(incident.pk))
