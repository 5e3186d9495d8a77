"""Events as plain records: what the API answers, and what exports hold."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from secondstory.incidents.models import Incident
from secondstory.kit.markdown import markdown_text
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.models import Evidence, TimelineEvent
from secondstory.timeline.rules.records import EventRecord

MOST_NAMED = 500
"""With more events than this, the evidence of the whole incident is read instead of naming each event."""


def event_records(incident: Incident, events: Sequence[TimelineEvent]) -> list[EventRecord]:
    """Return events of one incident as records, in their order; one statement, whatever their number."""
    resting_on = _evidence_of(incident, events)
    zone = zone_or_utc(incident.time_zone)
    return [_record(incident.key, event, resting_on.get(event.pk, []), zone) for event in events]


def _evidence_of(incident: Incident, events: Sequence[TimelineEvent]) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    rows = Evidence.objects.filter(incident=incident, event__isnull=False)
    if len(events) <= MOST_NAMED:
        rows = rows.filter(event__in=[event.pk for event in events])
    for event, source, external_id, file in rows.order_by("id").values_list("event", "source", "external_id", "file"):
        if event is not None:
            found.setdefault(event, []).append((source, external_id, file))
    return found


def _record(key: str, event: TimelineEvent, evidence: Sequence[tuple[str, str, str]], zone: tzinfo) -> EventRecord:
    source, external_id, file = evidence[0] if evidence else ("", "", "")
    return EventRecord(
        at=_in_utc(event.at),
        actor=event.actor,
        text=markdown_text(event.text),
        kind=event.kind,
        external_id=external_id,
        link=event.link,
        source=source,
        file=file,
        incident=key,
        id=event.pk,
        version=event.version,
        local=event.at.astimezone(zone).isoformat() if event.at else None,
        until=_in_utc(event.until),
        certainty=event.certainty,
        time_as_stated=event.time_as_stated,
        markdown=event.text,
        is_starred=event.is_starred,
        is_learnt_later=event.is_learnt_later,
        milestone=event.milestone,
        suggested_kind=event.suggested_kind,
        suggested_because=event.suggested_because,
        repeats=event.repeats,
        last_at=_in_utc(event.last_at),
        sources=list(dict.fromkeys(name for name, _, _ in evidence)),
    )


def _in_utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
