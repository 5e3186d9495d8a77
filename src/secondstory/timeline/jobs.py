"""Work for later: reading what webhooks sent and people brought, proposing kinds, and removing what was kept long enough."""

from secondstory.incidents.models import Incident
from secondstory.timeline.commands.deliveries import remove_deliveries_of, remove_old_deliveries
from secondstory.timeline.commands.importing import read_import, remove_old_imports, store_import, take_out
from secondstory.timeline.commands.suggesting import suggest_kinds
from secondstory.timeline.commands.translating import newest_waiting, only_here, translate_waiting
from secondstory.timeline.models import EventImport
from secondstory.timeline.queries import events_of


def translate_deliveries() -> int:
    """Read what waited when the job began, and return how much that was; what arrives meanwhile has a job of its own.

    May run twice at once, or again after a crash: what was read is not read again.
    """
    with only_here() as may_read:
        up_to, read = newest_waiting() if may_read else 0, 0
        while up_to and (count := translate_waiting(up_to=up_to)):
            read += count
    return read


def remove_what_was_kept_long_enough() -> int:
    return remove_old_deliveries() + remove_old_imports()


def remove_what_a_connection_sent(connection_id: int) -> int:
    """Remove the requests of a removed connection; the events that they told stay."""
    translate_deliveries()
    return remove_deliveries_of(connection_id)


def read_events_import(import_id: int) -> None:
    """Read the files of an import. Does nothing where that was done, or the upload is forgotten."""
    run = EventImport.objects.select_related("incident", "started_by").filter(pk=import_id).first()
    if run is not None:
        read_import(run)


def store_events_import(import_id: int) -> None:
    """Put the events of a confirmed import into its timeline; what was put there before a crash is passed over."""
    run = EventImport.objects.select_related("incident", "started_by").filter(pk=import_id).first()
    if run is not None:
        store_import(run)


def suggest_kinds_from(incident_id: int, first: int, last: int) -> int:
    """Propose kinds for the events that arrived together, from one number to another; once proposed, a second run proposes nothing."""
    incident = Incident.objects.filter(pk=incident_id).first()
    if incident is None:
        return 0
    numbers = events_of(incident).filter(pk__range=(first, last)).order_by("id").values_list("pk", flat=True)
    return suggest_kinds(incident, list(numbers))


def undo_events_import(import_id: int) -> None:
    """Take the events of an import out of its timeline again."""
    run = EventImport.objects.select_related("incident", "started_by").filter(pk=import_id).first()
    if run is not None:
        take_out(run)
