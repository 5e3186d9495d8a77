"""Write what a document became, through the commands of the earlier steps."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from secondstory.accounts.commands import people_named
from secondstory.accounts.models import Person, Team
from secondstory.actions.commands import ActionFacts, replace_actions
from secondstory.actions.rules import ActionState
from secondstory.incidents.commands import (
    IncidentFacts,
    Involved,
    components_named,
    edit_incident,
    record_incident,
    set_people,
    teams_named,
)
from secondstory.incidents.models import Component, Incident, SeverityLevel
from secondstory.incidents.queries import severity_levels
from secondstory.incidents.rules import Status
from secondstory.kit.clock import now
from secondstory.library.rules.records import Record
from secondstory.library.rules.severity_words import Level, level_meant
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, replace_events


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


def store_record(record: Record, *, around: Surroundings, by: Person | None, incident: Incident | None = None) -> Incident:
    """Make a record, or write an existing one anew. The caller has opened the transaction and prepared `around`."""
    facts = _facts(record, around)
    is_new = incident is None
    if incident is None:
        incident = record_incident(facts, by=by)
    else:
        edit_incident(incident, facts, by=by)
    people = list({person.pk: person for name in record.people if (person := around.people.get(name))}.values())
    if people or not is_new:
        set_people(incident, [Involved(person) for person in people], by=by)
    if record.events or not is_new:
        events = [
            EventFacts(text=event.text, at=event.time.at, time_as_stated=event.time.as_stated, kind=event.kind) for event in record.events
        ]
        replace_events(incident, events, by=by)
    published_at = _published_at(record, incident=None if is_new else incident)
    write_whole_report(
        incident,
        summary=Summary(record.what_happened, record.impact, record.resolution, record.takeaways),
        sections=[SectionText(title=s.title, markdown=s.markdown, kind=s.kind, level=s.level) for s in record.sections],
        factors=[Factor(text=text, category=category) for text, category in record.factors],
        status=ReportStatus.PUBLISHED,
        published_at=published_at,
        by=by,
    )
    if record.actions or not is_new:
        replace_actions(incident, _actions(record, around, published_at), by=by)
    return incident


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


def _published_at(record: Record, *, incident: Incident | None) -> datetime:
    """Where a document came from it was published on its day; one without a day is published by being imported."""
    if record.day is not None and record.day > date(1900, 1, 1):
        return datetime.combine(record.day, time(12), tzinfo=UTC)
    before = getattr(incident, "report", None)
    return (before and before.published_at) or now()


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
