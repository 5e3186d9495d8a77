"""Fill an empty library with made reports, by bulk inserts, and index them."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, transaction

from benchmarks.corpus import COMPONENTS, PEOPLE, TEAMS, MadeReport, Source, names, reports
from benchmarks.draws import Draws, Sampler
from secondstory.accounts.models import Person, Team
from secondstory.actions.models import ActionItem
from secondstory.actions.rules import OPEN_STATES
from secondstory.incidents.models import Component, Incident, Involvement, SeverityLevel
from secondstory.library.commands.index import index_entries
from secondstory.library.rules.entries import Entry, EntryFacets, EntryTexts
from secondstory.reports.models import ContributingFactor, Report, Section
from secondstory.reports.rules import word_count
from secondstory.timeline.models import TimelineEvent

BATCH = 500
SEEING = 50  # people, each of whom may see a fiftieth of the restricted reports


class Filler:
    """Writes every row of a record, and its entry."""

    def __init__(self, texts: Sequence[Source]) -> None:
        Team.objects.bulk_create(Team(name=name, slug=f"team-{at}") for at, name in enumerate(names(texts, TEAMS, seed=1, words=1)))
        Component.objects.bulk_create(
            Component(name=name, slug=f"component-{at}") for at, name in enumerate(names(texts, COMPONENTS, seed=2, words=2))
        )
        Person.objects.bulk_create(
            Person(name=name, email=f"person{at}@example.org") for at, name in enumerate(names(texts, PEOPLE, seed=3, words=2))
        )
        self.teams = list(Team.objects.order_by("pk"))
        self.components = list(Component.objects.order_by("pk"))
        self.people = list(Person.objects.order_by("pk"))
        self.levels = {level.rank: level for level in SeverityLevel.objects.all()}

    def fill(self, texts: Sequence[Source], count: int, *, each: int, known: int) -> Draws:
        sampler = Sampler(count)
        made = reports(texts, count)
        while batch := list(islice(made, BATCH)):
            with transaction.atomic():
                for incident, report in self._store(batch):
                    sampler.add(incident.pk, report)
        return sampler.draws(each, known)

    def _store(self, batch: Sequence[MadeReport]) -> list[tuple[Incident, MadeReport]]:
        incidents = Incident.objects.bulk_create(
            Incident(
                title=one.title,
                kind=one.kind,
                severity=self.levels.get(one.severity),
                occurred_on=one.occurred_on,
                is_restricted=one.is_restricted,
            )
            for one in batch
        )
        pairs = list(zip(incidents, batch, strict=True))
        restricted = [(incident, [self.people[incident.pk % SEEING].pk]) for incident, one in pairs if one.is_restricted]
        _members(Incident.restricted_to_people.through, "person_id", restricted)
        self._write_the_rest(pairs)
        index_entries(self._entry(incident, one) for incident, one in pairs)
        return pairs

    def _entry(self, incident: Incident, one: MadeReport) -> Entry:
        is_open = any(state in OPEN_STATES for state, _ in one.actions)
        return Entry(
            incident_id=incident.pk,
            texts=EntryTexts(
                title=one.title,
                summary=one.summary,
                body=one.body,
                timeline="\n".join(one.timeline),
                factors="\n".join(text for _, text in one.factors),
                actions="\n".join(text for _, text in one.actions),
                people="\n".join(self.people[at].name for at in one.people),
                components="\n".join([*(self.components[at].name for at in one.components), *(self.teams[at].name for at in one.teams)]),
            ),
            facets=EntryFacets(
                kind=one.kind,
                status=one.status,
                severity_id=incident.severity_id,
                occurred_on=one.occurred_on,
                team_ids=frozenset(self.teams[at].pk for at in one.teams),
                component_ids=frozenset(self.components[at].pk for at in one.components),
                factor_categories=frozenset(category for category, _ in one.factors),
                has=frozenset({"report", *(("actions",) if one.actions else ()), *(("open-actions",) if is_open else ())}),
            ),
            is_restricted=one.is_restricted,
        )

    def _write_the_rest(self, pairs: Sequence[tuple[Incident, MadeReport]]) -> None:
        _members(Incident.teams.through, "team_id", ((incident, [self.teams[at].pk for at in one.teams]) for incident, one in pairs))
        components = ((incident, [self.components[at].pk for at in one.components]) for incident, one in pairs)
        _members(Incident.components.through, "component_id", components)
        Involvement.objects.bulk_create(
            Involvement(incident=incident, person=self.people[at]) for incident, one in pairs for at in one.people
        )
        TimelineEvent.objects.bulk_create(
            TimelineEvent(incident=incident, text=text, position=at) for incident, one in pairs for at, text in enumerate(one.timeline)
        )
        ActionItem.objects.bulk_create(
            ActionItem(incident=incident, text=text, state=state, position=at)
            for incident, one in pairs
            for at, (state, text) in enumerate(one.actions)
        )
        written = Report.objects.bulk_create(
            Report(incident=incident, status=one.status, what_happened=one.summary, word_count=word_count(one.body))
            for incident, one in pairs
        )
        both = [(report, one) for report, (_, one) in zip(written, pairs, strict=True)]
        Section.objects.bulk_create(Section(report=report, title="What happened", markdown=one.body) for report, one in both if one.body)
        ContributingFactor.objects.bulk_create(
            ContributingFactor(report=report, category=category, text=text, position=at)
            for report, one in both
            for at, (category, text) in enumerate(one.factors)
        )


def _members(through: type, column: str, rows: Iterable[tuple[Incident, Sequence[int]]]) -> None:
    """Write the rows of a relation of many to many."""
    made = (through(incident_id=incident.pk, **{column: key}) for incident, keys in rows for key in keys)
    through.objects.bulk_create(made)  # type: ignore[attr-defined]


def settle() -> None:
    """Do what a database does by itself in quiet hours: collect statistics, sweep up."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA optimize")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
