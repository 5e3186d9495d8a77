"""The entries of a document's timelines and status logs, whether tables, lists, headed paragraphs or lines that begin with a time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from secondstory.documents.extraction.conventions import Conventions, stated_zone, zone_in
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.vocabulary import normal_title
from secondstory.documents.extraction.stamps import Clock, Stamp, leading_stamp, stamps_in
from secondstory.documents.values import BlockKind, Moment, TimelineEntry

_ROLLOVER = 6 * 60  # minutes: a clock that falls back by more than this has passed midnight
_FEWEST_OUTSIDE = 2  # timed lines that make a timeline where no heading says so
_TIME_HEAD = re.compile(r"\b(?:time|times|date|when|timestamp|hour|utc|start|started|at|day)\b", re.IGNORECASE)
_ACTION_HEAD = re.compile(r"\b(?:owner|assignee|action|ticket|due|issue|bug|priority|status)\b", re.IGNORECASE)
_STATUSES = frozenset(
    {"investigating", "identified", "monitoring", "update", "resolved", "in progress", "completed", "scheduled", "verifying", "maintenance"}
)
_POSTED = re.compile(
    r"\s*(?:Posted\b|\W*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2},? (?:\d{4},? )?(?:- )?\d{1,2}:\d\d\s?[A-Z]{3,4}\W*$)"
)
_RELATIVE = re.compile(
    r"\s*\*{0,2}(?:\[[^\[\]]{0,60}\b(?:prior|before|earlier|after|later|previously)\b[^\[\]]{0,40}\](?!\()|T\s?[+-]\s?\d{1,4}\s?(?:s|m|h|min|mins|minutes|hours|d|days)?)\*{0,2}[\s:–—-]*"
)
_SEPARATOR = re.compile(r"[:\-–—|]")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(slots=True)
class Draft:
    """An entry in the making: `level` is its list level, 0 for a paragraph, -1 for a heading."""

    stamp: Stamp
    text: str
    stated: str
    level: int
    piece: Piece
    zone: str | None = None
    heading: str = ""  # the title of its section, where a day may stand
    more: list[Piece] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)

    @property
    def gathers(self) -> bool:
        """Whether what follows is its text until the next time."""
        return self.level < 0 or not self.text

    @property
    def is_day_mark(self) -> bool:
        return self.stamp.clock is None and not self.text and not self.more


@dataclass(slots=True)
class Group:
    """The sections of one timeline: a headed one with everything below it, or one other section."""

    sections: list[Section]
    headed: bool


def timeline_of(sections: list[Section], conventions: Conventions, *, incident_day: date | None) -> tuple[list[TimelineEntry], list[str]]:
    """The entries in the document's order, and the labels that went with them; what they hold is marked as taken."""
    entries = list(_posted_updates(sections, conventions))
    labels: list[str] = []
    for group in _groups(sections):
        drafts = []
        for section in group.sections:
            for draft in _drafts_of(section, conventions, headed=group.headed):
                draft.heading = section.title
                drafts.append(draft)
        if not _is_timeline(drafts, headed=group.headed):
            continue
        entries += _entries_of(drafts, group, conventions, incident_day, labels)
    return entries, labels


def _posted_updates(sections: list[Section], conventions: Conventions) -> Iterator[TimelineEntry]:
    """Updates of a status page: a section headed by a status, whose last line says when it was posted."""
    posted = [
        (section, stamp)
        for section in sections
        if normal_title(section.title) in _STATUSES and (stamp := _posting_time(section, conventions))
    ]
    if len(posted) < _FEWEST_OUTSIDE:
        return
    for section, stamp in posted:
        last = next(number for number, piece in enumerate(section.pieces) if _POSTED.match(piece.text))
        text = markdown_of(section.pieces[:last])
        for piece in section.pieces[: last + 1]:
            piece.taken = True
        day = conventions.day_of(stamp.day) or conventions.day
        yield TimelineEntry(
            at=conventions.moment(day, stamp.clock, stamp.zone),
            text=f"**{section.title.strip()}** – {text}",
            stated=section.pieces[last].text,
        )


def _posting_time(section: Section, conventions: Conventions) -> Stamp | None:
    for number, piece in enumerate(section.pieces):
        found = _POSTED.match(piece.text)
        if found and number:
            stamp = next((stamp for _, stamp in stamps_in(piece.text, conventions.notation) if stamp.clock and stamp.day), None)
            return stamp
    return None


def _groups(sections: list[Section]) -> Iterator[Group]:
    headed: Group | None = None
    for section in sections:
        if section.is_within("appendix"):
            continue
        if section.is_within("timeline"):
            if section.part and section.part.name == "timeline" or headed is None:
                if headed:
                    yield headed
                headed = Group([], headed=True)
            headed.sections.append(section)
            continue
        if headed:
            yield headed
            headed = None
        yield Group([section], headed=False)
    if headed:
        yield headed


def _is_timeline(drafts: list[Draft], *, headed: bool) -> bool:
    timed = sum(draft.stamp.clock is not None for draft in drafts)
    return bool(drafts) if headed else timed >= _FEWEST_OUTSIDE


def _drafts_of(section: Section, conventions: Conventions, *, headed: bool) -> Iterator[Draft]:
    draft: Draft | None = None
    for piece in section.pieces:
        if piece.taken:
            continue
        if piece.kind is BlockKind.TABLE:
            if draft:
                yield draft
                draft = None
            yield from _rows_of(piece, conventions, headed=headed)
            continue
        begun = _begin(piece, conventions, headed=headed, goes_on=draft is not None)
        if begun:
            if draft:
                draft.more += draft.waiting
                yield draft
            draft = begun
        elif draft and not _hold(draft, piece):
            yield draft
            draft = None
    if draft:
        yield draft


def _begin(piece: Piece, conventions: Conventions, *, headed: bool, goes_on: bool) -> Draft | None:
    """The entry that a piece begins, where it begins with a time."""
    if piece.kind not in _TEXTS and piece.kind is not BlockKind.HEADING:
        return None
    stamp = leading_stamp(piece.text, conventions.notation, lead=headed)
    if stamp is None and goes_on and not headed:
        between = leading_stamp(piece.text, conventions.notation, lead=True)
        stamp = between if between and between.end_clock else None
    if stamp is None:
        relative = _RELATIVE.match(piece.text) if headed else None
        if relative is None:
            return None
        stamp = Stamp(length=relative.end(), end=relative.end())
    text = piece.text[stamp.length :].strip()
    if stamp.unclosed and stamp.unclosed in text:
        text = stamp.unclosed + text
    if (
        stamp.clock is None
        and text
        and (not headed or (piece.kind is BlockKind.PARAGRAPH and not _SEPARATOR.search(piece.text[stamp.end : stamp.length])))
    ):
        return None
    level = {BlockKind.HEADING: -1, BlockKind.LIST_ITEM: piece.level}.get(piece.kind, 0)
    return Draft(stamp=stamp, text=text, stated=piece.text[: stamp.length].strip(), level=level, piece=piece)


def _hold(draft: Draft, piece: Piece) -> bool:
    """Give an untimed piece to the entry before it, at once or once another entry follows; False where it ends the entry."""
    if draft.gathers and not (piece.kind is BlockKind.RULE):
        draft.more += [*draft.waiting, piece]
        draft.waiting = []
        return True
    if draft.level > 0:
        inside = piece.level > draft.level if piece.kind is BlockKind.LIST_ITEM else piece.depth >= draft.level
        if inside:
            draft.more += [*draft.waiting, piece]
            draft.waiting = []
            return True
        if piece.kind is BlockKind.PARAGRAPH:
            return False
    draft.waiting.append(piece)
    return True


def _rows_of(table: Piece, conventions: Conventions, *, headed: bool) -> Iterator[Draft]:
    """One entry for each row of a table with a column of times."""
    if len(table.rows) < 2:
        return
    head = [plain(cell) for cell in table.rows[0]]
    column = next((number for number, name in enumerate(head) if _TIME_HEAD.search(name)), None)
    has_head = column is not None
    if not headed and (not has_head or (column or 0) > 1 or any(_ACTION_HEAD.search(name) for name in head)):
        return
    rows = table.rows[1:] if has_head or not leading_stamp(" | ".join(table.rows[0]), conventions.notation) else table.rows
    drafts = [draft for row in rows if (draft := _row_of(row, column or 0, table, conventions))]
    if 2 * sum(draft.stamp.end > 0 for draft in drafts) < len(drafts):
        return
    zone = zone_in(head[column]) if column is not None and column < len(head) else None
    for draft in drafts:
        draft.zone = zone
        yield draft


def _row_of(row: tuple[str, ...], column: int, table: Piece, conventions: Conventions) -> Draft | None:
    if not any(cell.strip() for cell in row):
        return None
    cells = [*row[column:], *row[:column]] if column < len(row) else list(row)
    joined = " | ".join(cells)
    stamp = leading_stamp(joined, conventions.notation, lead=True) or Stamp()
    used = 0
    taken = 0
    for cell in cells:
        if not stamp.end or used >= stamp.end:
            break
        used += len(cell) + 3
        taken += 1
    rest = cells[taken:]
    tail = joined[stamp.length : max(used - 3, stamp.length)].strip(" |") if stamp.end else ""
    text = " – ".join(cell.strip() for cell in [tail, *rest] if cell.strip())
    return Draft(stamp=stamp, text=text, stated=joined[: stamp.length].strip(" |"), level=1, piece=table)


def _entries_of(
    drafts: list[Draft], group: Group, conventions: Conventions, incident_day: date | None, labels: list[str]
) -> list[TimelineEntry]:
    entries: list[TimelineEntry] = []
    intro = _intro(group, drafts)
    day = _day_in(intro, conventions) or incident_day or conventions.day
    zone = stated_zone(intro) or _zone_of(group)
    last: Clock | None = None
    heading = drafts[0].heading
    if headed_day := _day_in(heading, conventions):
        day = headed_day
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        stamp = draft.stamp
        if stamp.clock is None and draft.gathers and following is not None and following.stamp.clock:
            draft.more = []
        if stamp.day is None and not draft.text and not draft.more:
            continue
        if draft.heading != heading:
            heading, last = draft.heading, None
            day = _day_in(heading, conventions) or day
        if stamp.day:
            day = conventions.day_of(stamp.day, near=day) or day
            last = None
        elif stamp.clock and last and _minutes(last) - _minutes(stamp.clock) > _ROLLOVER and day:
            day += timedelta(days=1)
        last = stamp.clock or last
        zone = stamp.zone or zone
        entry = TimelineEntry(at=_moment(draft, day, zone, conventions), text=_text(draft), stated=draft.stated)
        if entry in entries and draft.piece.kind is not BlockKind.TABLE:
            continue
        _take(draft)
        if draft.is_day_mark:
            labels.append(draft.piece.source)
        else:
            entries.append(entry)
    labels += [" | ".join(table.rows[0]) for table in _tables(drafts)]
    return entries


def _moment(draft: Draft, day: date | None, zone: str | None, conventions: Conventions) -> Moment | None:
    if draft.stamp.clock is None and draft.stamp.day is None:
        return None
    return conventions.moment(day, draft.stamp.clock, draft.stamp.zone or draft.zone or zone)


def _minutes(clock: Clock) -> int:
    return clock.hour * 60 + clock.minute


def _intro(group: Group, drafts: list[Draft]) -> str:
    """The heading of a timeline and the text before its first entry, where a day or a zone may be stated for all of it."""
    first = drafts[0].piece
    parts = [group.sections[0].title if group.headed else ""]
    for section in group.sections:
        for piece in section.pieces:
            if piece is first:
                return "\n".join(parts)
            if piece.kind in _TEXTS:
                parts.append(plain(piece.text[:400]))
    return "\n".join(parts)


def _day_in(intro: str, conventions: Conventions) -> date | None:
    return next((day for _, stamp in stamps_in(intro, conventions.notation) if (day := conventions.day_of(stamp.day))), None)


def _zone_of(group: Group) -> str | None:
    """A zone stated anywhere in the group, for those who state it below the entries."""
    for section in group.sections:
        for piece in section.pieces:
            if piece.kind in _TEXTS and len(piece.text) < 200 and (zone := stated_zone(plain(piece.text))):
                return zone
    return None


def _take(draft: Draft) -> None:
    for piece in (draft.piece, *draft.more):
        piece.taken = True


def _tables(drafts: Iterable[Draft]) -> list[Piece]:
    return list({id(draft.piece): draft.piece for draft in drafts if draft.piece.kind is BlockKind.TABLE}.values())


def _text(draft: Draft) -> str:
    more = markdown_of(draft.more)
    joint = "\n" if draft.more and draft.more[0].kind is BlockKind.LIST_ITEM else "\n\n"
    return joint.join(part for part in (draft.text, more) if part)
