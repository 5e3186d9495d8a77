"""What home shows a person: what waits for them, what they were part of, and what is new to read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.actions.models import ActionItem
from secondstory.actions.queries import open_actions_of_owner
from secondstory.actions.rules import ActionState
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to
from secondstory.incidents.rules import InvolvedAs, Status
from secondstory.kit.clock import today
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus

NUMBERS = ("Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things", "Seven things")
MOST_WAITING = 8


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
    """Compose home in seven statements, however much there is."""
    waiting = sorted([*_actions(person), *_reports(person)], key=lambda one: (one.by is None, one.by or date.max))
    visible = visible_to(person)
    new_reports = _published(person).order_by(F("published_at").desc(nulls_last=True))[:4]
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
    return Report.objects.filter(incident__in=visible_to(person), status=ReportStatus.PUBLISHED).select_related("incident__severity")


def _a_year_ago(person: Person) -> Report | None:
    """A published report of an incident that happened in this week of last year."""
    then = today() - timedelta(days=365)
    week = (then - timedelta(days=10), then + timedelta(days=10))
    return _published(person).filter(incident__occurred_on__range=week).order_by("-word_count").first()


def may_record(person: Person) -> bool:
    return person.may(Ability.WRITE)
