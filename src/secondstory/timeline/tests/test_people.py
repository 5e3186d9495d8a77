"""People of the product behind the actors of a timeline, and the participants that follow."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements

from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.models import AuditRecord, Person, PersonAlias
from secondstory.accounts.rules import Role
from secondstory.incidents.commands import Involved, involve, restrict, set_people
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_to
from secondstory.incidents.rules import InvolvedAs
from secondstory.timeline.commands import EventFacts, add_event, edit_event, facts_of, take_events
from secondstory.timeline.commands.people import add_participants, leave_people
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries import event_rows
from secondstory.timeline.queries.people import people_in
from secondstory.timeline.rules import EventKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    return incident()


@pytest.fixture
def mei() -> Person:
    return person("Mei Tanaka")


def said(one: Incident, name: str = "mtanaka", *, email: str = "", handle: str = "", **more: Any) -> None:
    number = one.evidence.count()
    event = SourceEvent(
        text=f"Words {number}", at=at(14, 2) + timedelta(seconds=number), actor=name, actor_email=email, actor_handle=handle, **more
    )
    take_events(one, [event], source="slack_export", file=f"export {number}", by=None)


def proposed(one: Incident) -> list[str]:
    return [each.name for each in people_in(one).proposed]


def page(client: Client, one: Incident) -> str:
    return client.get(f"/incidents/{one.key}/timeline/").content.decode()


def test_who_wrote_is_proposed_by_address_handle_name_or_another_spelling(one: Incident, mei: Person) -> None:
    ada, jonas, li = person("Ada Keller"), person("Jonas Berg"), person("Li Wei")
    PersonAlias.objects.create(name_key="liw", person=li)
    said(one, "somebody", email="MEI.tanaka@example.org")
    said(one, "ada", handle="ada.keller")
    said(one, "jonas berg")
    said(one, "liw")
    said(one, "nobody.here")
    assert sorted(proposed(one)) == sorted([mei.name, ada.name, jonas.name, li.name])


def test_those_with_most_events_come_first_with_the_part_they_probably_had(one: Incident, mei: Person) -> None:
    person("Ada Keller")
    said(one, "Ada Keller", kind=EventKind.ACKNOWLEDGEMENT)
    said(one, "Mei Tanaka")
    said(one, "Mei Tanaka", email=mei.email or "")
    found = people_in(one).proposed
    assert [(each.name, each.events, each.part, each.sources) for each in found] == [
        ("Mei Tanaka", 2, InvolvedAs.RESPONDER, ("slack_export",)),
        ("Ada Keller", 1, InvolvedAs.ON_CALL, ("slack_export",)),
    ]


def test_programs_the_deactivated_the_involved_and_who_is_written_by_hand_are_not_proposed(one: Incident, mei: Person) -> None:
    bot, gone, there = person("Deploy Bot"), person("Gone Lind"), person("There Lind")
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    set_people(one, [Involved(there, InvolvedAs.SCRIBE)], by=None)
    for each in (bot, gone, there):
        said(one, each.name, email=each.email or "")
    said(one, "Mei Tanaka", is_noise=True)
    add_event(one, EventFacts(text="By hand", actor="Mei Tanaka"), by=None)
    assert proposed(one) == []


def test_a_participant_is_added_and_stays_answered_when_taken_out_by_hand(one: Incident, mei: Person) -> None:
    said(one, "Mei Tanaka")
    assert add_participants(one, {mei.pk: InvolvedAs.COMMUNICATOR}, by=None) == ["Mei Tanaka"]
    assert [(each.person, each.role) for each in one.involvements.all()] == [(mei, InvolvedAs.COMMUNICATOR)]
    assert AuditRecord.objects.filter(verb="people involved").exists()
    set_people(one, [], by=None)
    assert proposed(one) == []


def test_who_is_left_is_not_proposed_again_here_but_is_elsewhere(one: Incident, mei: Person) -> None:
    other = incident("Another")
    for each in (one, other):
        said(each, "Mei Tanaka")
    assert leave_people(one, [mei.pk], by=None) == ["Mei Tanaka"]
    assert (proposed(one), proposed(other)) == ([], ["Mei Tanaka"])
    assert not one.involvements.exists()
    assert leave_people(one, [mei.pk], by=None) == []


def test_nobody_is_added_whom_the_timeline_does_not_propose(one: Incident, mei: Person) -> None:
    assert add_participants(one, {mei.pk: InvolvedAs.RESPONDER, 10**9: InvolvedAs.SCRIBE}, by=None) == []
    assert not one.involvements.exists()
    with pytest.raises(NotAllowed):
        add_participants(one, {}, by=person("Vera Lund", Role.VIEWER))


def test_involving_leaves_those_who_are_there(one: Incident, mei: Person) -> None:
    set_people(one, [Involved(mei, InvolvedAs.SCRIBE)], by=None)
    assert involve(one, [Involved(mei, InvolvedAs.SCRIBE), Involved(mei, InvolvedAs.COMMANDER)], by=None) == 1
    assert sorted(one.involvements.values_list("role", flat=True)) == ["commander", "scribe"]


def test_the_page_asks_and_the_answers_are_given_there(one: Incident, mei: Person) -> None:
    ada = person()
    jonas = person("Jonas Berg")
    client = signed_in(ada)
    said(one, "Mei Tanaka")
    said(one, "Mei Tanaka")
    said(one, "Jonas Berg")
    assert "Mei Tanaka and 1 other wrote in this timeline: add them as participants?" in page(client, one)
    url = f"/incidents/{one.key}/timeline/participants/"
    answer = client.post(url, {"add": mei.pk, f"part-{mei.pk}": "commander"}, follow=True).content.decode()
    assert "Mei Tanaka is a participant now." in answer
    assert "Jonas Berg wrote in this timeline: add them as a participant?" in answer
    answer = client.post(url, {"leave": jonas.pk}, follow=True).content.decode()
    assert "Jonas Berg will not be proposed here again." in answer
    assert "add them as" not in answer
    assert [(each.person, each.role) for each in one.involvements.all()] == [(mei, "commander")]
    assert "This was answered already." in client.post(url, {"add": "x"}, follow=True).content.decode()


def test_all_are_added_at_once_with_their_parts(one: Incident, mei: Person) -> None:
    jonas = person("Jonas Berg")
    said(one, "Mei Tanaka")
    said(one, "Jonas Berg")
    typed = {"all": "yes", "person": [mei.pk, jonas.pk], f"part-{mei.pk}": "scribe", f"part-{jonas.pk}": "no such part"}
    signed_in(person()).post(f"/incidents/{one.key}/timeline/participants/", typed)
    assert {(each.person, each.role) for each in one.involvements.all()} == {(mei, "scribe"), (jonas, "responder")}


def test_a_participant_of_a_restricted_incident_does_not_see_it_and_the_page_says_so(one: Incident, mei: Person) -> None:
    ada = person()
    restrict(one, to_people=[ada], by=None)
    said(one, "Mei Tanaka")
    client = signed_in(ada)
    assert "Being a participant lets nobody see it" in page(client, one)
    client.post(f"/incidents/{one.key}/timeline/participants/", {"add": mei.pk})
    assert one.involvements.filter(person=mei).exists()
    assert not visible_to(mei).filter(pk=one.pk).exists()


def test_a_viewer_is_not_asked(one: Incident, mei: Person) -> None:
    said(one, "Mei Tanaka")
    client = signed_in(person("Vera Lund", Role.VIEWER))
    assert "add them as" not in page(client, one)
    assert client.post(f"/incidents/{one.key}/timeline/participants/", {"add": mei.pk}).status_code == 403


def test_an_event_shows_whom_its_actor_means_and_keeps_what_was_stated(one: Incident, mei: Person) -> None:
    said(one, "mtanaka <i>", email="mei.tanaka@example.org")
    shown = page(signed_in(person()), one)
    event = one.timeline_events.get()
    assert event.actor == "mtanaka <i>"
    assert 'title="Written as mtanaka &lt;i&gt;"' in shown
    assert '<span class="avatar" aria-hidden="true">MT</span> Mei Tanaka' in shown
    edit_event(event, replace(facts_of(event), actor="the night shift"), by=None)
    assert [row.person for row in event_rows(one, [event])] == [""]


def test_an_event_written_by_hand_shows_who_is_certainly_meant(one: Incident, mei: Person) -> None:
    events = [add_event(one, EventFacts(text="By hand", actor=actor), by=None) for actor in ("mei  tanaka", "Mei", "")]
    assert [row.person for row in event_rows(one, events)] == ["Mei Tanaka", "", ""]


def test_the_page_takes_as_many_statements_for_fifty_people_as_for_one() -> None:
    client = signed_in(person())
    few, many = incident(), incident("Another")
    for number in range(50):
        person(f"Witness {number} Lind")
        said(many, f"Witness {number} Lind")
    said(few, "Witness 0 Lind")
    assert statements(client, f"/incidents/{few.key}/timeline/") == statements(client, f"/incidents/{many.key}/timeline/") == 14
