"""What would become of events that arrive: told, set aside, or known already."""

from collections.abc import Iterable, Iterator

from secondstory.incidents.models import Incident
from secondstory.timeline.ports import SourceEvent, identified
from secondstory.timeline.rules import SetAside
from secondstory.timeline.rules.importing import Fate, fate_of
from secondstory.timeline.rules.records import OWN_SOURCE


def known_identities(incident: Incident, source: str) -> set[str]:
    """Return what of this source arrived before, by its identity there."""
    known = set(incident.evidence.filter(source=source).exclude(external_id="").values_list("external_id", flat=True))
    if source == OWN_SOURCE:  # an export of this timeline names its events so
        known |= {f"{incident.key}/{number}" for number in incident.timeline_events.values_list("pk", flat=True)}
    return known


def why_set_aside(event: SourceEvent) -> SetAside | None:
    """Say why an event that arrives is kept but not told; None where it is told."""
    return SetAside.NOISE if event.is_noise else SetAside.TAKEN_BACK if event.is_deleted else None


def fates_of(events: Iterable[SourceEvent], known: set[str]) -> Iterator[tuple[str, SourceEvent, Fate]]:
    """Say what would become of events, each with its identity in its source. What was met is added to `known`."""
    for identity, event in identified(events):
        yield identity, event, fate_of(is_known=identity in known, set_aside=why_set_aside(event))
        known.add(identity)
