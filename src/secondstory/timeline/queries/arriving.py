"""What would become of events that arrive: told, set aside, or known already."""

from secondstory.incidents.models import Incident
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules import SetAside


def known_identities(incident: Incident, source: str) -> set[str]:
    """Return what of this source arrived before, by its identity there."""
    return set(incident.evidence.filter(source=source).exclude(external_id="").values_list("external_id", flat=True))


def why_set_aside(event: SourceEvent) -> SetAside | None:
    """Say why an event that arrives is kept but not told; None where it is told."""
    return SetAside.NOISE if event.is_noise else SetAside.TAKEN_BACK if event.is_deleted else None
