"""What a document becomes: the mapping from what was read to the fields of an incident, its report, timeline and actions.

Nothing is dropped: what is too long for a field, or has none, goes into a section of the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secondstory.actions.rules import ActionState
from secondstory.documents.values import ActionEntry, Passage, PostMortem
from secondstory.incidents.rules import Kind, Milestones
from secondstory.library.rules.kind_words import factor_category_meant, kind_meant, section_kind_meant
from secondstory.library.rules.listed_factors import listed_factors
from secondstory.library.rules.stated_names import is_name, one_person, plain_name
from secondstory.library.rules.stated_times import StatedTime, day_of, stated_time, zone_of
from secondstory.reports.rules import FactorCategory, SectionKind, word_count
from secondstory.timeline.rules import EventKind

LONGEST_TITLE = 300
LONGEST_TAKEAWAYS = 60  # words; more than that is a section of its own
MOST_PEOPLE = 100
ASSUMED_ZONE = "Times without a zone were read as UTC."


@dataclass(frozen=True, slots=True)
class RecordEvent:
    time: StatedTime
    text: str
    kind: EventKind = EventKind.OTHER


@dataclass(frozen=True, slots=True)
class RecordAction:
    """`owner` names one person; `owner_as_stated` is what stood there where it does not."""

    text: str
    description: str
    owner: str | None
    owner_as_stated: str
    due_on: date | None
    ticket: str
    state: ActionState


@dataclass(frozen=True, slots=True)
class RecordSection:
    title: str
    markdown: str
    kind: SectionKind
    level: int


@dataclass(frozen=True, slots=True)
class Record:
    """Names are as the document writes them; the commands find or make the people, teams and components."""

    title: str
    kind: Kind
    severity: str
    day: date | None
    time_zone: str
    milestones: Milestones
    what_happened: str
    impact: str
    resolution: str
    takeaways: str
    sections: tuple[RecordSection, ...]
    factors: tuple[tuple[str, FactorCategory], ...]
    events: tuple[RecordEvent, ...]
    actions: tuple[RecordAction, ...]
    people: tuple[str, ...]
    teams: tuple[str, ...]
    components: tuple[str, ...]
    warnings: tuple[str, ...]


def record_from(extracted: PostMortem) -> Record:
    started, detected, resolved = (stated_time(at) for at in (extracted.started_at, extracted.detected_at, extracted.resolved_at))
    times = [stated_time(entry.at) for entry in extracted.timeline]
    all_times = [started, detected, resolved, *times]
    assumed = any(time.zone_was_assumed for time in all_times)
    title = _title(extracted)
    people = tuple(dict.fromkeys(plain_name(name) for name in extracted.people if is_name(name)))[:MOST_PEOPLE]
    lessons_are_short = word_count(extracted.lessons) <= LONGEST_TAKEAWAYS
    return Record(
        title=title[:LONGEST_TITLE],
        kind=kind_meant(tags=extracted.tags, title=title),
        severity=(extracted.severity or "")[:80],
        day=extracted.date or day_of(started) or day_of(detected) or next(filter(None, map(day_of, times)), None) or day_of(resolved),
        time_zone=zone_of(all_times),
        milestones=Milestones(impact_started=started.at, detected=detected.at, resolved=resolved.at),
        what_happened=extracted.summary,
        impact=extracted.impact,
        resolution=extracted.resolution,
        takeaways=extracted.lessons if lessons_are_short else "",
        sections=tuple(_sections(extracted, title=title, with_lessons=not lessons_are_short, people=people)),
        factors=tuple((text, factor_category_meant(text)) for text in listed_factors(extracted.causes)),
        events=tuple(_events(extracted, times, started=started, detected=detected, resolved=resolved)),
        actions=tuple(_action(entry, known=frozenset(people)) for entry in extracted.action_items),
        people=people,
        teams=tuple(dict.fromkeys(extracted.teams)),
        components=tuple(dict.fromkeys(extracted.components)),
        warnings=(*extracted.warnings, *([ASSUMED_ZONE] if assumed else [])),
    )


def _title(extracted: PostMortem) -> str:
    """The document's title, else the first sentence of its summary or text, its first heading, or the name of its file.

    Where a document has no title of its own, its first heading names a part ("Next steps"), so a sentence says more.
    """
    if extracted.title and extracted.title.strip():
        return " ".join(extracted.title.split())
    preamble = (passage.markdown for passage in extracted.body if not passage.level)
    sentence = next(filter(None, map(_first_sentence, (extracted.summary, *preamble, extracted.impact))), "")
    heading = next((passage.title for passage in extracted.body if passage.title.strip()), "")
    return " ".join((sentence or heading or _title_of_file(extracted.name)).split())


def _first_sentence(markdown: str) -> str:
    line = next((line.strip(" #>*-_`\t") for line in markdown.splitlines() if re.search(r"\w{2}", line)), "")
    sentence = re.split(r"(?<=[.!?])\s", re.sub(r"[*`]+|__", "", line), maxsplit=1)[0]
    return sentence if len(sentence) <= 120 else sentence[:119].rsplit(" ", 1)[0] + "…"


def _title_of_file(name: str) -> str:
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name.rpartition("/")[2])
    words = re.sub(r"[\s_-]+", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else "Untitled"


def _sections(extracted: PostMortem, *, title: str, with_lessons: bool, people: tuple[str, ...]) -> Iterator[RecordSection]:
    """The preamble, the causes, then every other passage in reading order, the lessons, and at the end what no field can hold."""
    body = _without_title(extracted)
    shift = 2 - min((passage.level for passage in body if passage.level), default=2)
    while body and not body[0].level:
        yield _section(body.pop(0), shift)
    if extracted.causes:
        yield RecordSection("Causes", extracted.causes, SectionKind.CAUSES, 2)
    for passage in body:
        yield _section(passage, shift)
    if with_lessons:
        yield RecordSection("Lessons", extracted.lessons, SectionKind.LESSONS, 2)
    if rest := _rest(extracted, title=title, people=people):
        yield RecordSection("Also stated", rest, SectionKind.APPENDIX, 2)


def _without_title(extracted: PostMortem) -> list[Passage]:
    """The passages. What stands under the document's own title is its preamble."""
    body = list(extracted.body)
    if body and extracted.title and " ".join(body[0].title.split()) == " ".join(extracted.title.split()):
        body[0] = Passage(title="", level=0, markdown=body[0].markdown)
    return [passage for passage in body if passage.title.strip() or passage.markdown.strip()]


def _section(passage: Passage, shift: int) -> RecordSection:
    heading = " ".join(passage.title.split())
    markdown = passage.markdown if len(heading) <= LONGEST_TITLE else f"{heading}\n\n{passage.markdown}"
    kind = section_kind_meant(heading) if heading else SectionKind.NARRATIVE
    return RecordSection(heading[:LONGEST_TITLE], markdown, kind, max(2, min(6, passage.level + shift)))


def _rest(extracted: PostMortem, *, title: str, people: tuple[str, ...]) -> str:
    """What the document states and no field of the record holds in full."""
    moments = {"Started": extracted.started_at, "Detected": extracted.detected_at, "Resolved": extracted.resolved_at}
    others = [name for name in extracted.people if plain_name(name) not in people]
    stated = [
        ("Title", title if len(title) > LONGEST_TITLE else ""),
        ("Severity", extracted.severity if extracted.severity and len(extracted.severity) > 80 else ""),
        ("People", ", ".join(others)),
        ("Tags", ", ".join(extracted.tags)),
        *[(name, moment.iso) for name, moment in moments.items() if moment and stated_time(moment).at is None],
    ]
    return "\n".join(f"- {name}: {value}" for name, value in stated if value)


def _events(
    extracted: PostMortem, times: list[StatedTime], *, started: StatedTime, detected: StatedTime, resolved: StatedTime
) -> Iterator[RecordEvent]:
    """The entries in the order of the document. The first entry at the very moment of a milestone is marked as that milestone."""
    marks = {
        time.at: kind
        for time, kind in ((resolved, EventKind.RESOLUTION), (detected, EventKind.DETECTION), (started, EventKind.IMPACT_START))
        if time.at
    }
    for entry, time in zip(extracted.timeline, times, strict=True):
        yield RecordEvent(time, entry.text, marks.pop(time.at, EventKind.OTHER) if time.at else EventKind.OTHER)


def _action(entry: ActionEntry, *, known: frozenset[str]) -> RecordAction:
    owner = one_person(entry.owner, known=known)
    stated = "" if owner else (entry.owner or "")
    ticket = entry.ticket or ""
    beyond = [f"Owner: {stated}" if len(stated) > 200 else "", f"Ticket: {ticket}" if len(ticket) > 500 else ""]
    return RecordAction(
        text=entry.title,
        description="\n\n".join(filter(None, [entry.description, *beyond])),
        owner=owner,
        owner_as_stated=stated[:200],
        due_on=entry.due_on,
        ticket=ticket if len(ticket) <= 500 else "",
        state=ActionState.DONE if entry.done else ActionState.COMMITTED,
    )
