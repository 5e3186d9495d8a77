"""Work for later: reading what webhooks sent, and removing what was kept long enough."""

from secondstory.timeline.commands.deliveries import remove_deliveries_of, remove_old_deliveries
from secondstory.timeline.commands.translating import newest_waiting, only_here, translate_waiting


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
    return remove_old_deliveries()


def remove_what_a_connection_sent(connection_id: int) -> int:
    """Remove the requests of a removed connection; the events that they told stay."""
    translate_deliveries()
    return remove_deliveries_of(connection_id)
