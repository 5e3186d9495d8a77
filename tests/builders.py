"""People, incidents and signed-in clients for tests, made through the product's own commands."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, replace_actions
from secondstory.incidents.commands import (
    IncidentFacts,
    Involved,
    Measure,
    components_named,
    record_incident,
    set_impact,
    set_people,
    teams_named,
)
from secondstory.incidents.models import Incident, SeverityLevel
from secondstory.incidents.rules import Milestones
from secondstory.reports.commands import Factor, SectionText, Summary, write_whole_report
from secondstory.reports.rules import ReportStatus
from secondstory.timeline.commands import EventFacts, replace_events

DAY = date(2026, 5, 8)


def person(name: str = "Ada Keller", role: Role = Role.MEMBER) -> Person:
    """Somebody with an account; the e-mail address follows from the name."""
    one = Person(name=name, email=f"{name.lower().replace(' ', '.')}@example.org", role=role)
    one.set_unusable_password()
    one.save()
    return one


def signed_in(one: Person) -> Client:
    client = Client()
    client.force_login(one)
    return client


def statements(client: Client, url: str) -> int:
    """How many SQL statements a page takes, those of the session and the person included."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return len(captured)


def at(hour: int, minute: int) -> datetime:
    """A moment on the day of `incident`, in UTC."""
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=UTC)


def incident(title: str = "Orders were shown twice", **stated: object) -> Incident:
    """An incident of 8 May 2026 from 14:00 to 14:47 UTC; what is stated replaces its facts."""
    facts = {
        "title": title,
        "severity": SeverityLevel.objects.order_by("rank").first(),
        "status": "resolved",
        "occurred_on": DAY,
        "milestones": Milestones(
            impact_started=at(14, 0), detected=at(14, 5), diagnosed=at(14, 30), mitigated=at(14, 41), resolved=at(14, 47)
        ),
    }
    return record_incident(IncidentFacts(**{**facts, **stated}), by=None)  # type: ignore[arg-type]


def written_incident(*, rows: int, title: str = "Orders were shown twice", status: ReportStatus = ReportStatus.PUBLISHED) -> Incident:
    """An incident of which every part has as many rows: measures, people, teams, components, events, sections, factors, action items."""
    names = range(rows)
    one = incident(
        title,
        teams=tuple(teams_named(f"Team {n}" for n in names).values()),
        components=tuple(components_named(f"component-{n}" for n in names).values()),
    )
    people = [Person.objects.get_or_create(name=f"Witness {n}", defaults={"email": f"witness{n}@example.org"})[0] for n in names]
    set_impact(one, [Measure(name=f"measure {n}", value=str(n)) for n in names], by=None)
    set_people(one, [Involved(somebody) for somebody in people], by=None)
    replace_events(one, [EventFacts(text=f"Event {n}", at=at(14, n)) for n in names], by=None)
    write_whole_report(
        one,
        summary=Summary(what_happened="Each order was shown twice.", impact="Many.", resolution="Undone.", takeaways="Ask first."),
        sections=[SectionText(title=f"Section {n}", markdown="Words.") for n in names],
        factors=[Factor(text=f"Factor {n}") for n in names],
        status=status,
        by=None,
    )
    replace_actions(one, [ActionFacts(text=f"Action {n}", owner=people[n]) for n in names], by=None)
    return one
