from datetime import date

import pytest
from django.core.management.color import no_style
from django.db import connection

from secondstory.accounts.models import Person, SetUp, Team
from secondstory.actions.models import ActionItem
from secondstory.demo import content
from secondstory.demo.commands import LibraryNotEmpty, seed
from secondstory.incidents.commands import IncidentFacts, record_incident
from secondstory.incidents.models import Component, Incident
from secondstory.reports.models import Report
from secondstory.timeline.models import TimelineEvent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
TOLD = content.load()


@pytest.fixture(autouse=True)
def keys_begin_at_one(db: None) -> None:
    """Begin at INC-1 as in a new library: PostgreSQL's counters do not go back with the transaction of an earlier test."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Incident]):
            cursor.execute(statement)


def test_everything_that_is_told_is_in_the_library() -> None:
    seed(TODAY)
    assert Incident.objects.count() == len(TOLD.incidents)
    assert Report.objects.count() == len([one for one in TOLD.incidents if one.report])
    assert TimelineEvent.objects.count() == sum(len(one.events) for one in TOLD.incidents)
    assert ActionItem.objects.count() == sum(len(one.actions) for one in TOLD.incidents)
    assert (Person.objects.count(), Team.objects.count()) == (len(TOLD.company.people), len(TOLD.company.teams))
    assert Component.objects.count() == len(TOLD.company.components)


def test_each_incident_has_the_key_that_texts_use_for_it() -> None:
    seed(TODAY)
    assert list(Incident.objects.order_by("pk").values_list("title", flat=True)) == [one.title for one in TOLD.incidents]


def test_a_second_run_changes_nothing() -> None:
    first = seed(TODAY)
    before = list(Incident.objects.order_by("pk").values_list("pk", "revision", "occurred_on"))
    assert seed(date(2026, 12, 1)) == first
    assert list(Incident.objects.order_by("pk").values_list("pk", "revision", "occurred_on")) == before


def test_the_accounts_it_names_open_with_their_password() -> None:
    for account in seed(TODAY):
        person = Person.objects.get(email=account.email)
        assert person.check_password(account.password)
        assert person.role == account.role
    assert SetUp.objects.exists()


def test_restricted_incidents_are_kept_to_their_people() -> None:
    seed(TODAY)
    restricted = Incident.objects.filter(is_restricted=True)
    assert restricted.count() == 2
    assert all(incident.restricted_to_people.exists() for incident in restricted)


def test_an_action_says_what_it_waits_for_and_until_when_a_risk_is_accepted() -> None:
    seed(TODAY)
    blocked = ActionItem.objects.get(ticket__endswith="/PRC-310")
    assert blocked.state_note.endswith("Asked of Owen Pryce.")
    declined = ActionItem.objects.get(ticket__endswith="/PLAT-338")
    assert "Decided by Jonas Lindqvist; accepted until " in declined.state_note
    assert declined.closed_at is not None


def test_nothing_bears_the_date_of_today_but_what_has_just_happened() -> None:
    seed(TODAY)
    fresh = Incident.objects.filter(created_at__date__gte=date(2026, 11, 13))
    assert [incident.key for incident in fresh.order_by("pk")] == ["INC-38", "INC-39"]
    assert not Report.objects.filter(updated_at__date__gte=TODAY).exists()


def test_a_library_of_somebody_else_is_left_alone() -> None:
    record_incident(IncidentFacts(title="Ours"), by=None)
    with pytest.raises(LibraryNotEmpty, match="--data"):
        seed(TODAY)
    assert Incident.objects.count() == 1
