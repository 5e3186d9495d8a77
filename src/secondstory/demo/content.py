"""Reads the demonstration's TOML files, and says by file and place what does not hold together.

Only shapes, references and the stored vocabulary are checked here; what makes a report a good one is for its tests and its readers.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from secondstory.demo import values as v
from secondstory.demo.reading import ContentError, Table, parsed
from secondstory.incidents.rules import MILESTONES

FILE_NAME = re.compile(r"^(\d\d)-([a-z0-9-]+)\.toml$")


@cache
def load() -> v.Content:
    """Everything the demonstration tells, checked; raises `ContentError` at the first thing that does not hold together."""
    here = files("secondstory.demo")
    company = read_company(here.joinpath("company.toml").read_text(encoding="utf-8"))
    rows = sorted((row for row in here.joinpath("incidents").iterdir() if row.name.endswith(".toml")), key=lambda row: row.name)
    incidents = tuple(_read_file(row, company=company) for row in rows)
    _check_numbers(incidents)
    return v.Content(company=company, incidents=incidents)


def read_company(text: str, *, name: str = "company.toml") -> v.Company:
    top = parsed(text, where=name)
    people, teams, components = top.named_tables("people"), top.named_tables("teams"), top.named_tables("components")
    person_keys, team_keys, component_keys = frozenset(people), frozenset(teams), frozenset(components)
    company = v.Company(
        name=top.text("name"),
        about=top.text("about"),
        tracker=top.text("tracker"),
        severities=tuple(_severity(row) for row in top.tables("severities")),
        people=tuple(_person(key, row, people=person_keys) for key, row in people.items()),
        teams=tuple(_team(key, row, people=person_keys) for key, row in teams.items()),
        components=tuple(
            _component(key, row, people=person_keys, teams=team_keys, components=component_keys) for key, row in components.items()
        ),
        accounts=top.some_of("accounts", person_keys),
        password=top.text("password"),
    )
    top.finish()
    return company


def read_incident(text: str, *, name: str, company: v.Company) -> v.Incident:
    """One incident from the text of its file; the file's name gives its number."""
    match = FILE_NAME.match(name)
    if match is None:
        raise ContentError(f"{name}: a name such as 07-empty-timetable-file.toml is expected")
    people = frozenset(person.key for person in company.people)
    teams = frozenset(team.key for team in company.teams)
    top = parsed(text, where=name)
    incident = v.Incident(
        number=int(match[1]),
        slug=match[2],
        title=top.text("title"),
        kind=top.one_of("kind", v.KINDS),
        severity=top.one_of("severity", frozenset(severity.name for severity in company.severities)),
        status=top.one_of("status", v.INCIDENT_STATUSES),
        teams=top.some_of("teams", teams),
        components=top.some_of("components", frozenset(component.key for component in company.components)),
        restricted_to_people=top.some_of("restricted_to_people", people),
        restricted_to_teams=top.some_of("restricted_to_teams", teams),
        days_ago=top.required_number("days_ago"),
        falls_on=top.one_of("falls_on", v.DAYS, default="workday"),
        starts=top.clock("starts"),
        zone=top.zone("zone"),
        detected_by=top.one_of("detected_by", v.DETECTED_BY),
        milestones=_milestones(top),
        impact=tuple(_impact(row) for row in top.tables("impact")),
        people=tuple(_involved(row, people=people) for row in top.tables("people")),
        events=tuple(_event(row) for row in top.tables("timeline")),
        report=_report(top.table("report"), people=people),
        actions=tuple(_action(row, people=people) for row in top.tables("actions")),
    )
    top.finish()
    _check_answers(incident, where=name)
    return incident


def _severity(row: Table) -> v.Severity:
    severity = v.Severity(rank=row.required_number("rank"), name=row.text("name"), description=row.text("description"))
    row.finish()
    return severity


def _person(key: str, row: Table, *, people: frozenset[str]) -> v.Person:
    person = v.Person(
        key=key,
        name=row.text("name"),
        email=row.text("email"),
        title=row.text("title"),
        role=row.one_of("role", v.ROLES, default="member"),
        time_zone=row.zone("time_zone"),
        works_from=row.clock("works_from"),
        works_until=row.clock("works_until"),
        manager=row.maybe_one_of("manager", people),
        is_leader=row.flag("leader", default=False),
        is_active=row.flag("active", default=True),
    )
    row.finish()
    return person


def _team(key: str, row: Table, *, people: frozenset[str]) -> v.Team:
    team = v.Team(
        key=key,
        name=row.text("name"),
        lead=row.one_of("lead", people),
        support_lead=row.maybe_one_of("support_lead", people),
        members=row.some_of("members", people),
    )
    row.finish()
    return team


def _component(key: str, row: Table, *, people: frozenset[str], teams: frozenset[str], components: frozenset[str]) -> v.Component:
    component = v.Component(
        key=key,
        description=row.text("description"),
        team=row.one_of("team", teams),
        product_owner=row.one_of("product_owner", people),
        neighbours=row.some_of("neighbours", components),
    )
    row.finish()
    return component


def _milestones(top: Table) -> tuple[tuple[str, v.Offset], ...]:
    row = top.table("milestones")
    if row is None:
        return ()
    milestones = tuple((name, row.offset(name)) for name in MILESTONES if name in row.rest())
    row.finish()
    return milestones


def _impact(row: Table) -> v.Impact:
    impact = v.Impact(name=row.text("name"), value=row.amount("value"), unit=row.text("unit", required=False))
    row.finish()
    return impact


def _involved(row: Table, *, people: frozenset[str]) -> v.Involved:
    involved = v.Involved(
        person=row.one_of("person", people),
        role=row.one_of("role", v.INVOLVED_ROLES),
        directly_involved=row.flag("directly_involved", default=True),
    )
    row.finish()
    return involved


def _event(row: Table) -> v.Event:
    event = v.Event(
        at=row.offset("at"),
        kind=row.one_of("kind", v.EVENT_KINDS),
        text=row.text("text"),
        source=row.text("source", required=False),
        starred=row.flag("starred", default=False),
        learnt_later=row.flag("learnt_later", default=False),
    )
    row.finish()
    return event


def _report(row: Table | None, *, people: frozenset[str]) -> v.Report | None:
    if row is None:
        return None
    status = row.one_of("status", v.REPORT_STATUSES)
    is_draft = status == "draft"
    report = v.Report(
        status=status,
        author=row.one_of("author", people),
        reviewer=row.maybe_one_of("reviewer", people),
        published_after=row.number("published_days_after"),
        superseded_by=row.text("superseded_by", required=status == "superseded") or None,
        what_happened=row.text("what_happened"),
        impact=row.text("impact"),
        resolution=row.text("resolution", required=not is_draft),
        takeaways=row.text("takeaways", required=not is_draft),
        sections=tuple(_section(below) for below in row.tables("sections")),
        factors=tuple(_factor(below) for below in row.tables("factors")),
    )
    if (report.published_after is not None) != (status in {"published", "superseded"}):
        raise row.fail("published_days_after", "goes with the statuses published and superseded, and with no other")
    row.finish()
    return report


def _section(row: Table) -> v.Section:
    section = v.Section(title=row.text("title"), kind=row.one_of("kind", v.SECTION_KINDS), markdown=row.text("markdown"))
    row.finish()
    return section


def _factor(row: Table) -> v.Factor:
    factor = v.Factor(
        role=row.one_of("role", v.FACTOR_ROLES),
        category=row.one_of("category", v.FACTOR_CATEGORIES),
        text=row.text("text"),
        evidence=row.text("evidence"),
    )
    row.finish()
    return factor


def _action(row: Table, *, people: frozenset[str]) -> v.Action:
    state = row.one_of("state", v.ACTION_STATES)
    is_over, is_checked, is_declined = (
        state in {"done", "verified_effective", "not_effective"},
        state in {"verified_effective", "not_effective"},
        state == "declined",
    )
    action = v.Action(
        text=row.text("text"),
        owner=row.one_of("owner", people),
        action_class=row.one_of("class", v.ACTION_CLASSES),
        strength=row.one_of("strength", v.ACTION_STRENGTHS),
        horizon=row.one_of("horizon", v.ACTION_HORIZONS),
        state=state,
        due=row.required_number("due_days"),
        done_when=row.text("done_when"),
        ticket=row.text("ticket", required=False) or None,
        answers=tuple(row.take("answers", default=[])),
        done=row.required_number("done_days") if is_over else None,
        checked=row.required_number("checked_days") if is_checked else None,
        finding=row.text("finding") if is_checked else "",
        help_needed=row.text("help_needed", required=state == "blocked"),
        help_from=row.maybe_one_of("help_from", people),
        declined_reason=row.text("declined_reason", required=is_declined),
        declined_by=row.one_of("declined_by", people) if is_declined else None,
        declined_until=row.required_number("declined_until_days") if is_declined else None,
    )
    row.finish()
    return action


def _read_file(row: Traversable, *, company: v.Company) -> v.Incident:
    return read_incident(row.read_text(encoding="utf-8"), name=row.name, company=company)


def _check_answers(incident: v.Incident, *, where: str) -> None:
    known = range(1, len(incident.report.factors) + 1) if incident.report else range(0)
    for action in incident.actions:
        for number in action.answers:
            if number not in known:
                raise ContentError(f"{where}, “{action.text}”: there is no factor {number} to answer")


def _check_numbers(incidents: tuple[v.Incident, ...]) -> None:
    """Texts name earlier incidents by key, and keys come from the numbers, so these must run from 1 with no gap."""
    for expected, incident in enumerate(incidents, start=1):
        if incident.number != expected:
            raise ContentError(f"incidents/{incident.number:02d}-{incident.slug}.toml: number {expected:02d} is expected here")
        superseded_by = incident.report.superseded_by if incident.report else None
        if superseded_by and superseded_by not in {other.key for other in incidents}:
            raise ContentError(f"incidents/{incident.number:02d}-{incident.slug}.toml: there is no {superseded_by}")
