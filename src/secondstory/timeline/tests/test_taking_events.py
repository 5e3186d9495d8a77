"""Events that other systems recorded, put into a timeline."""

from datetime import datetime

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in

from secondstory.incidents.models import Incident
from secondstory.timeline.commands import (
    EventFacts,
    Taken,
    add_event,
    edit_event,
    remove_event,
    shift_source,
    take_events,
    tell_set_aside,
    undo_last,
)
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries import set_aside_of
from secondstory.timeline.rules import EventKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def take(one: Incident, *events: SourceEvent, source: str = "chat") -> Taken:
    return take_events(one, events, source=source, file="export.zip", by=None)


def told(one: Incident) -> list[str]:
    return [event.text for event in one.timeline_events.all()]


def test_events_stand_at_their_times_among_those_written_by_hand(one: Incident) -> None:
    add_event(one, EventFacts(text="By hand", at=at(14, 5)), by=None)
    take(
        one,
        SourceEvent("After", at=at(14, 9), external_id="2"),
        SourceEvent("Before", at=at(14, 1), external_id="1"),
        SourceEvent("Whenever"),
    )
    assert told(one) == ["Before", "By hand", "After", "Whenever"]


def test_the_same_file_taken_again_changes_nothing(one: Incident) -> None:
    events = (
        SourceEvent("Paged", at=at(14, 0), external_id="p1"),
        SourceEvent("Said twice", at=at(14, 1)),
        SourceEvent("Said twice", at=at(14, 1)),
    )
    assert take(one, *events) == Taken(added=3, known=0, without_zone=0)
    assert take(one, *events) == Taken(added=0, known=3, without_zone=0)
    assert len(told(one)) == 3


def test_two_systems_may_use_the_same_identity(one: Incident) -> None:
    take(one, SourceEvent("From one", at=at(14, 0), external_id="1"))
    assert take(one, SourceEvent("From another", at=at(14, 0), external_id="1"), source="pager").added == 1


def test_a_time_without_a_zone_is_taken_in_the_zone_of_the_incident(one: Incident) -> None:
    taken = take(one, SourceEvent("Restarted", local_at=datetime(2026, 5, 8, 16, 0)))  # noqa: DTZ001 - stated without a zone
    assert taken.without_zone == 1
    assert one.timeline_events.get().at == at(14, 0)


def test_noise_and_what_was_taken_back_are_set_aside(one: Incident) -> None:
    assert take(one, SourceEvent("joined", is_noise=True), SourceEvent("oops", is_deleted=True)) == Taken(0, 0, 0, set_aside=2)


def test_evidence_says_who_said_what_where(one: Incident) -> None:
    said = SourceEvent(
        "Looks like the pool",
        at=at(14, 0),
        actor="Mei Tanaka",
        kind=EventKind.COMMUNICATION,
        external_id="m1",
        words="looks like the *pool*",
        link="https://chat.example/m1",
    )
    take(one, said)
    evidence = one.evidence.get()
    assert (evidence.source, evidence.external_id, evidence.words, evidence.file) == ("chat", "m1", "looks like the *pool*", "export.zip")
    event = one.timeline_events.get()
    assert (event.actor, event.link, evidence.event) == ("Mei Tanaka", "https://chat.example/m1", event)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "*not* **bold** [a](javascript:alert(1))",
        "# no heading",
        "- no list",
        "1. no list",
        "a_b_c | d",
        "&lt;b&gt;",
        "`x`",
    ],
)
def test_markup_in_an_event_is_shown_as_text(one: Incident, text: str) -> None:
    take(one, SourceEvent(text, at=at(14, 17), actor="<b>Eve</b>", link="javascript:alert(1)"))
    client: Client = signed_in(person())
    page = client.get(f"/incidents/{one.key}/timeline/").content.decode()
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"{shown}</p>" in page
    assert "<b>Eve</b>" not in page
    assert "javascript:" not in page.replace(shown, "")


def test_an_edit_keeps_the_evidence(one: Incident) -> None:
    take(one, SourceEvent("Paged", at=at(14, 17), actor="Pager", external_id="p1"))
    event = one.timeline_events.get()
    typed = {"when": "16:20", "text": "Paged twice", "kind": "page", "actor": "Pager"}
    signed_in(person()).post(f"/incidents/{one.key}/timeline/{event.pk}/edit/", typed)
    event.refresh_from_db()
    assert (event.text, event.actor, event.evidence.get().external_id) == ("Paged twice", "Pager", "p1")


def test_what_is_removed_is_set_aside_and_not_taken_again(one: Incident) -> None:
    said = SourceEvent("Paged", at=at(14, 17), external_id="p1")
    take(one, said)
    remove_event(one.timeline_events.get(), by=None)
    assert take(one, said).known == 1
    assert [(row.external_id, row.set_aside) for row in set_aside_of(one)] == [("p1", "removed")]


def test_what_is_removed_and_put_back_is_the_same_event_with_its_evidence(one: Incident) -> None:
    take(one, SourceEvent("Paged", at=at(14, 17), actor="Pager", external_id="p1", words="PAGED!"))
    number = one.timeline_events.get().pk
    remove_event(one.timeline_events.get(), by=None)
    undo_last(one, by=None)
    event = one.timeline_events.get()
    assert (event.pk, event.actor, event.evidence.get().words) == (number, "Pager", "PAGED!")


def test_what_was_set_aside_can_be_told_after_all(one: Incident) -> None:
    take(one, SourceEvent("joined", at=at(14, 0), is_noise=True, external_id="j1"))
    tell_set_aside(one, [row.pk for row in set_aside_of(one)], by=None)
    assert [(event.text, event.evidence.get().external_id) for event in one.timeline_events.all()] == [("joined", "j1")]
    assert not set_aside_of(one).exists()


def test_taking_is_undone_but_for_what_was_edited_since(one: Incident) -> None:
    arrived = [SourceEvent(f"Event {n}", at=at(14, n), external_id=f"e{n}") for n in range(3)]
    take(one, *arrived)
    edited = one.timeline_events.get(text="Event 1")
    edit_event(edited, EventFacts(text="Mine", at=at(14, 1)), by=person())
    undone = undo_last(one, by=None)
    assert ([event.text for event in one.timeline_events.all()], undone.kept) == (["Mine"], 1)
    assert take(one, *arrived).added == 2


def test_a_wrong_clock_is_shifted_for_what_arrived_and_what_will(one: Incident) -> None:
    take(one, SourceEvent("Late", at=at(14, 5), external_id="e1"))
    add_event(one, EventFacts(text="By hand", at=at(14, 4)), by=None)
    shift_source(one, "chat", seconds=-120, by=None)
    take(one, SourceEvent("Later", at=at(14, 8), external_id="e2"))
    assert [(event.text, event.at) for event in one.timeline_events.all()] == [
        ("Late", at(14, 3)),
        ("By hand", at(14, 4)),
        ("Later", at(14, 6)),
    ]
    undo_last(one, by=None)  # of the second file
    undo_last(one, by=None)  # of the shift
    take(one, SourceEvent("Later", at=at(14, 8), external_id="e2"))
    assert [event.at for event in one.timeline_events.all()] == [at(14, 4), at(14, 5), at(14, 8)]
