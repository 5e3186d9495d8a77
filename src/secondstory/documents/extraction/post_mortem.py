"""A document's blocks put together into one `PostMortem`."""

import re
from collections.abc import Iterator
from datetime import date

from secondstory.documents.extraction.actions import actions_of
from secondstory.documents.extraction.conventions import Conventions, notation_of, stated_zone
from secondstory.documents.extraction.facts import (
    SEVERITY_WORDS,
    FrontMatter,
    as_text,
    day_stated,
    declared_day,
    labelled_fields,
    listed,
    severity_of,
    title_of,
)
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.milestones import (
    Milestones,
    labelled_milestones,
    stated_spans,
    timeline_milestones,
    told_milestones,
    told_notice,
)
from secondstory.documents.extraction.narrative import place_narrative
from secondstory.documents.extraction.outline import Outline, Section
from secondstory.documents.extraction.owners import known_people
from secondstory.documents.extraction.passages import Passages
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import is_possible
from secondstory.documents.extraction.tickets import link_definitions
from secondstory.documents.extraction.timeline import timeline_of
from secondstory.documents.extraction.vocabulary import normal_title
from secondstory.documents.extraction.warnings import future_times, impossible_times
from secondstory.documents.extraction.zones import NAMED_ZONE
from secondstory.documents.values import Document, Passage, PostMortem, TimelineEntry

_CLOCK_AND_ZONE = re.compile(rf"\d[:.]\d\d(?::\d\d)?\s?(?:[apAP][mM]\s)?[\s*_(]{{0,4}}({NAMED_ZONE})")
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")
_RESOLVED_UPDATE = re.compile(r"\s*\**resolved\**\s*[-–—:]?\s*", re.IGNORECASE)
_SHORTEST_ACCOUNT = 200  # characters from which the last update of a status page tells what happened
_OPENING = 8000  # characters in which an incident's span is told
_FACTS = (
    "identity", "title", "kind", "date", "severity", "started", "detected", "resolved", "summary", "people", "teams", "components", "tags",
)  # fmt: skip


def post_mortem(document: Document, *, today: date) -> PostMortem:
    """Read the fields of `document`; what no field takes becomes its body. `today` tells which dates lie in the future."""
    front_matter = FrontMatter(document.front_matter)
    conventions = Conventions(notation=notation_of(document.markdown))
    outline = Outline(document, conventions.notation)
    sections = outline.sections
    fields = labelled_fields(sections)
    title = title_of(document, front_matter, sections, outline.title)
    declared = declared_day(front_matter, fields, title, conventions)
    conventions.day = declared
    conventions.zone = stated_zone(document.markdown) or _only_zone(document.markdown)
    milestones = labelled_milestones(front_matter, fields, document.markdown[:_OPENING], conventions)
    if declared is None:
        conventions.day = milestones.day or day_stated(document.markdown, conventions)
        if milestones.day is None and conventions.day is not None:  # times of day and days without a year had nothing to lean on
            milestones = labelled_milestones(front_matter, fields, document.markdown[:_OPENING], conventions)
    lists = listed(front_matter, sections)
    entries, labels = timeline_of(sections, conventions, incident_day=milestones.day)
    actions, action_labels = actions_of(
        sections, conventions, definitions=link_definitions(document.markdown), people=known_people(lists["people"])
    )
    summary, described = front_matter.stated("summary"), front_matter.stated("description")
    passages = Passages(sections, outline.title)
    passages.place_headed(summarised=summary is not None)
    place_narrative(passages, conventions.notation, summarised=summary is not None, described=described is not None)
    _find_milestones(milestones, as_text(summary or passages.found.get("summary", "")), sections, passages, conventions)
    timeline_milestones(milestones, entries, spans=stated_spans(fields))
    impact = passages.found.get("impact", "")
    is_severity = plain(impact).lower() in SEVERITY_WORDS
    uses_description = summary is None and "summary" not in passages and described is not None
    day = declared or _day_began(milestones, entries) or _day_of_address(document) or conventions.day
    times = {"date": day.isoformat() if day else None, **milestones.as_text()}
    return PostMortem(
        name=document.name,
        identity=front_matter.text("identity"),
        title=title,
        kind=front_matter.text("kind"),
        date=day,
        severity=severity_of(front_matter, fields) or (plain(impact) if is_severity else None),
        started_at=milestones.started,
        detected_at=milestones.detected,
        resolved_at=milestones.resolved,
        summary=_summary(summary, passages, described if uses_description else None, entries),
        impact="" if is_severity else impact,
        causes=passages.found.get("causes", ""),
        lessons=passages.found.get("lessons", ""),
        resolution=passages.found.get("resolution", ""),
        timeline=tuple(entries),
        action_items=tuple(actions),
        people=lists["people"],
        teams=lists["teams"],
        components=lists["components"],
        tags=lists["tags"],
        body=tuple(_body(sections)),
        labels=(*labels, *action_labels, *passages.labels, *_emptied(sections)),
        properties=tuple(front_matter.further(used=(*_FACTS, *(("description",) if uses_description else ())))),
        warnings=(*document.warnings, *impossible_times(front_matter, fields, sections), *future_times(times, today=today)),
    )


def _find_milestones(milestones: Milestones, summary: str, sections: list[Section], passages: Passages, conventions: Conventions) -> None:
    """Take what sentences tell: everything from summary and impact, the first notice from anywhere."""
    told_milestones(milestones, [summary, passages.found.get("impact", "")], conventions)
    of_detection = [piece.text for section in sections if "detect" in normal_title(section.title) for piece in section.pieces]
    told_notice(milestones, of_detection, conventions, of_detection=True)
    further = (piece.text for section in sections for piece in section.pieces if not piece.taken)
    told_notice(
        milestones, [passages.found.get("causes", ""), passages.found.get("resolution", ""), *further], conventions, of_detection=False
    )


def _summary(given: object | None, passages: Passages, description: object | None, entries: list[TimelineEntry]) -> str:
    """The summary that the front matter or the text states, else what the last update of a status page tells."""
    if given is not None:
        return as_text(given)
    stated_one = passages.found.get("summary") or (as_text(description) if description is not None else "")
    if stated_one:
        return stated_one
    told = [
        (found, entry.text) for entry in entries if (found := _RESOLVED_UPDATE.match(entry.text)) and len(entry.text) > _SHORTEST_ACCOUNT
    ]
    return told[-1][1][told[-1][0].end() :] if told else ""


def _day_began(milestones: Milestones, entries: list[TimelineEntry]) -> date | None:
    days = [entry.at.iso[:10] for entry in entries if entry.at and not entry.at.iso.startswith("T") and len(entry.at.iso) > 10]
    return milestones.day or (date.fromisoformat(min(days)) if days else None)


def _day_of_address(document: Document) -> date | None:
    """The day in the address that the front matter gives the page ("/2023/07/21/title")."""
    for key in ("path", "slug", "permalink", "url"):
        found = _DAY_IN_ADDRESS.search(str(document.front_matter.get(key, "")))
        if found and is_possible(int(found[1]), int(found[2]), int(found[3])):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None


def _only_zone(markdown: str) -> str | None:
    """The zone of a document that writes one and the same zone after its clocks."""
    zones = {zone.upper() for zone in _CLOCK_AND_ZONE.findall(markdown)}
    return zones.pop() if len(zones) == 1 else None


def _body(sections: list[Section]) -> Iterator[Passage]:
    for section in sections:
        markdown = markdown_of(piece for piece in section.pieces if not piece.taken)
        if markdown:
            section.in_body = True
            yield Passage(title=section.title, level=section.level, markdown=markdown)


def _emptied(sections: list[Section]) -> Iterator[str]:
    """The titles of sections whose whole text became fields."""
    return (section.marker or section.title for section in sections if section.title and not section.in_body)
