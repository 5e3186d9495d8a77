"""Lists of incidents, narrowed by what stands in the address."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from secondstory.accounts.models import Person, Team
from secondstory.incidents.models import Component, Incident
from secondstory.incidents.queries.visibility import visible_to
from secondstory.incidents.rules import GOING_ON

ORDERS = {
    "newest": (F("occurred_on").desc(nulls_last=True), F("pk").desc()),
    "oldest": (F("occurred_on").asc(nulls_last=True), F("pk").asc()),
    "gravest": (F("severity__rank").asc(nulls_last=True), F("occurred_on").desc(nulls_last=True), F("pk").desc()),
    "title": (F("title").asc(), F("pk").asc()),
}


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What a list is narrowed to; an empty value narrows nothing. Teams and components are named by their slugs."""

    words: str = ""
    kind: str = ""
    severity: str = ""
    status: str = ""
    team: str = ""
    component: str = ""
    order: str = "newest"


def incidents_matching(narrowed: IncidentFilter, *, person: Person | None) -> QuerySet[Incident]:
    """Return visible incidents, each with its severity, teams and components. Every word must occur in the title."""
    rows = visible_to(person)
    for word in narrowed.words.split()[:10]:
        rows = rows.filter(title__icontains=word)
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    if narrowed.severity:
        rows = rows.filter(severity__rank=int(narrowed.severity)) if narrowed.severity.isdecimal() else rows.none()
    if narrowed.status:
        rows = rows.filter(status=narrowed.status)
    if narrowed.team:
        rows = rows.filter(teams__slug=narrowed.team)
    if narrowed.component:
        rows = rows.filter(components__slug=narrowed.component)
    order = ORDERS.get(narrowed.order, ORDERS["newest"])
    return (
        rows.select_related("severity")
        .prefetch_related(
            Prefetch("teams", Team.objects.only("name", "slug")), Prefetch("components", Component.objects.only("name", "slug"))
        )
        .order_by(*order)
    )


def incidents_going_on(person: Person) -> QuerySet[Incident]:
    """Return the visible incidents of which something may still happen, the latest first."""
    return visible_to(person).filter(status__in=GOING_ON).order_by("-id")
