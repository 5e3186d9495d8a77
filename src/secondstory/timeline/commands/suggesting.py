"""Kinds that rules propose for events of which the source states none. A proposal changes nothing until somebody accepts it."""

from collections.abc import Sequence

from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.kit.jobs import enqueue
from secondstory.kit.live.notices import notify
from secondstory.timeline.models import LONGEST_REASON, Evidence, TimelineEvent
from secondstory.timeline.rules import EventKind, medium_of, suggested_kind

MOST_AT_ONCE = 500
"""More events than this are looked at by a job, since each takes a good part of a millisecond; the page is told when that is done."""
BATCH = 2000


def suggest_for(incident: Incident, events: Sequence[int]) -> None:
    """Propose kinds for events that have just arrived: at once for a few, by a job for many."""
    if len(events) <= MOST_AT_ONCE:
        suggest_kinds(incident, events)
    else:
        enqueue("secondstory.timeline.jobs.suggest_kinds_from", incident.pk, min(events), max(events))


def suggest_kinds(incident: Incident, events: Sequence[int]) -> int:
    """Propose kinds for those of these events that are of none, and return how many proposals were made."""
    made = 0
    for start in range(0, len(events), BATCH):
        made += _suggest(incident, events[start : start + BATCH])
    return made


def _suggest(incident: Incident, events: Sequence[int]) -> int:
    open_ones = TimelineEvent.objects.filter(pk__in=events, incident=incident, kind=EventKind.OTHER, suggested_kind="", version=1)
    told = Evidence.objects.filter(event__in=open_ones).order_by("event", "id")
    proposed: dict[int, TimelineEvent] = {}
    for number, source, text, actor, vendor_type in told.values_list("event", "source", "text", "actor", "vendor_type"):
        found = suggested_kind(text, actor=actor, medium=medium_of(source), vendor_type=vendor_type)
        if number is not None and found and number not in proposed:
            proposed[number] = TimelineEvent(pk=number, suggested_kind=found.kind.value, suggested_because=found.because[:LONGEST_REASON])
    with announcing_together():
        TimelineEvent.objects.bulk_update(proposed.values(), ["suggested_kind", "suggested_because"], batch_size=500)
        if proposed:
            notify(f"timeline:{incident.pk}", "suggested")
    return len(proposed)
