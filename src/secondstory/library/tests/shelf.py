"""Records for tests of search, made and indexed in one call."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from secondstory.accounts.models import Person, Team
from secondstory.actions.models import ActionItem
from secondstory.incidents.models import Component, Incident, Involvement, SeverityLevel
from secondstory.library.commands.index import index_incidents
from secondstory.reports.models import ContributingFactor, Report, Section
from secondstory.timeline.models import TimelineEvent


def shelve(
    title: str,
    *,
    summary: str = "",
    body: str = "",
    events: Iterable[str] = (),
    factors: Iterable[tuple[str, str]] = (),
    actions: Iterable[tuple[str, str]] = (),
    people: Iterable[str] = (),
    teams: Iterable[str] = (),
    components: Iterable[str] = (),
    severity: int | None = None,
    day: date | None = None,
    seen_by: Iterable[Person] | None = None,
    status: str = "published",
    **columns: Any,
) -> Incident:
    """Make an incident with a report, and index it. With `seen_by` it is restricted to these people."""
    level = SeverityLevel.objects.get(rank=severity) if severity else None
    incident = Incident.objects.create(title=title, severity=level, occurred_on=day, is_restricted=seen_by is not None, **columns)
    incident.restricted_to_people.set(seen_by or ())
    incident.teams.set(Team.objects.get_or_create(slug=slug, defaults={"name": slug.capitalize()})[0] for slug in teams)
    incident.components.set(Component.objects.get_or_create(slug=slug, defaults={"name": slug})[0] for slug in components)
    for name in people:
        Involvement.objects.create(incident=incident, person=Person.objects.get_or_create(name=name)[0])
    for position, text in enumerate(events):
        TimelineEvent.objects.create(incident=incident, text=text, position=position)
    for text, state in actions:
        ActionItem.objects.create(incident=incident, text=text, state=state)
    report = Report.objects.create(incident=incident, what_happened=summary, status=status)
    if body:
        Section.objects.create(report=report, title="", markdown=body)
    for category, text in factors:
        ContributingFactor.objects.create(report=report, category=category, text=text)
    index_incidents([incident.pk])
    return incident


def someone(name: str = "Ada Reader") -> Person:
    return Person.objects.get_or_create(email=f"{name.split(maxsplit=1)[0].lower()}@example.org", defaults={"name": name})[0]
