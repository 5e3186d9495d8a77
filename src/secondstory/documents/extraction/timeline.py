"""The entries of a document's timelines and status logs, each with the day and the zone that hold for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from secondstory.documents.extraction.conventions import Conventions, stated_zone
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.stamps import Clock, days_in
from secondstory.documents.extraction.status_updates import status_updates
from secondstory.documents.extraction.timeline_drafts import Draft, drafts_of
from secondstory.documents.values import BlockKind, Moment, TimelineEntry

_ROLLOVER = 6 * 60  # minutes: a clock that falls back by more than this has passed midnight
_FEWEST_OUTSIDE = 2  # timed lines that make a timeline where no heading says so
_LONGEST_NOTE = 200  # characters of a paragraph that states a zone for a timeline
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def timeline_of(sections: list[Section], conventions: Conventions, *, incident_day: date | None) -> tuple[list[TimelineEntry], list[str]]:
    """The entries in the document's order, and the labels that went with them; what they hold is marked as taken."""
    entries = list(status_updates(sections, conventions))
    labels: list[str] = []
    for headed, group in _groups(sections):
        drafts = [draft for section in group for draft in drafts_of(section, conventions.notation, headed=headed)]
        drafts = [draft for draft in drafts if draft.stamp.day or not draft.is_empty]
        if drafts and (headed or sum(draft.stamp.clock is not None for draft in drafts) >= _FEWEST_OUTSIDE):
            walk = _Walk(conventions, day=_first_day(group, drafts, conventions) or incident_day or conventions.day)
            walk.zone = _zone_of(group, drafts) if conventions.zone else None
            entries += walk.entries(drafts)
            labels += walk.labels
    return entries, labels


def _groups(sections: list[Section]) -> Iterator[tuple[bool, list[Section]]]:
    """Timelines by their title with everything below them, and every other section alone."""
    group: list[Section] = []
    for section in sections:
        if section.is_within("appendix"):
            continue
        within = section.is_within("timeline")
        if group and (not within or section.plays("timeline")):
            yield True, group
            group = []
        if within:
            group.append(section)
        else:
            yield False, [section]
    if group:
        yield True, group


@dataclass(slots=True)
class _Walk:
    """Goes through the drafts of one timeline and carries the day, the zone and the last clock from one to the next."""

    conventions: Conventions
    day: date | None
    zone: str | None = None
    clock: Clock | None = None
    heading: str = ""
    labels: list[str] = field(default_factory=list)
    seen: set[TimelineEntry] = field(default_factory=set)

    def entries(self, drafts: list[Draft]) -> Iterator[TimelineEntry]:
        self._enter(drafts[0].heading)
        for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
            if draft.stamp.clock is None and draft.gathers and following is not None and following.stamp.clock:
                draft.more = []  # a day with its entries below: what stands between is no entry
            if draft.heading != self.heading:
                self._enter(draft.heading)
            self._move_to(draft)
            if draft.is_empty and draft.stamp.clock is None:
                draft.take()
                self.labels.append(draft.piece.source)
                continue
            entry = TimelineEntry(at=self._moment(draft), text=draft.markdown(), stated=draft.stated)
            if draft.piece.kind is not BlockKind.TABLE and entry in self.seen:
                continue  # pages saved from the web may say everything twice: the second one stays in the body
            self.seen.add(entry)
            draft.take()
            yield entry
        self.labels += [" | ".join(table.rows[0]) for table in _tables(drafts)]

    def _enter(self, heading: str) -> None:
        """Start a section: a day in its title holds for its entries."""
        self.heading, self.clock = heading, None
        self.day = _day_in(heading, self.conventions) or self.day

    def _move_to(self, draft: Draft) -> None:
        stamp = draft.stamp
        if stamp.day:
            self.day = self.conventions.day_of(stamp.day, near=self.day) or self.day
        elif stamp.clock and self.clock and self.day and _minutes(self.clock) - _minutes(stamp.clock) > _ROLLOVER:
            self.day += timedelta(days=1)
        self.clock = stamp.clock or (None if stamp.day else self.clock)
        self.zone = stamp.zone or self.zone

    def _moment(self, draft: Draft) -> Moment | None:
        if draft.stamp.clock is None and draft.stamp.day is None:
            return None
        return self.conventions.moment(self.day, draft.stamp.clock, draft.stamp.zone or draft.zone or self.zone)


def _minutes(clock: Clock) -> int:
    return clock.hour * 60 + clock.minute


def _first_day(group: list[Section], drafts: list[Draft], conventions: Conventions) -> date | None:
    return _day_in(_intro(group, drafts), conventions)


def _zone_of(group: list[Section], drafts: list[Draft]) -> str | None:
    """The zone stated before the entries, else in a note anywhere among them."""
    zone = stated_zone(_intro(group, drafts))
    if zone:
        return zone
    notes = (piece.text for section in group for piece in section.pieces if piece.kind in _TEXTS and len(piece.text) < _LONGEST_NOTE)
    return next((zone for note in notes if (zone := stated_zone(plain(note)))), None)


def _intro(group: list[Section], drafts: list[Draft]) -> str:
    """The heading of a timeline and the text before its first entry, where a day or a zone may be stated for all of it."""
    parts = [group[0].title] if group[0].is_within("timeline") else []
    for section in group:
        for piece in section.pieces:
            if piece is drafts[0].piece:
                return "\n".join(parts)
            if piece.kind in _TEXTS:
                parts.append(plain(piece.text[: 2 * _LONGEST_NOTE]))
    return "\n".join(parts)


def _day_in(text: str, conventions: Conventions) -> date | None:
    return next((day for written in days_in(text, conventions.notation) if (day := conventions.day_of(written))), None)


def _tables(drafts: list[Draft]) -> list[Piece]:
    return list({id(draft.piece): draft.piece for draft in drafts if draft.piece.kind is BlockKind.TABLE}.values())
