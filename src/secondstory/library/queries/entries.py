"""Records as the index holds them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from secondstory.actions.models import ActionItem
from secondstory.actions.rules import OPEN_STATES
from secondstory.incidents.models import ImpactMeasure, Incident, Involvement
from secondstory.library.rules.entries import NO_REPORT, Entry, EntryFacets, EntryTexts
from secondstory.library.rules.plain_text import plain
from secondstory.reports.models import ContributingFactor, Report, Section
from secondstory.timeline.models import TimelineEvent

Rows = dict[int, list[tuple[Any, ...]]]

LONG_TIMELINE = 5_000
"""Events. All words of a record are read anew when something in it changes, which takes about a fiftieth of a millisecond an event."""


def with_long_timelines(ids: Collection[int]) -> set[int]:
    """Return those of these incidents whose timelines are so long that whoever changes one should not wait for the index."""
    events = TimelineEvent.objects.order_by()
    return {one for one in ids if events.filter(incident=one)[: LONG_TIMELINE + 1].count() > LONG_TIMELINE}


def entries_of(ids: Collection[int]) -> list[Entry]:
    """Return the entries of these incidents as their records are now, in ten statements for any number; who is gone is left out."""
    incidents = Incident.objects.filter(pk__in=ids).order_by("pk")
    parts = _Parts(ids)
    return [
        Entry(
            incident_id=incident.pk,
            texts=parts.texts(incident),
            facets=parts.facets(incident),
            is_restricted=incident.is_restricted,
        )
        for incident in incidents.only("title", "kind", "severity_id", "occurred_on", "is_restricted")
    ]


class _Parts:
    """What belongs to some incidents, as plain rows by incident: no objects, since an import reads thousands."""

    def __init__(self, ids: Collection[int]) -> None:
        summary = ("what_happened", "impact", "resolution", "takeaways")
        reports = Report.objects.filter(incident__in=ids).values_list("incident_id", "status", "author__name", *summary)
        self.reports = {row[0]: row[1:] for row in reports}
        self.sections = _rows(Section.objects.filter(report__incident__in=ids), "report__incident_id", "title", "markdown")
        self.factors = _rows(ContributingFactor.objects.filter(report__incident__in=ids), "report__incident_id", "category", "text")
        self.events = _rows(TimelineEvent.objects.filter(incident__in=ids), "incident_id", "text")
        columns = ("text", "description", "done_when", "ticket", "state", "owner__name", "owner_as_stated")
        self.actions = _rows(ActionItem.objects.filter(incident__in=ids), "incident_id", *columns)
        self.measures = _rows(ImpactMeasure.objects.filter(incident__in=ids), "incident_id", "value", "unit", "name")
        self.people = _rows(Involvement.objects.filter(incident__in=ids), "incident_id", "person__name")
        self.teams = _rows(Incident.objects.filter(pk__in=ids, teams__isnull=False), "pk", "teams__pk", "teams__name")
        self.components = _rows(Incident.objects.filter(pk__in=ids, components__isnull=False), "pk", "components__pk", "components__name")

    def texts(self, incident: Incident) -> EntryTexts:
        _, author, *summary = self.reports.get(incident.pk, ("", None))
        actions = self.actions[incident.pk]
        people = [*(name for (name,) in self.people[incident.pk]), *(row[5] or row[6] for row in actions), author or ""]
        measures = (" ".join(row) for row in self.measures[incident.pk])
        return EntryTexts(
            title=plain(incident.title),
            summary=_joined([*summary, *measures]),
            body=_joined(part for row in self.sections[incident.pk] for part in row),
            timeline=_joined(text for (text,) in self.events[incident.pk]),
            factors=_joined(text for _, text in self.factors[incident.pk]),
            actions=_joined(part for row in actions for part in row[:4]),
            people=_joined(dict.fromkeys(people)),
            components=_joined([*_names(self.components[incident.pk]), *_names(self.teams[incident.pk]), incident.key]),
        )

    def facets(self, incident: Incident) -> EntryFacets:
        report = self.reports.get(incident.pk)
        actions = self.actions[incident.pk]
        categories = frozenset(category for category, _ in self.factors[incident.pk])
        there: dict[str, Any] = {
            "open-actions": any(row[4] in OPEN_STATES for row in actions),
            "actions": actions,
            "factors": categories,
            "timeline": self.events[incident.pk],
            "report": report,
        }
        return EntryFacets(
            kind=incident.kind,
            status=report[0] if report else NO_REPORT,
            severity_id=incident.severity_id,
            occurred_on=incident.occurred_on,
            team_ids=frozenset(pk for pk, _ in self.teams[incident.pk]),
            component_ids=frozenset(pk for pk, _ in self.components[incident.pk]),
            factor_categories=categories,
            has=frozenset(name for name, found in there.items() if found),
        )


def _rows(found: QuerySet[Any], incident: str, *columns: str) -> Rows:
    """Return the rows of each incident in their own order."""
    rows: Rows = defaultdict(list)
    for incident_id, *values in found.values_list(incident, *columns):
        rows[incident_id].append(tuple(values))
    return rows


def _names(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    return [name for _, name in rows]


def _joined(texts: Iterable[str]) -> str:
    return plain("\n\n".join(text for text in texts if text))
