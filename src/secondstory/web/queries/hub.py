"""The head of every page of one incident: what it is, and how far each of its steps has come."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import DONE_STATES
from secondstory.design.wording import zone_label
from secondstory.incidents.models import ImpactMeasure, Incident
from secondstory.incidents.queries import incident_id_of, visible_to
from secondstory.kit.zones import zone_or_utc
from secondstory.reports.models import Report
from secondstory.timeline.models import TimelineEvent
from secondstory.web.rules import Progress, actions_state, is_read, overview_state, report_state, timeline_state, when_words


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    url: str
    state: str
    is_done: bool = False
    is_current: bool = False
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Hub:
    """What stands above a page. `severity` is what the ladder shows, empty where nothing is decided."""

    key: str
    title: str
    url: str
    severity: int | str
    severity_label: str
    when: str
    is_restricted: bool
    steps: tuple[Step, ...]
    progress: Progress


def find_hub(key: str, *, person: Person | None, current: str = "", has_own_title: bool = False) -> Hub | None:
    """Return the hub of an incident, None where it does not exist for this person. One statement.

    It leaves out the title where the page `has_own_title`.
    """
    counted = _counted(visible_to(person).filter(pk=incident_id_of(key) or 0)).first()
    return hub_of(counted, progress_of(counted), current=current, has_own_title=has_own_title) if counted else None


def progress_of(counted: Incident) -> Progress:
    """Return how far an incident has come that was read with its counts."""
    counts = vars(counted)
    published_at = counts["published_at"]
    return Progress(
        status=counted.status,
        milestones=counted.milestones,
        measures=counts["measures"],
        events=counts["events"],
        starred=counts["starred"],
        report_status=counts["report_status"],
        published_on=timezone.localtime(published_at).date() if published_at else None,
        actions=counts["actions"],
        actions_done=counts["actions_done"],
    )


def hub_of(incident: Incident, progress: Progress, *, current: str = "", has_own_title: bool = False) -> Hub:
    """Put the steps side by side; `current` is the one that the page belongs to."""
    severity = incident.severity
    return Hub(
        key=incident.key,
        title="" if has_own_title else incident.title,
        url=incident.get_absolute_url(),
        severity=severity.rungs if severity else "",
        severity_label=severity.name if severity else "",
        when=_when(incident),
        is_restricted=incident.is_restricted,
        steps=_steps(incident.key, progress, current=current),
        progress=progress,
    )


def _steps(key: str, progress: Progress, *, current: str) -> tuple[Step, ...]:
    done_actions = progress.actions > 0 and progress.actions == progress.actions_done
    return (
        Step("Overview", reverse("web:hub", args=[key]), overview_state(progress), progress.measures > 0, current == "overview"),
        Step("Timeline", reverse("timeline:events", args=[key]), timeline_state(progress), progress.events > 0, current == "timeline"),
        Step("Report", reverse("web:report", args=[key]), report_state(progress), is_read(progress), current == "report"),
        Step("Actions", reverse("actions:of_incident", args=[key]), actions_state(progress), done_actions, current == "actions"),
    )


def _when(incident: Incident) -> str:
    zone = zone_or_utc(incident.time_zone)
    start, end = incident.impact_started_at or incident.detected_at, incident.resolved_at
    local_start, local_end = (at.astimezone(zone) if at else None for at in (start, end))
    label = zone_label(local_start) if local_start else ""
    return when_words(occurred_on=incident.occurred_on, start=local_start, end=local_end, zone_label=label)


def _counted(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    return rows.select_related("severity").annotate(
        measures=_count(ImpactMeasure.objects.all()),
        events=_count(TimelineEvent.objects.all()),
        starred=_count(TimelineEvent.objects.filter(is_starred=True)),
        actions=_count(ActionItem.objects.all()),
        actions_done=_count(ActionItem.objects.filter(Q(state__in=DONE_STATES))),
        report_status=_report("status"),
        published_at=_report("published_at"),
    )


def _report(column: str) -> Subquery:
    return Subquery(Report.objects.filter(incident=OuterRef("pk")).values(column)[:1])


def _count(rows: QuerySet[Any]) -> Coalesce:
    of_one = rows.filter(incident=OuterRef("pk")).order_by().values("incident").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(of_one, output_field=IntegerField()), 0)
