import pytest
from tests.builders import incident, person, written_incident

from secondstory.accounts.models import Team
from secondstory.incidents.commands import components_named, restrict
from secondstory.incidents.queries import (
    IncidentFilter,
    NoSuchIncident,
    component_suggestions,
    components_visible_to,
    components_with_counts,
    incidents_matching,
    people_suggestions,
    visible_incident,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("narrowed", "titles"),
    [
        (IncidentFilter(), ["Orders were late", "Mail was sent twice"]),
        (IncidentFilter(words="twice mail"), ["Mail was sent twice"]),
        (IncidentFilter(kind="marketing"), ["Mail was sent twice"]),
        (IncidentFilter(severity="1"), ["Orders were late", "Mail was sent twice"]),
        (IncidentFilter(severity="2"), []),
        (IncidentFilter(severity="x"), []),
        (IncidentFilter(status="open"), ["Orders were late"]),
        (IncidentFilter(component="mailer"), ["Mail was sent twice"]),
        (IncidentFilter(order="title"), ["Mail was sent twice", "Orders were late"]),
        (IncidentFilter(order="oldest"), ["Mail was sent twice", "Orders were late"]),
    ],
)
def test_a_list_is_narrowed_and_ordered(narrowed: IncidentFilter, titles: list[str]) -> None:
    mailer = tuple(components_named(["mailer"]).values())
    incident("Mail was sent twice", kind="marketing", components=mailer)
    incident("Orders were late", status="open")
    assert [one.title for one in incidents_matching(narrowed, person=person())] == titles


def test_a_restricted_incident_is_no_incident_to_others() -> None:
    ada, ben = person(), person("Ben Ito")
    one = incident()
    restrict(one, to_people=[ada], by=None)
    assert visible_incident(one.key, person=ada) == one
    with pytest.raises(NoSuchIncident):
        visible_incident(one.key, person=ben)


def test_a_component_known_only_from_a_restricted_incident_exists_only_for_those_who_see_it() -> None:
    ada, ben = person(), person("Ben Ito")
    one = incident(components=tuple(components_named(["hidden-thing"]).values()))
    restrict(one, to_people=[ada], by=None)
    assert [component.name for component in components_visible_to(ada)] == ["hidden-thing"]
    assert not components_visible_to(ben)
    assert component_suggestions("hidden") == []


def test_a_component_counts_only_incidents_that_are_seen() -> None:
    shared = tuple(components_named(["checkout"]).values())
    incident(components=shared)
    restrict(incident(components=shared), by=None)
    assert [vars(component)["visible_incidents"] for component in components_with_counts(person())] == [1]


def test_suggestions_begin_with_what_was_typed() -> None:
    components_named(["mail-checkout", "checkout"])
    assert component_suggestions("check") == ["checkout", "mail-checkout"]


def test_people_named_only_in_restricted_incidents_are_suggested_to_nobody() -> None:
    one = written_incident(rows=1)
    one.involvements.get().person.__class__.objects.filter(name="Witness 0").update(email=None)
    assert people_suggestions("witness") == ["Witness 0"]
    restrict(one, by=None)
    assert people_suggestions("witness") == []


def test_members_of_a_named_team_see_a_restricted_incident() -> None:
    ada = person()
    team = Team.objects.create(name="Payments", slug="payments")
    team.members.add(ada)
    one = incident()
    restrict(one, to_teams=[team], by=None)
    assert visible_incident(one.key, person=ada) == one
