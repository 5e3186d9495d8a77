"""A document's blocks put together into one `PostMortem`."""

import re
from collections.abc import Iterable
from datetime import date

from secondstory.documents.extraction.actions import actions_of
from secondstory.documents.extraction.conventions import Conventions, notation_of, stated_zone
from secondstory.documents.extraction.facts import (
    Labelled,
    as_text,
    day_stated,
    declared_day,
    labelled_fields,
    listed,
    severity_of,
    stated,
    title_of,
)
from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.milestones import Milestones, labelled_milestones, stated_spans, timeline_milestones, told_milestones
from secondstory.documents.extraction.outline import Outline, Section
from secondstory.documents.extraction.owners import known_people
from secondstory.documents.extraction.narrative import place_narrative
from secondstory.documents.extraction.passages import Passages
from secondstory.documents.extraction.rendering import markdown_of
from secondstory.documents.extraction.stamps import is_possible
from secondstory.documents.extraction.tickets import link_definitions
from secondstory.documents.extraction.timeline import timeline_of
from secondstory.documents.extraction.zones import NAMED_ZONE
from secondstory.documents.values import Document, Moment, Passage, PostMortem, TimelineEntry

_CLOCK_AND_ZONE = re.compile(rf"\d[:.]\d\d(?::\d\d)?\s?(?:[apAP][mM]\s)?\s?({NAMED_ZONE})")


_DAY_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")


def post_mortem(document: Document, *, today: date) -> PostMortem:
    """Read the fields of `document`; what no field takes becomes its body."""
    conventions = Conventions(notation=notation_of(document.markdown))
    outline = Outline(document, conventions.notation)
    sections = outline.sections
    fields = labelled_fields(sections)
    title = title_of(document, sections, outline.title)
    declared = declared_day(document, fields, title, conventions)
    conventions.day = declared or _first_day(document, sections, conventions)
    conventions.zone = stated_zone(document.markdown) or _only_zone(document.markdown)
    milestones = labelled_milestones(document.front_matter, fields, plain(document.markdown[:8000]), conventions)
    conventions.day = declared or milestones.day or conventions.day
    lists = listed(document, sections)

    entries, labels = timeline_of(sections, conventions, incident_day=milestones.day)
    definitions = link_definitions(document.markdown)
    actions, action_labels = actions_of(sections, conventions, definitions=definitions, people=known_people(lists["people"]))
    given = stated(document.front_matter, "summary")
    described = stated(document.front_matter, "description")
    passages = Passages(sections, outline.title)
    passages.place_headed(summarised=given is not None)
    place_narrative(passages, conventions.notation, summarised=given is not None, described=described is not None)
    found = passages.found
    summary = as_text(given) if given else found.get("summary") or (as_text(described) if described else "")
    told_milestones(milestones, [text for text in (summary, found.get("impact", "")) if text], conventions)
    further = [
        found.get("causes", ""),
        found.get("resolution", ""),
        *(piece.text for section in sections for piece in section.pieces if not piece.taken),
    ]
    told_milestones(milestones, [text for text in further if text], conventions, only="detected")
    timeline_milestones(milestones, entries, spans=stated_spans(fields))
    body = list(_body(sections))
    return PostMortem(
        name=document.name,
        identity=_identity(document),
        title=title,
        date=declared or _day_began(milestones, entries) or _day_of_address(document) or conventions.day,
        severity=severity_of(document.front_matter, fields, found.get("impact", "")),
        started_at=milestones.started,
        detected_at=milestones.detected,
        resolved_at=milestones.resolved,
        summary=summary,
        impact=found.get("impact", ""),
        causes=found.get("causes", ""),
        lessons=found.get("lessons", ""),
        resolution=found.get("resolution", ""),
        timeline=tuple(entries),
        action_items=tuple(actions),
        people=lists["people"],
        teams=lists["teams"],
        components=lists["components"],
        tags=lists["tags"],
        body=tuple(body),
        labels=tuple([*labels, *action_labels, *passages.labels, *_emptied(sections)]),
        warnings=document.warnings,
    )


def _identity(document: Document) -> str | None:
    given = stated(document.front_matter, "identity")
    return as_text(given) if given is not None else None


def _first_day(document: Document, sections: list[Section], conventions: Conventions) -> date | None:
    """The first full day that the text states."""
    return day_stated(document.markdown[:20000], conventions)


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


def _emptied(sections: list[Section]) -> Iterable[str]:
    """The titles of sections whose whole text became fields."""
    return (section.marker or section.title for section in sections if section.title and not section.in_body)


def _body(sections: list[Section]) -> Iterable[Passage]:
    for section in sections:
        left = [piece for piece in section.pieces if not piece.taken]
        markdown = markdown_of(left)
        if markdown:
            section.in_body = True
            yield Passage(title=section.title, level=section.level, markdown=markdown)
