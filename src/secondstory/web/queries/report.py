"""A report as it is read: the parts of four steps, put into one piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from secondstory.actions.models import ActionItem
from secondstory.actions.queries import actions_of
from secondstory.actions.rules import DONE_STATES
from secondstory.design.drawing.values import Timeline
from secondstory.incidents.models import ImpactMeasure, Incident, Involvement
from secondstory.incidents.queries import impact_of, involvements_of
from secondstory.incidents.rules import InvolvedAs, stages
from secondstory.kit.vocabulary import label
from secondstory.library.models import SourceDocument
from secondstory.reports.models import ContributingFactor, Report, Section
from secondstory.reports.queries import report_of
from secondstory.reports.rules import SectionKind, seconds_to_read, word_count
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries import drawn_timeline, events_of, told_events
from secondstory.timeline.rules import worth_drawing
from secondstory.web.queries.hub import Hub, hub_of
from secondstory.web.rules import Progress, headline

UNTITLED: dict[str, str] = {SectionKind.NARRATIVE: "The whole story", SectionKind.OTHER: "More"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled part of the report with the deeper sections that follow it."""

    anchor: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """People who took the same part in the incident, by name."""

    role: str
    names: tuple[str, ...]
    directly: int


@dataclass(frozen=True, slots=True)
class ActionRead:
    item: ActionItem
    owner: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    incident: Incident
    hub: Hub
    report: Report | None
    measures: tuple[ImpactMeasure, ...]
    events: tuple[TimelineEvent, ...]
    drawing: Timeline | None
    narrative: tuple[Chapter, ...]
    causes: tuple[Section, ...]
    chapters: tuple[Chapter, ...]
    factors: tuple[ContributingFactor, ...]
    actions: tuple[ActionRead, ...]
    actions_done: int
    parts: tuple[Part, ...]
    sources: tuple[SourceDocument, ...]
    summary_words: int
    summary_seconds: int
    shows_names: bool

    @property
    def outline(self) -> list[tuple[str, str]]:
        """Anchor and title of what is on the page, in order."""
        rows = [("minute", "In 60 seconds", bool(self.report)), ("timeline", "Timeline", bool(self.events))]
        rows += [(chapter.anchor, chapter.title, True) for chapter in self.narrative]
        rows += [("causes", "What made it possible", bool(self.factors or self.causes))]
        rows += [(chapter.anchor, chapter.title, True) for chapter in self.chapters]
        rows += [("actions", "Action items", bool(self.actions)), ("people", "People, by role", bool(self.parts))]
        return [(anchor, title) for anchor, title, is_there in rows if is_there]


def report_page(incident: Incident, *, shows_names: bool) -> ReportPage:
    """Read all that the page shows, in eight statements. The caller has made sure that the incident may be seen."""
    written = report_of(incident)
    report = written.report if written else None
    measures, events, involvements = tuple(impact_of(incident)), tuple(events_of(incident)), tuple(involvements_of(incident))
    items = tuple(actions_of(incident))
    done = sum(item.state in DONE_STATES for item in items)
    sections = written.sections if written else ()
    narrative, causes, others = chapters_of(sections)
    words = word_count(report.what_happened, report.impact, report.resolution, report.takeaways) if report else 0
    progress = Progress(
        status=incident.status,
        milestones=incident.milestones,
        measures=len(measures),
        events=len(events),
        starred=sum(event.is_starred for event in events),
        report_status=report.status if report else None,
        published_on=timezone.localtime(report.published_at).date() if report and report.published_at else None,
        actions=len(items),
        actions_done=done,
    )
    return ReportPage(
        incident=incident,
        hub=hub_of(incident, progress, current="report", has_own_title=True),
        report=report,
        measures=measures,
        events=events,
        drawing=drawing_of(incident, events),
        narrative=narrative,
        causes=causes,
        chapters=others,
        factors=written.factors if written else (),
        actions=tuple(ActionRead(item, owner_shown(item, involvements, shows_names=shows_names)) for item in items),
        actions_done=done,
        parts=parts_of(involvements),
        sources=tuple(SourceDocument.objects.filter(incident=incident).only("name", "size")),
        summary_words=words,
        summary_seconds=seconds_to_read(words),
        shows_names=shows_names,
    )


def chapters_of(sections: Sequence[Section]) -> tuple[tuple[Chapter, ...], tuple[Section, ...], tuple[Chapter, ...]]:
    """Sort sections into the narrative, the causes, and the other chapters; a deeper section stays with the one above it."""
    groups: list[list[Section]] = []
    for section in sections:
        starts = section.level <= 2 and section.title
        if starts or not groups or (section.kind == SectionKind.CAUSES) != (groups[-1][0].kind == SectionKind.CAUSES):
            groups.append([section])
        else:
            groups[-1].append(section)
    causes = [section for group in groups if group[0].kind == SectionKind.CAUSES for section in group]
    rest = [group for group in groups if group[0].kind != SectionKind.CAUSES]
    chapters = [
        Chapter(f"s{group[0].pk}", group[0].title or UNTITLED.get(group[0].kind, label(group[0].kind)), tuple(group)) for group in rest
    ]
    narrative = tuple(chapter for chapter in chapters if chapter.sections[0].kind == SectionKind.NARRATIVE)
    return narrative, tuple(causes), tuple(chapter for chapter in chapters if chapter not in narrative)


def _chapter_title(first: Section) -> str:
    return first.title or UNTITLED.get(first.kind, label(first.kind))


def drawing_of(incident: Incident, events: Sequence[TimelineEvent]) -> Timeline | None:
    """Return the timeline to be drawn, None where fewer than two events have a full moment."""
    drawn = worth_drawing(told_events(events))
    marks = [one for one in drawn if one.at and not one.is_end]
    if len(marks) < 2:
        return None
    title = headline(stages(incident.milestones), events=len(marks), ruled_out=sum(one.is_ruled_out for one in marks))
    return drawn_timeline(
        incident, events, title=title, address=reverse("timeline:events", args=[incident.key]), told=drawn, has_sources=False
    )


def parts_of(involvements: Sequence[Involvement]) -> tuple[Part, ...]:
    """Return who took part, by what they did, in the order of the vocabulary."""
    parts = []
    for role in InvolvedAs:
        of_role = [one for one in involvements if one.role == role]
        if of_role:
            parts.append(Part(label(role), tuple(one.person.name for one in of_role), sum(one.directly_involved for one in of_role)))
    return tuple(parts)


def owner_shown(item: ActionItem, involvements: Sequence[Involvement], *, shows_names: bool) -> str:
    """Say who owns an action item, by the part they took in the incident unless names are asked for."""
    if item.owner is None:
        return item.owner_as_stated if shows_names and item.owner_as_stated else "No owner yet"
    if shows_names:
        return item.owner.name
    role = next((one.role for one in involvements if one.person_id == item.owner_id), None)
    return label(role) if role else "Owner outside the incident"
