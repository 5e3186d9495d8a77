"""How sure a time is, in words."""

from datetime import datetime, tzinfo

from secondstory.timeline.rules.records import EventRecord
from secondstory.timeline.rules.vocabulary import Certainty


def stated_words(record: EventRecord, zone: tzinfo | None) -> str:
    """Return “about then” or “or as late as 14:10”; nothing for an exact time."""
    if record.until:
        until = datetime.fromisoformat(record.until).astimezone(zone)
        return f"or as late as {until:%Y-%m-%d %H:%M:%S}"
    return "about then" if record.certainty == Certainty.ABOUT else ""
