"""One folder for each outside system. What a folder offers stands in its `manifest.py`; nothing outside the folder names it."""

from functools import cache
from importlib import import_module
from pathlib import Path

from secondstory.timeline.ports import EventSource, Payload


@cache
def event_sources() -> dict[str, EventSource]:
    """Return all event sources by name, vendors first, then general formats."""
    found: list[EventSource] = []
    for manifest in sorted(Path(__file__).parent.glob("*/manifest.py")):
        source = getattr(import_module(f"{__name__}.{manifest.parent.name}.manifest"), "SOURCE", None)
        if isinstance(source, EventSource):
            found.append(source)
    return {source.name: source for source in sorted(found, key=lambda source: (source.general, source.name))}


def recognised(payload: Payload) -> EventSource | None:
    """Return the source that knows this payload, by its content."""
    return next((source for source in event_sources().values() if source.recognises(payload)), None)
