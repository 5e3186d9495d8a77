"""Makes the demonstration's library through the same commands that its users have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from secondstory.accounts.models import Person, SetUp, Team
from secondstory.actions.commands import ActionFacts, replace_actions
from secondstory.actions.models import ActionItem
from secondstory.demo import content, values
from secondstory.demo.dates import day_after, first_day, moment
from secondstory.incidents.commands import IncidentFacts, Involved, Measure, record_incident, restrict, set_impact, set_people
from secondstory.incidents.models import Component, Incident, SeverityLevel
from secondstory.incidents.rules import Milestones
from secondstory.kit.facts import announcing_together
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, replace_events


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as."""

    email: str
    password: str
    role: str


class LibraryNotEmpty(Exception):
    """The library already holds records that are not the demonstration's."""


def seed(today: date) -> tuple[DemoAccount, ...]:
    """Make the company and its incidents as seen from `today`, where there are none yet; return whom to sign in as.

    All or nothing: a run that is stopped leaves an empty library. One that was made on an earlier day stays as it is.
    """
    told = content.load()
    if not _is_made(told.company):
        if Incident.objects.exists() or Person.objects.exists():
            raise LibraryNotEmpty("This data folder already holds a library. Give the demonstration a folder of its own with --data.")
        with announcing_together():
            company = _make_company(told.company)
            for incident in told.incidents:
                _make_incident(incident, told=told.company, company=company, today=today)
    shown = (told.company.person(key) for key in told.company.accounts)
    return tuple(DemoAccount(email=person.email, password=told.company.password, role=person.role) for person in shown)


@dataclass(frozen=True)
class _Made:
    """The company's records by their keys."""

    people: dict[str, Person]
    teams: dict[str, Team]
    components: dict[str, Component]
    severities: dict[str, SeverityLevel]


def _is_made(told: values.Company) -> bool:
    return Person.objects.filter(email__in=[told.person(key).email for key in told.accounts]).count() == len(told.accounts)


def _make_company(told: values.Company) -> _Made:
    people = _make_people(told)
    teams = {team.key: Team(name=team.name, slug=team.key, lead=people[team.lead]) for team in told.teams}
    for team in told.teams:
        teams[team.key].support_lead = people[team.support_lead] if team.support_lead else None
    Team.objects.bulk_create(teams.values())
    for team in told.teams:
        teams[team.key].members.set([people[key] for key in team.members])
    SetUp.objects.get_or_create(pk=SetUp.ONLY_KEY)
    return _Made(
        people=people, teams=teams, components=_make_components(told, people=people, teams=teams), severities=_make_severities(told)
    )


def _make_people(told: values.Company) -> dict[str, Person]:
    password = make_password(told.password)  # One hash for everybody: making one is slow on purpose.
    people = {
        person.key: Person(
            name=person.name,
            email=person.email,
            password=password,
            role=person.role,
            time_zone=person.time_zone,
            work_starts=person.works_from,
            work_ends=person.works_until,
            is_leader=person.is_leader,
            is_active=person.is_active,
        )
        for person in told.people
    }
    Person.objects.bulk_create(people.values())
    for person in told.people:
        people[person.key].manager = people[person.manager] if person.manager else None
    Person.objects.bulk_update(people.values(), ["manager"])
    return people


def _make_components(told: values.Company, *, people: dict[str, Person], teams: dict[str, Team]) -> dict[str, Component]:
    components = {
        one.key: Component(name=one.key, slug=one.key, owning_team=teams[one.team], product_owner=people[one.product_owner])
        for one in told.components
    }
    Component.objects.bulk_create(components.values())
    for one in told.components:
        components[one.key].neighbours.add(*(components[key] for key in one.neighbours))
    return components


def _make_severities(told: values.Company) -> dict[str, SeverityLevel]:
    for level in told.severities:
        SeverityLevel.objects.update_or_create(
            rank=level.rank,
            defaults={"name": level.name, "description": level.description, "is_near_miss": level.name == "Near miss"},
        )
    return {level.name: level for level in SeverityLevel.objects.all()}


def _make_incident(told_incident: values.Incident, *, told: values.Company, company: _Made, today: date) -> None:
    one = told_incident
    facts = IncidentFacts(
        title=one.title,
        kind=one.kind,
        severity=company.severities[one.severity],
        status=one.status,
        detected_by=one.detected_by,
        occurred_on=first_day(one, today=today),
        time_zone=one.zone,
        milestones=Milestones(**{name: moment(offset, incident=one, today=today) for name, offset in one.milestones}),
        teams=tuple(company.teams[key] for key in one.teams),
        components=tuple(company.components[key] for key in one.components),
    )
    incident = record_incident(facts, by=None)
    if incident.key != one.key:
        raise LibraryNotEmpty(
            f"The demonstration’s texts call this incident {one.key}, but its key here is {incident.key}. Begin with an empty library."
        )
    set_impact(incident, [Measure(name=row.name, value=_as_written(row.value), unit=row.unit) for row in one.impact], by=None)
    set_people(
        incident,
        [Involved(person=company.people[row.person], role=row.role, directly_involved=row.directly_involved) for row in one.people],
        by=None,
    )
    replace_events(incident, [_event(row, incident=one, today=today) for row in one.events], by=None)
    _write_report(incident, one=one, company=company, today=today)
    replace_actions(incident, [_action(row, one=one, told=told, company=company, today=today) for row in one.actions], by=None)
    _date_back(incident, one=one, today=today)
    if one.is_restricted:
        to_people = [company.people[key] for key in one.restricted_to_people]
        restrict(incident, to_people=to_people, to_teams=[company.teams[key] for key in one.restricted_to_teams], by=None)


def _date_back(incident: Incident, *, one: values.Incident, today: date) -> None:
    """Let the record and its parts have come into being when their story says, not all today; commands rightly offer no way to."""
    milestones = incident.milestones
    begun = milestones.detected or milestones.first_signal or moment(values.Offset(minutes=0), incident=one, today=today)
    written = begun + timedelta(days=2)
    published_after = one.report.published_after if one.report else None
    ended = written if published_after is None else _working_hour(day_after(published_after, incident=one, today=today))
    if written.date() >= today:
        written = ended = begun
    Incident.objects.filter(pk=incident.pk).update(created_at=begun, updated_at=ended)
    Report.objects.filter(incident=incident).update(created_at=written, updated_at=ended)
    ActionItem.objects.filter(incident=incident).update(created_at=written)


def _as_written(value: float) -> str:
    return f"{value:,}"


def _event(row: values.Event, *, incident: values.Incident, today: date) -> EventFacts:
    text = f"{row.text} ({row.source})" if row.source else row.text
    return EventFacts(
        at=moment(row.at, incident=incident, today=today),
        kind=row.kind,
        text=text,
        is_starred=row.starred,
        is_learnt_later=row.learnt_later,
    )


def _write_report(incident: Incident, *, one: values.Incident, company: _Made, today: date) -> None:
    if one.report is None:
        return
    told = one.report
    published = None if told.published_after is None else _working_hour(day_after(told.published_after, incident=one, today=today))
    write_whole_report(
        incident,
        summary=Summary(told.what_happened, told.impact, told.resolution, told.takeaways),
        sections=[SectionText(title=row.title, markdown=row.markdown, kind=row.kind) for row in told.sections],
        factors=[Factor(text=row.text, role=row.role, category=row.category, evidence=row.evidence) for row in told.factors],
        status=ReportStatus(told.status),
        published_at=published,
        author=company.people[told.author],
        by=None,
    )


def _action(row: values.Action, *, one: values.Incident, told: values.Company, company: _Made, today: date) -> ActionFacts:
    ends = row.done if row.done is not None else min(row.due, one.days_ago) if row.declined_reason else None
    return ActionFacts(
        text=row.text,
        done_when=row.done_when,
        owner=company.people[row.owner],
        due_on=day_after(row.due, incident=one, today=today),
        ticket=f"{told.tracker}{row.ticket}" if row.ticket else "",
        state=row.state,
        state_note=_state_note(row, one=one, told=told, today=today),
        action_class=row.action_class,
        strength=row.strength,
        horizon=row.horizon,
        closed_at=None if ends is None else _working_hour(day_after(ends, incident=one, today=today)),
    )


def _state_note(row: values.Action, *, one: values.Incident, told: values.Company, today: date) -> str:
    if row.help_needed:
        return f"{row.help_needed} Asked of {told.person(row.help_from).name}." if row.help_from else row.help_needed
    if row.declined_reason and row.declined_by and row.declined_until is not None:
        until = day_after(row.declined_until, incident=one, today=today)
        return f"{row.declined_reason} Decided by {told.person(row.declined_by).name}; accepted until {until:%-d %B %Y}."
    return row.finding


def _working_hour(day: date) -> datetime:
    """An hour at which reports come out and items are closed: a working day's early afternoon."""
    weekday = day - timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(weekday, time(13, 20), UTC)
