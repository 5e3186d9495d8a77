"""What home shows a person: what waits for them, what they were part of, and what is new to read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.actions.models import ActionItem
from secondstory.actions.queries import open_actions_of_owner
from secondstory.actions.rules import ActionState
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import is_visible_to, visible_to
from secondstory.incidents.rules import InvolvedAs, Status
from secondstory.kit.clock import today
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus

NUMBERS = ("Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things", "Seven things")
MOST_WAITING = 8
A_YEAR_AGO_AMONG = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `step` is what to do next, in words for a button; `by` orders the list."""

    incident: Incident
    step: str  # action | report | write
    text: str
    why: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    headline: str
    waiting: tuple[Waiting, ...]
    more_waiting: int
    involved: tuple[Incident, ...]
    new_reports: tuple[Report, ...]
    a_year_ago: Report | None
    is_empty: bool  # the person sees no incident at all


def home_of(person: Person) -> Home:
    """Compose home in eight statements, however much there is."""
    waiting = sorted([*_actions(person), *_reports(person)], key=lambda one: (one.by is None, one.by or date.max))
    visible = visible_to(person)
    new_reports = _published(person).order_by("-published_at", "-pk")[:4]
    return Home(
        headline=headline(person, len(waiting)),
        waiting=tuple(waiting[:MOST_WAITING]),
        more_waiting=max(0, len(waiting) - MOST_WAITING),
        involved=tuple(visible.filter(involvements__person=person).select_related("severity", "report").distinct()[:6]),
        new_reports=tuple(new_reports),
        a_year_ago=_a_year_ago(person),
        is_empty=not visible.exists(),
    )


def headline(person: Person, waiting: int) -> str:
    """Say in one sentence what counts."""
    first_name = person.name.split()[0] if person.name.split() else "you"
    number = NUMBERS[waiting] if waiting < len(NUMBERS) else f"{waiting} things"
    return f"{number} {'waits' if waiting < 2 else 'wait'} for you, {first_name}."


def _actions(person: Person) -> list[Waiting]:
    return [
        Waiting(incident=action.incident, step="action", text=action.text, why=why_it_waits(action, on=today()), by=action.due_on)
        for action in open_actions_of_owner(person)
    ]


def why_it_waits(action: ActionItem, *, on: date) -> str:
    """Say what an open action item needs, without a reproach."""
    if action.state == ActionState.BLOCKED:
        return f"It is blocked. Help needed: {action.state_note}" if action.state_note else "It is blocked. What would help, and from whom?"
    if action.due_on is None:
        return "It has no date yet. When would be realistic?"
    if action.due_on < on:
        return "Its date has passed. Is something in the way?"
    return (
        f"Done when {action.done_when[:1].lower()}{action.done_when[1:]}" if action.done_when else "How will anybody tell that it is done?"
    )


def _reports(person: Person) -> list[Waiting]:
    """Drafts that the person writes, and resolved incidents that they commanded and nobody has written up."""
    visible = visible_to(person)
    drafts = visible.filter(report__author=person, report__status__in=[ReportStatus.DRAFT, ReportStatus.IN_REVIEW]).select_related("report")
    unwritten = visible.filter(
        Q(involvements__person=person, involvements__role=InvolvedAs.COMMANDER),
        report=None,
        status__in=[Status.RESOLVED, Status.MITIGATED],
    ).distinct()
    waiting = [
        Waiting(
            incident=incident,
            step="report",
            text=incident.title,
            why="It is in review." if incident.report.status == ReportStatus.IN_REVIEW else "The draft is yours to bring to review.",
        )
        for incident in drafts
    ]
    waiting += [Waiting(incident=i, step="write", text=i.title, why="It is resolved and nobody has begun its report.") for i in unwritten]
    return waiting


def _published(person: Person) -> QuerySet[Report]:
    return Report.objects.filter(is_visible_to(person, through="incident"), status=ReportStatus.PUBLISHED).select_related(
        "incident__severity"
    )


def _a_year_ago(person: Person) -> Report | None:
    """The longest published report among the last incidents up to this day of last year, if they were in that week or the one before."""
    then = today() - timedelta(days=365)
    week = visible_to(person).filter(occurred_on__range=(then - timedelta(days=14), then))
    last = list(week.order_by("-occurred_on", "-pk").values_list("pk", flat=True)[:A_YEAR_AGO_AMONG])
    reports = Report.objects.filter(incident_id__in=last).select_related("incident__severity")
    published = [report for report in reports if report.status == ReportStatus.PUBLISHED]
    return max(published, key=lambda report: report.word_count, default=None)


def may_record(person: Person) -> bool:
    return person.may(Ability.WRITE)
