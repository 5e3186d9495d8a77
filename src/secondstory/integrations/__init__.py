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


def set_up_of(name: str) -> str:
    """Return the `doc.md` of the folder that offers this source, without its heading; empty where there is none."""
    folder = _folders().get(name)
    written = folder / "doc.md" if folder else None
    if written is None or not written.is_file():
        return ""
    heading, _, body = written.read_text(encoding="utf-8").partition("\n")
    return (body if heading.startswith("# ") else f"{heading}\n{body}").strip()


@cache
def _folders() -> dict[str, Path]:
    """Return the folder of each source by the source's name."""
    folders = {}
    for manifest in Path(__file__).parent.glob("*/manifest.py"):
        source = getattr(import_module(f"{__name__}.{manifest.parent.name}.manifest"), "SOURCE", None)
        if isinstance(source, EventSource):
            folders[source.name] = manifest.parent
    return folders


def recognised(payload: Payload) -> EventSource | None:
    """Return the source that knows this payload, by its content."""
    return next((source for source in event_sources().values() if source.recognises(payload)), None)
