"""How an import of events goes on, and what becomes of each event."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from secondstory.timeline.rules.vocabulary import SetAside

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 512 * MEBIBYTE
LARGEST_UPLOAD = 1024 * MEBIBYTE
MOST_FILES = 50
LONGEST_PASTE = 2_000_000
"""In characters."""
READ_AT_ONCE = 2 * MEBIBYTE
"""Up to this size files are read while somebody waits for the page; larger ones by a job."""
STORED_AT_ONCE = 2_000
"""So many events are stored while somebody waits; more by a job."""
MOST_FORESEEN = 20_000
"""So many events of an import can be looked at one by one; all are counted."""
AROUND_MILESTONES = timedelta(hours=6)


class ImportState(StrEnum):
    """An upload arrives, is read, waits for a yes, is stored, and may be undone."""

    ARRIVING = "arriving"
    READING = "reading"
    READY = "ready"
    STORING = "storing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


class Fate(StrEnum):
    """What becomes of an event that arrives."""

    TOLD = "told"
    KNOWN = "known"
    NOISE = "noise"
    TAKEN_BACK = "taken_back"


FATE_WORDS = {
    Fate.TOLD: "Would be added",
    Fate.KNOWN: "Known already",
    Fate.NOISE: "Set aside as noise",
    Fate.TAKEN_BACK: "Taken back in its source",
}


def fate_of(*, is_known: bool, set_aside: SetAside | None) -> Fate:
    """Say what becomes of an event; what is known stays as it is, whatever it says now."""
    if is_known:
        return Fate.KNOWN
    return Fate(set_aside.value) if set_aside else Fate.TOLD


def usual_window(moments: Collection[datetime], *, day: date | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return from when to when evidence is likely to belong to an incident: some hours around its milestones, else around its day,
    which is one in `zone`. Where neither is known, neither side is."""
    if moments:
        return min(moments) - AROUND_MILESTONES, max(moments) + AROUND_MILESTONES
    if day is None:
        return None, None
    start = datetime.combine(day, time.min, tzinfo=zone)
    return start - AROUND_MILESTONES, start + timedelta(days=1) + AROUND_MILESTONES
