"""Hear what earlier steps announce, and keep the index true in the same transaction; of a long timeline, a moment later."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from secondstory.accounts.events import PersonRenamed, TeamRenamed
from secondstory.actions.events import ActionsChanged
from secondstory.incidents.events import IncidentChanged
from secondstory.incidents.models import Incident
from secondstory.kit.facts import listen
from secondstory.kit.jobs import enqueue
from secondstory.library.commands.index import index_incidents
from secondstory.library.queries.entries import with_long_timelines
from secondstory.reports.events import ReportChanged
from secondstory.timeline.events import TimelineChanged

OF_ONE_INCIDENT = (IncidentChanged, TimelineChanged, ReportChanged, ActionsChanged)


def start_listening() -> None:
    for fact in (*OF_ONE_INCIDENT, PersonRenamed, TeamRenamed):
        listen(fact, index_changed)


def index_changed(facts: Iterable[Any]) -> None:
    """Index the incidents that these facts are about, each once."""
    incidents: set[int] = set()
    timelines: set[int] = set()
    people: set[int] = set()
    teams: set[int] = set()
    for fact in facts:
        if isinstance(fact, PersonRenamed):
            people.add(fact.person_id)
        elif isinstance(fact, TeamRenamed):
            teams.add(fact.team_id)
        elif isinstance(fact, TimelineChanged):
            timelines.add(fact.incident_id)
        else:
            incidents.add(fact.incident_id)
    if people or teams:
        incidents.update(_incidents_naming(people, teams))
    later = with_long_timelines(timelines - incidents)
    for incident_id in sorted(later):
        enqueue("secondstory.library.jobs.index_again", incident_id)
    index_incidents(incidents | timelines - later)


def _incidents_naming(people: set[int], teams: set[int]) -> Iterable[int]:
    named = Q(involvements__person__in=people) | Q(action_items__owner__in=people) | Q(report__author__in=people) | Q(teams__in=teams)
    return Incident.objects.filter(named).order_by().values_list("pk", flat=True).distinct()
