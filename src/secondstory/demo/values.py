"""The demonstration's content as values: what a company and its incidents look like before they become records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from secondstory.accounts.rules import Role
from secondstory.actions.rules import ActionState, Horizon, Strength
from secondstory.incidents.rules import DetectedBy, InvolvedAs, Kind, Status
from secondstory.language.actions import ActionClass
from secondstory.reports.rules import FactorCategory, FactorRole, ReportStatus, SectionKind
from secondstory.timeline.rules import EventKind

ROLES = frozenset(Role)
KINDS = frozenset(Kind)
INCIDENT_STATUSES = frozenset(Status)
DETECTED_BY = frozenset(DetectedBy)
INVOLVED_ROLES = frozenset(InvolvedAs)
REPORT_STATUSES = frozenset(ReportStatus)
SECTION_KINDS = frozenset(SectionKind)
EVENT_KINDS = frozenset(EventKind)
FACTOR_ROLES = frozenset(FactorRole)
FACTOR_CATEGORIES = frozenset(FactorCategory)
ACTION_CLASSES = frozenset(ActionClass)
ACTION_STRENGTHS = frozenset(Strength)
ACTION_HORIZONS = frozenset(Horizon)
ACTION_STATES = frozenset(ActionState)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = frozenset({*WEEKDAYS, "any", "workday", "month_end"})


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    email: str
    title: str
    role: str
    time_zone: str
    works_from: time
    works_until: time
    manager: str | None
    is_leader: bool
    is_active: bool


@dataclass(frozen=True)
class Team:
    key: str
    name: str
    lead: str
    support_lead: str | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class Component:
    key: str
    description: str
    team: str
    product_owner: str
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class Severity:
    rank: int
    name: str
    description: str


@dataclass(frozen=True)
class Company:
    """`accounts` are the people whose e-mail addresses are shown at start, one of each role; the password opens every account."""

    name: str
    about: str
    tracker: str
    severities: tuple[Severity, ...]
    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    components: tuple[Component, ...]
    accounts: tuple[str, ...]
    password: str

    def person(self, key: str) -> Person:
        return next(person for person in self.people if person.key == key)


@dataclass(frozen=True)
class Offset:
    """A moment told from the start of its incident: minutes after it, or a clock time some days from its first day."""

    minutes: int | None = None
    day: int = 0
    clock: time = time(0)


@dataclass(frozen=True)
class Impact:
    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Involved:
    person: str
    role: str
    directly_involved: bool


@dataclass(frozen=True)
class Event:
    at: Offset
    kind: str
    text: str
    source: str
    starred: bool
    learnt_later: bool


@dataclass(frozen=True)
class Section:
    title: str
    kind: str
    markdown: str


@dataclass(frozen=True)
class Factor:
    role: str
    category: str
    text: str
    evidence: str


@dataclass(frozen=True)
class Report:
    """`published_after` is in days from the incident's first day; none where nothing has been published yet."""

    status: str
    author: str
    reviewer: str | None
    published_after: int | None
    superseded_by: str | None
    what_happened: str
    impact: str
    resolution: str
    takeaways: str
    sections: tuple[Section, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Action:
    """All days are counted from the incident's first day; `answers` holds the numbers of the factors it answers, from 1."""

    text: str
    owner: str
    action_class: str
    strength: str
    horizon: str
    state: str
    due: int
    done_when: str
    ticket: str | None
    answers: tuple[int, ...]
    done: int | None
    checked: int | None
    finding: str
    help_needed: str
    help_from: str | None
    declined_reason: str
    declined_by: str | None
    declined_until: int | None


@dataclass(frozen=True)
class Incident:
    number: int
    slug: str
    title: str
    kind: str
    severity: str
    status: str
    teams: tuple[str, ...]
    components: tuple[str, ...]
    restricted_to_people: tuple[str, ...]
    restricted_to_teams: tuple[str, ...]
    days_ago: int
    falls_on: str
    starts: time
    zone: str
    detected_by: str
    milestones: tuple[tuple[str, Offset], ...]
    impact: tuple[Impact, ...]
    people: tuple[Involved, ...]
    events: tuple[Event, ...]
    report: Report | None
    actions: tuple[Action, ...]

    @property
    def key(self) -> str:
        """The key it gets in an empty library, where it is made in the order of its number."""
        return f"INC-{self.number}"

    @property
    def is_restricted(self) -> bool:
        return bool(self.restricted_to_people or self.restricted_to_teams)


@dataclass(frozen=True)
class Content:
    company: Company
    incidents: tuple[Incident, ...]
