"""Which arrived events are the same alert again, or the same alert from another system: they become one event with all their evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from secondstory.incidents.models import Incident
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.facts import facts_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries.alerts import told_alerts
from secondstory.timeline.rules import AlertGroup, Recorded, same_alerts, state_of


@dataclass(frozen=True, slots=True)
class Joining:
    """What arrived events join, by their places in the sequence that was given: `first_of` an earlier one, `event_of` an event that is
    told already. `repeating` says how often, and until when, the first of a group was recorded."""

    first_of: dict[int, int] = field(default_factory=dict)
    event_of: dict[int, int] = field(default_factory=dict)
    repeating: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    known: tuple[AlertGroup, ...] = ()


def joining(incident: Incident, arrived: Sequence[tuple[SourceEvent, datetime | None]], *, source: str) -> Joining:
    """Say which of these events, with their moments, join one another or what is told already."""
    fresh = [
        _recorded(event, at, number=number, source=source)
        for number, (event, at) in enumerate(arrived)
        if at and event.retold is None and state_of(event.kind.value, event.text, event.vendor_type)
    ]
    if not fresh:
        return Joining()
    groups = same_alerts(fresh, known=told_alerts(incident))
    result = Joining(known=tuple(group for group in groups if group.is_known))
    for group in groups:
        if group.is_known:
            result.event_of.update(dict.fromkeys((int(str(one.id)) for one in group.joined), int(str(group.id)[1:])))
        else:
            result.first_of.update(dict.fromkeys((int(str(one.id)) for one in group.joined), int(str(group.id))))
            result.repeating[int(str(group.id))] = group.times, group.last_at
    return result


def say_repeated(changes: Changes, groups: Sequence[AlertGroup]) -> None:
    """Let events that are told already say that they were recorded again."""
    rows = changes.incident.timeline_events.in_bulk([int(str(group.id)[1:]) for group in groups])
    for group in groups:
        row = rows[int(str(group.id)[1:])]
        row.incident = changes.incident
        changes.edit(row, replace(facts_of(row), repeats=group.times, last_at=max(group.last_at, row.last_at or group.last_at)))


def _recorded(event: SourceEvent, at: datetime, *, number: int, source: str) -> Recorded:
    return Recorded(
        id=number,
        source=source,
        at=at,
        text=event.text,
        kind=event.kind.value,
        external_id=event.external_id,
        component=event.component,
        link=event.link,
        vendor_type=event.vendor_type,
    )
