"""What becomes of events that arrive: repeats, the same alert from two systems, edits and deletions, kinds that are proposed."""

import pytest
from tests.builders import at, incident

from secondstory.incidents.models import Incident
from secondstory.timeline.commands import EventFacts, accept_suggestions, edit_event, take_events, undo_last
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries import set_aside_of
from secondstory.timeline.rules import EventKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    return incident()


def alert(n: int, text: str = "CheckoutErrors: errors above 5 % of requests", **more: str) -> SourceEvent:
    return SourceEvent(text, at=at(14, n), kind=EventKind.SIGNAL, component="checkout", external_id=f"a{n}", **more)  # type: ignore[arg-type]


def take(one: Incident, *events: SourceEvent, source: str = "alertmanager") -> None:
    take_events(one, events, source=source, file="", by=None)


def told(one: Incident) -> list[tuple[str, int]]:
    return list(one.timeline_events.values_list("text", "repeats"))


def test_repeats_of_an_alert_are_one_event_with_all_their_evidence(one: Incident) -> None:
    take(one, alert(0), alert(4), alert(8))
    event = one.timeline_events.get()
    assert (event.repeats, event.last_at, event.evidence.count()) == (3, at(14, 8), 3)


def test_what_repeats_later_joins_what_is_told(one: Incident) -> None:
    take(one, alert(0))
    take(one, alert(4))
    event = one.timeline_events.get()
    assert (event.at, event.repeats, event.last_at, event.evidence.count()) == (at(14, 0), 2, at(14, 4), 2)


def test_the_same_alert_from_two_systems_is_one_event_with_two_sources(one: Incident) -> None:
    take(one, alert(0))
    take(one, alert(1), source="pagerduty")
    event = one.timeline_events.get()
    assert (event.repeats, [row.source for row in event.evidence.all()]) == (1, ["alertmanager", "pagerduty"])


def test_taking_back_what_joined_leaves_what_was_there(one: Incident) -> None:
    take(one, alert(0))
    take(one, alert(4), alert(8, "DiskFull: volume 3 has 2 % left"))
    undo_last(one, by=None)
    event = one.timeline_events.get()
    assert (event.repeats, event.evidence.count()) == (1, 1)
    take(one, alert(4))
    assert one.timeline_events.get().repeats == 2


def test_the_last_wording_is_told_and_the_earlier_ones_are_kept(one: Incident) -> None:
    take(
        one,
        SourceEvent("It is the pool", at=at(14, 0), external_id="m1"),
        SourceEvent("It is the *pool* of seats", at=at(14, 2), external_id="m1", replaces="m1"),
        source="slack_api",
    )
    event = one.timeline_events.get()
    assert (event.text, event.at) == (r"It is the \*pool\* of seats", at(14, 0))
    assert "It is the pool" in event.evidence.get().words


def test_an_edit_that_arrives_later_is_followed_and_can_be_taken_back(one: Incident) -> None:
    take(one, SourceEvent("It is the pool", at=at(14, 0), external_id="m1"), source="slack_api")
    take(one, SourceEvent("It is not the pool", at=at(14, 2), external_id="m1", replaces="m1"), source="slack_api")
    assert told(one) == [("It is not the pool", 1)]
    assert "It is the pool" in one.evidence.get().words
    undo_last(one, by=None)
    assert told(one) == [("It is the pool", 1)]


def test_an_edit_in_the_chat_does_not_overwrite_what_somebody_wrote_here(one: Incident) -> None:
    take(one, SourceEvent("It is the pool", at=at(14, 0), external_id="m1"), source="slack_api")
    edit_event(TimelineEvent.objects.get(), EventFacts(text="The pool was full", at=at(14, 0)), by=None)
    take(one, SourceEvent("nvm", at=at(14, 2), external_id="m1", replaces="m1"), source="slack_api")
    assert told(one) == [("The pool was full", 1)]
    assert one.evidence.get().text == "nvm"


def test_what_is_taken_back_in_the_chat_is_set_aside(one: Incident) -> None:
    take(one, SourceEvent("Oops", at=at(14, 0), external_id="m1"), source="slack_api")
    take(one, SourceEvent("", at=at(14, 2), external_id="m1", is_deleted=True), source="slack_api")
    assert told(one) == []
    assert [(row.text, row.set_aside) for row in set_aside_of(one)] == [("Oops", "taken_back")]


def test_a_kind_is_proposed_with_its_reason_and_taken_by_a_click(one: Incident) -> None:
    take(one, SourceEvent("We decided to roll back", at=at(14, 0), external_id="m1"), source="slack_export")
    event = one.timeline_events.get()
    assert (event.kind, event.suggested_kind) == ("other", "decision")
    assert "decided" in event.suggested_because
    accept_suggestions(one, [event.pk], by=None)
    event.refresh_from_db()
    assert (event.kind, event.suggested_kind) == ("decision", "")
