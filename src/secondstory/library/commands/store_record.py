"""Write what a document became, through the commands of the earlier steps."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from secondstory.accounts.commands import people_named
from secondstory.accounts.models import Person, Team
from secondstory.actions.commands import ActionFacts, list_first, replace_actions
from secondstory.actions.rules import ActionState
from secondstory.incidents.commands import (
    IncidentFacts,
    Involved,
    NewIncident,
    components_named,
    edit_incident,
    record_incidents,
    set_people,
    teams_named,
)
from secondstory.incidents.models import Component, Incident, SeverityLevel
from secondstory.incidents.queries import severity_levels
from secondstory.incidents.rules import Status
from secondstory.kit.clock import now
from secondstory.library.rules.records import Record
from secondstory.library.rules.severity_words import Level, level_meant
from secondstory.reports.commands import Factor, SectionText, Summary, WholeReport, write_first, write_whole_report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, replace_events, tell_first


class Surroundings:
    """The people, teams, components and severity levels that records name, kept in memory for one import."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.teams: dict[str, Team] = {}
        self.components: dict[str, Component] = {}
        self._levels: Sequence[SeverityLevel] = list(severity_levels())

    def prepare(self, records: Iterable[Record]) -> None:
        """Find or make everybody and everything these records name, in few statements."""
        records = list(records)
        people = {name for record in records for name in (*record.people, *(item.owner for item in record.actions if item.owner))}
        self.people |= people_named(people - self.people.keys())
        self.teams |= teams_named({name for record in records for name in record.teams} - self.teams.keys())
        self.components |= components_named({name for record in records for name in record.components} - self.components.keys())

    def severity(self, stated: str) -> SeverityLevel | None:
        level = level_meant(stated, [Level(one.rank, one.name, one.is_near_miss) for one in self._levels])
        return next((one for one in self._levels if level and one.rank == level.rank), None)


def store_new(records: Sequence[Record], *, around: Surroundings, by: Person | None) -> list[Incident]:
    """Make a record of each, in the order given, with a few statements in all. The caller has prepared `around`."""
    new = [NewIncident(_facts(record, around), _involved(record, around)) for record in records]
    incidents = record_incidents(new, by=by)
    published = [_published_at(record) for record in records]
    tell_first([(incident, _events(record)) for incident, record in zip(incidents, records, strict=True)], by=by)
    write_first([(i, _report(record, at)) for i, record, at in zip(incidents, records, published, strict=True)], by=by)
    list_first([(i, _actions(record, around, at)) for i, record, at in zip(incidents, records, published, strict=True)], by=by)
    return incidents


def store_again(incident: Incident, record: Record, *, around: Surroundings, by: Person | None) -> None:
    """Write an existing record anew from its changed document."""
    report_before = getattr(incident, "report", None)
    published_at = _published_at(record, before=report_before.published_at if report_before else None)
    whole = _report(record, published_at)
    edit_incident(incident, _facts(record, around), by=by)
    set_people(incident, _involved(record, around), by=by)
    replace_events(incident, _events(record), by=by)
    write_whole_report(
        incident,
        summary=whole.summary,
        sections=whole.sections,
        factors=whole.factors,
        status=ReportStatus.PUBLISHED,
        published_at=published_at,
        by=by,
    )
    replace_actions(incident, _actions(record, around, published_at), by=by)


def _involved(record: Record, around: Surroundings) -> tuple[Involved, ...]:
    return tuple(Involved(person) for name in record.people if (person := around.people.get(name)))


def _events(record: Record) -> list[EventFacts]:
    return [EventFacts(text=one.text, at=one.time.at, time_as_stated=one.time.as_stated, kind=one.kind) for one in record.events]


def _report(record: Record, published_at: datetime) -> WholeReport:
    return WholeReport(
        summary=Summary(record.what_happened, record.impact, record.resolution, record.takeaways),
        sections=tuple(SectionText(title=s.title, markdown=s.markdown, kind=s.kind, level=s.level) for s in record.sections),
        factors=tuple(Factor(text=text, category=category) for text, category in record.factors),
        status=ReportStatus.PUBLISHED,
        published_at=published_at,
    )


def _facts(record: Record, around: Surroundings) -> IncidentFacts:
    return IncidentFacts(
        title=record.title,
        kind=record.kind,
        severity=around.severity(record.severity),
        severity_as_stated=record.severity,
        status=Status.RESOLVED,
        occurred_on=record.day,
        time_zone=record.time_zone,
        milestones=record.milestones,
        teams=tuple({row.pk: row for name in record.teams if (row := around.teams.get(name))}.values()),
        components=tuple({one.pk: one for name in record.components if (one := around.components.get(name))}.values()),
    )


def _published_at(record: Record, *, before: datetime | None = None) -> datetime:
    """Where a document came from it was published on its day; one without a day is published by being imported."""
    if record.day is not None and record.day > date(1900, 1, 1):
        return datetime.combine(record.day, time(12), tzinfo=UTC)
    return before or now()


def _actions(record: Record, around: Surroundings, closed_at: datetime) -> list[ActionFacts]:
    """What a document calls done was done by its day; no document says more."""
    return [
        ActionFacts(
            text=item.text,
            description=item.description,
            owner=around.people.get(item.owner) if item.owner else None,
            owner_as_stated=item.owner_as_stated,
            due_on=item.due_on,
            ticket=item.ticket,
            state=item.state,
            closed_at=closed_at if item.state == ActionState.DONE else None,
        )
        for item in record.actions
    ]
