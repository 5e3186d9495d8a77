"""Records as the index holds them."""

from collections.abc import Collection, Iterable
from typing import Any

from secondstory.actions.models import ActionItem
from secondstory.actions.rules import OPEN_STATES
from secondstory.incidents.models import Incident
from secondstory.library.rules.entries import NO_REPORT, Entry, EntryFacets, EntryTexts
from secondstory.library.rules.plain_text import plain
from secondstory.reports.models import Report


def entries_of(ids: Collection[int]) -> list[Entry]:
    """Return the entries of these incidents as their records are now, in ten statements for any number; who is gone is left out."""
    incidents = Incident.objects.filter(pk__in=ids).prefetch_related(
        "teams",
        "components",
        "impact_measures",
        "involvements__person",
        "timeline_events",
        "action_items__owner",
        "report__sections",
        "report__factors",
    )
    return [_entry(incident) for incident in incidents.select_related("report__author").order_by("pk")]


def _entry(incident: Incident) -> Entry:
    report: Report | None = getattr(incident, "report", None)
    actions = list(incident.action_items.all())
    return Entry(
        incident_id=incident.pk,
        texts=_texts(incident, report, actions),
        facets=_facets(incident, report, actions),
        is_restricted=incident.is_restricted,
    )


def _texts(incident: Incident, report: Report | None, actions: list[ActionItem]) -> EntryTexts:
    measures = [str(measure) for measure in incident.impact_measures.all()]
    summary = [report.what_happened, report.impact, report.resolution, report.takeaways] if report else []
    sections = [part for section in (report.sections.all() if report else []) for part in (section.title, section.markdown)]
    factors = [factor.text for factor in report.factors.all()] if report else []
    return EntryTexts(
        title=plain(incident.title),
        summary=_joined([*summary, *measures]),
        body=_joined(sections),
        timeline=_joined(event.text for event in incident.timeline_events.all()),
        factors=_joined(factors),
        actions=_joined(part for action in actions for part in (action.text, action.description, action.done_when, action.ticket)),
        people=_joined(dict.fromkeys(_people(incident, report, actions))),
        components=_joined([*(c.name for c in incident.components.all()), *(t.name for t in incident.teams.all()), incident.key]),
    )


def _joined(texts: Iterable[str]) -> str:
    return plain("\n\n".join(text for text in texts if text))


def _people(incident: Incident, report: Report | None, actions: list[ActionItem]) -> Iterable[str]:
    for involvement in incident.involvements.all():
        yield involvement.person.name
    for action in actions:
        yield action.owner.name if action.owner else action.owner_as_stated
    if report and report.author:
        yield report.author.name


def _facets(incident: Incident, report: Report | None, actions: list[ActionItem]) -> EntryFacets:
    factors = [factor.category for factor in report.factors.all()] if report else []
    there: dict[str, Any] = {
        "open-actions": any(action.state in OPEN_STATES for action in actions),
        "actions": actions,
        "factors": factors,
        "timeline": incident.timeline_events.all(),
        "report": report,
    }
    return EntryFacets(
        kind=incident.kind,
        status=report.status if report else NO_REPORT,
        severity_id=incident.severity_id,
        occurred_on=incident.occurred_on,
        team_ids=frozenset(team.pk for team in incident.teams.all()),
        component_ids=frozenset(component.pk for component in incident.components.all()),
        factor_categories=frozenset(factors),
        has=frozenset(name for name, found in there.items() if found),
    )
