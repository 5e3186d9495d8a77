"""Merging two people moves what every step recorded, though the merge knows none of them."""

import pytest

from secondstory.accounts.commands import merge_people, people_named
from secondstory.accounts.models import AuditRecord, Person
from secondstory.accounts.rules import Role
from secondstory.actions.commands import ActionFacts, add_action
from secondstory.incidents.commands import IncidentFacts, Involved, record_incident, restrict, set_people
from secondstory.incidents.models import Component, Incident, Involvement
from secondstory.incidents.queries import visible_to
from secondstory.incidents.rules import InvolvedAs

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> Person:
    person = Person(name="Mei Tanaka", email="mei@example.org", role=Role.MEMBER)
    person.set_password("a long enough password")
    person.save()
    return person


@pytest.fixture
def named() -> Person:
    return people_named(["M. Tanaka"])["M. Tanaka"]


def recorded(title: str) -> Incident:
    return record_incident(IncidentFacts(title=title), by=None)


def test_parts_action_items_and_components_move(mei: Person, named: Person) -> None:
    incident = recorded("Checkout stood still")
    set_people(incident, [Involved(named, role=InvolvedAs.ON_CALL)], by=None)
    action = add_action(incident, ActionFacts(text="Raise the limit", owner=named), by=None)
    component = Component.objects.create(name="checkout", slug="checkout", product_owner=named)
    merge_people(named, into=mei, by=None)
    action.refresh_from_db()
    component.refresh_from_db()
    assert [part.person for part in incident.involvements.all()] == [mei]
    assert action.owner == mei
    assert component.product_owner == mei


def test_who_had_the_same_part_twice_keeps_it_once_and_other_parts_stay(mei: Person, named: Person) -> None:
    incident = recorded("Checkout stood still")
    set_people(
        incident,
        [
            Involved(mei, role=InvolvedAs.ON_CALL, directly_involved=False),
            Involved(named, role=InvolvedAs.ON_CALL),
            Involved(named, role=InvolvedAs.COMMANDER),
        ],
        by=None,
    )
    merge_people(named, into=mei, by=None)
    assert sorted(Involvement.objects.values_list("person", "role")) == sorted([(mei.pk, "on_call"), (mei.pk, "commander")])
    [dropped] = AuditRecord.objects.get(verb="merged").detail["dropped"]
    assert dropped["row"] == "incidents.involvement"
    assert dropped["directly_involved"] == "True"


def test_access_to_restricted_incidents_moves_and_is_there_once(mei: Person, named: Person) -> None:
    one, both = recorded("One"), recorded("Both")
    restrict(one, to_people=[named], by=None)
    restrict(both, to_people=[named, mei], by=None)
    merge_people(named, into=mei, by=None)
    assert set(visible_to(mei)) >= {one, both}
    assert list(both.restricted_to_people.all()) == [mei]
