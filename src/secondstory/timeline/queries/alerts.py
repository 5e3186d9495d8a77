"""The alerts that a timeline tells, for finding out what repeats them."""

from secondstory.incidents.models import Incident
from secondstory.timeline.models import Evidence
from secondstory.timeline.rules import Recorded, state_of


def told_alerts(incident: Incident) -> list[Recorded]:
    """Return the alerts that are told, one for each source that tells them; `e` before the number of the event tells them from places."""
    columns = ("event", "source", "event__at", "text", "kind", "external_id", "component", "link", "vendor_type", "event__last_at")
    told = Evidence.objects.filter(incident=incident, event__isnull=False).order_by("event", "id")
    found: dict[tuple[int, str], Recorded] = {}
    for event, name, at, text, kind, *rest in told.values_list(*columns, "event__repeats"):
        if (event, name) not in found and state_of(kind, text, rest[3]):
            found[event, name] = Recorded(f"e{event}", name, at, text, kind, *rest)
    return list(found.values())
