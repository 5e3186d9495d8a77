"""A timeline that begins before anyone noticed."""

from collections.abc import Iterator
from datetime import datetime

from secondstory.documents.values import Moment, PostMortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import headings_of, names

_FEWEST_ENTRIES = 3
_MARKS = " \t\n*_`|:;,-–—()[]"
_DAY = len("2026-03-01")


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    times = [time for entry in post_mortem.timeline if (time := _time(entry.at)) is not None]
    heading = _heading(post_mortem)
    detected, started = _time(post_mortem.detected_at), _time(post_mortem.started_at)
    if len(times) < _FEWEST_ENTRIES or detected is None or not heading:
        return
    if len({time.tzinfo is None for time in (*times, detected, *([started] if started else []))}) > 1:
        return  # some with a zone and some without: their order is not known
    first = min(times)
    if first >= detected and (started is None or started < first):
        entry = next(entry for entry in post_mortem.timeline if _time(entry.at) == first)
        yield Note("timeline-from-detection", heading, entry.text, {"detected": entry.stated.strip(_MARKS) or first.strftime("%H:%M")})


def _heading(post_mortem: PostMortem) -> str:
    """The heading of the timeline. Without one, the entries are a log of messages that went out, and those begin when they must."""
    titles = [*headings_of(post_mortem, "timeline"), *(passage.title for passage in post_mortem.body if names(passage.title, "timeline"))]
    return next(iter(titles), "")


def _time(moment: Moment | None) -> datetime | None:
    """The time of day on a day; a day alone, or a time of a day that nobody states, cannot be put in order."""
    if moment is None or len(moment.iso) <= _DAY:
        return None
    return datetime.fromisoformat(moment.iso)
