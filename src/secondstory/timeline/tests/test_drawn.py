"""A timeline as it is drawn: everything that is known of its events, and the page that shows it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements

from secondstory.design.drawing.values import DrawnEvent, Emphasis
from secondstory.incidents.models import Incident
from secondstory.timeline.models import Evidence, TimelineEvent
from secondstory.timeline.queries import ROWS, drawable_events, drawn_timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def add(one: Incident, text: str, **facts: object) -> TimelineEvent:
    return TimelineEvent.objects.create(incident=one, text=text, position=one.timeline_events.count(), **facts)


def drawn(one: Incident) -> list[DrawnEvent]:
    return list(drawn_timeline(one, drawable_events(one), title="Timeline").events)


def test_all_that_is_known_of_an_event_is_drawn(one: Incident) -> None:
    event = add(
        one, "The **pool** is full", at=at(14, 0), kind="page", is_starred=True, is_learnt_later=True, repeats=3, last_at=at(14, 20)
    )
    Evidence.objects.create(incident=one, event=event, source="nagios")
    found = drawn(one)[0]
    assert (found.label, found.emphasis, found.key, found.source) == ("The pool is full", Emphasis.ALARM, str(event.pk), "Nagios")
    assert (found.is_starred, found.repeats, found.last_at) == (True, 3, at(14, 20))


def test_uncertain_times_are_drawn_as_such(one: Incident) -> None:
    add(one, "About", at=at(14, 0), certainty="about", is_learnt_later=True)
    add(one, "Between", at=at(14, 5), until=at(14, 9), certainty="between")
    add(one, "Sometime", time_as_stated="2026-05-08")
    about, between, sometime = drawn(one)
    assert (about.is_about, about.latest, about.is_learnt_later) == (True, None, True)
    assert (between.latest, between.until) == (at(14, 9), None)
    assert (sometime.at, sometime.stated) == (None, "2026-05-08")


def test_the_end_of_a_hypothesis_is_told_and_not_drawn(one: Incident) -> None:
    add(one, "Is it the cache", at=at(14, 0), kind="hypothesis_opened")
    add(one, "Not the cache", at=at(14, 7), kind="hypothesis_ruled_out")
    opened, ended = drawn(one)
    assert (opened.until, opened.is_ruled_out, ended.is_end) == (at(14, 7), True, True)


def test_an_event_beyond_the_first_part_of_the_list_is_led_to_where_it_is_shown(one: Incident) -> None:
    TimelineEvent.objects.bulk_create(
        TimelineEvent(incident=one, text="x", position=place, at=at(14, 0) + timedelta(seconds=place)) for place in range(ROWS + 1)
    )
    found = drawn(one)
    assert [found[place].page for place in (0, ROWS - 1, ROWS)] == ["", "", f"?from={ROWS - 20}"]


def test_the_page_shows_the_drawing_and_its_table(one: Incident) -> None:
    event = add(one, "<b>Pool</b> & more", at=at(14, 0))
    add(one, "Later", at=at(15, 0))
    page = signed_in(person()).get(f"/incidents/{one.key}/timeline/drawn/?lanes=source").content.decode()
    assert page.count('<svg class="draw') == 1
    assert "Written here" in page
    assert f'<a href="/incidents/{one.key}/timeline/#event-{event.pk}">' in page
    assert "<b>Pool" not in page


def test_a_timeline_without_events_says_what_will_be_here(one: Incident) -> None:
    page = signed_in(person()).get(f"/incidents/{one.key}/timeline/drawn/").content.decode()
    assert "Nothing to draw yet" in page


def test_the_page_takes_the_same_number_of_statements_for_one_event_and_for_fifty(one: Incident) -> None:
    client: Client = signed_in(person())
    add(one, "First", at=at(14, 0))
    path = f"/incidents/{one.key}/timeline/drawn/"
    client.get(path)
    few = statements(client, path)
    for minute in range(50):
        Evidence.objects.create(incident=one, event=add(one, "More", at=at(14, minute)), source="nagios")
    assert statements(client, path) == few
    assert len(re.findall("data-e=", client.get(path).content.decode())) == 51
