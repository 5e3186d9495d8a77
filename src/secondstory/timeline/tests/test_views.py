import pytest
from django.test import Client
from tests.builders import at, incident, person, signed_in, statements, written_incident

from secondstory.accounts.rules import Role
from secondstory.incidents.commands import restrict
from secondstory.incidents.models import Incident
from secondstory.incidents.rules import Milestones
from secondstory.timeline.commands import EventFacts, add_event, edit_event, remove_event, replace_events, take_events
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.queries import ROWS, last_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(person())


@pytest.fixture
def one() -> Incident:
    return incident(time_zone="Europe/Berlin")


def told(one: Incident) -> list[str]:
    return [event.text for event in one.timeline_events.all()]


def page(client: Client, one: Incident, rest: str = "") -> str:
    return client.get(f"/incidents/{one.key}/timeline/{rest}").content.decode()


def act(client: Client, one: Incident, do: str, *events: TimelineEvent) -> None:
    client.post(f"/incidents/{one.key}/timeline/act/", {"do": do, "event": [event.pk for event in events]})


def test_a_line_is_added_at_its_time_in_the_zone_of_the_incident(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="Later", at=at(15, 0)), by=None)
    client.post(f"/incidents/{one.key}/timeline/", {"line": "16:02 First"})
    assert told(one) == ["First", "Later"]
    assert one.timeline_events.get(text="First").at == at(14, 2)


def test_a_line_needs_no_time(client: Client, one: Incident) -> None:
    client.post(f"/incidents/{one.key}/timeline/", {"line": "Sometime"})
    assert (TimelineEvent.objects.get().at, told(one)) == (None, ["Sometime"])


@pytest.mark.parametrize(("typed", "stated"), [("", ""), ("2026-05-09", "2026-05-09")])
def test_an_event_needs_no_full_moment(client: Client, one: Incident, typed: str, stated: str) -> None:
    event = add_event(one, EventFacts(text="Sometime", at=at(14, 0)), by=None)
    client.post(f"/incidents/{one.key}/timeline/{event.pk}/edit/", {"when": typed, "text": "Sometime", "kind": "other"})
    event.refresh_from_db()
    assert (event.at, event.time_as_stated) == (None, stated)


def test_a_time_of_day_is_kept_as_stated_where_the_day_is_unknown(client: Client) -> None:
    one = incident(occurred_on=None, milestones=Milestones())
    event = add_event(one, EventFacts(text="Sometime"), by=None)
    client.post(f"/incidents/{one.key}/timeline/{event.pk}/edit/", {"when": "14.02", "text": "Sometime", "kind": "other"})
    assert TimelineEvent.objects.get().time_as_stated == "14:02"


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    typed = {"when": "soon", "text": "Kept words", "kind": "other"}
    answer = client.post(f"/incidents/{one.key}/timeline/{event.pk}/edit/", typed).content.decode()
    assert "“soon” is not a time we can read" in answer
    assert "Kept words" in answer
    assert told(one) == ["First"]


def test_an_edited_event_moves_where_it_belongs(client: Client, one: Incident) -> None:
    first = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    add_event(one, EventFacts(text="Second", at=at(14, 10)), by=None)
    typed = {"when": "16:20", "text": "First", "kind": "other", "link": "example.org/a"}
    client.post(f"/incidents/{one.key}/timeline/{first.pk}/edit/", typed)
    assert told(one) == ["Second", "First"]
    assert one.timeline_events.get(text="First").link == "https://example.org/a"


def test_the_form_shows_the_time_as_it_is_typed(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    assert client.get(f"/incidents/{one.key}/timeline/{event.pk}/edit/").context["form"]["when"].value() == "16:00"


def test_an_event_is_starred_and_unstarred(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    act(client, one, "star", event)
    assert TimelineEvent.objects.get().is_starred
    act(client, one, "unstar", event)
    assert not TimelineEvent.objects.get().is_starred


def test_one_act_changes_many_events_and_is_undone_at_once(client: Client, one: Incident) -> None:
    events = [add_event(one, EventFacts(text=f"Event {n}", at=at(14, n)), by=None) for n in range(3)]
    act(client, one, "kind:decision", *events)
    assert [event.kind for event in one.timeline_events.all()] == ["decision"] * 3
    client.post(f"/incidents/{one.key}/timeline/undo/")
    assert [event.kind for event in one.timeline_events.all()] == ["other"] * 3


def test_a_script_gets_what_changed_and_where_it_stands(client: Client, one: Incident) -> None:
    first, second = (add_event(one, EventFacts(text=f"Event {n}", at=at(14, n)), by=None) for n in range(2))
    seen, gone = last_change(one), second.pk
    add_event(one, EventFacts(text="Between", at=at(14, 0)), by=None)
    remove_event(second, by=None)
    news = client.get(f"/incidents/{one.key}/timeline/changed/?seen={seen}").json()
    assert [(row["after"], "Between" in row["html"]) for row in news["rows"]] == [(first.pk, True)]
    assert news["removed"] == [gone]
    assert client.get(f"/incidents/{one.key}/timeline/changed/?seen={news['seen']}").json()["rows"] == []


def test_two_people_never_overwrite_one_another_silently(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    url = f"/incidents/{one.key}/timeline/{event.pk}/edit/"
    read = client.get(url).context["form"]["read_version"].value()
    edit_event(event, EventFacts(text="What somebody else wrote"), by=None)
    answer = client.post(url, {"when": "", "text": "What I wrote", "kind": "other", "read_version": read})
    assert answer.status_code == 409
    assert "What somebody else wrote" in answer.content.decode()
    assert "What I wrote" in answer.content.decode()
    assert told(one) == ["What somebody else wrote"]
    client.post(url, {"when": "", "text": "What I wrote", "kind": "other", "read_version": answer.context["version"]})
    assert told(one) == ["What I wrote"]


def test_the_clock_of_a_source_is_moved_on_the_page_and_moved_back(client: Client, one: Incident) -> None:
    take_events(one, [SourceEvent("Paged", at=at(14, 5), external_id="p1")], source="pagerduty", file="", by=None)
    event = one.timeline_events.get()
    assert "Was the clock of PagerDuty wrong?" in page(client, one, f"{event.pk}/")
    client.post(f"/incidents/{one.key}/timeline/shift/", {"source": "pagerduty", "seconds": "-60"})
    assert one.timeline_events.get().at == at(14, 4)
    client.post(f"/incidents/{one.key}/timeline/shift/", {"source": "pagerduty", "seconds": "much"})
    client.post(f"/incidents/{one.key}/timeline/undo/")
    assert one.timeline_events.get().at == at(14, 5)


def test_the_list_goes_on_where_the_first_part_ends(client: Client, one: Incident) -> None:
    replace_events(one, [EventFacts(text=f"Event {n}.", at=at(14, 0)) for n in range(ROWS + 5)], by=None)
    first = page(client, one)
    assert "Event 0." in first
    assert f"Event {ROWS}." not in first
    further = page(client, one, f"rows/?from={ROWS}")
    assert f"Event {ROWS}." in further
    assert "<html" not in further


def test_the_history_says_who_changed_what(client: Client, one: Incident) -> None:
    event = add_event(one, EventFacts(text="First", at=at(14, 0)), by=None)
    edit_event(event, EventFacts(text="Second", at=at(14, 5)), by=person("Bo Lind"))
    said = page(client, one, "history/")
    assert "Bo Lind" in said
    assert "<del>First</del> <ins>Second</ins>" in said
    assert "<ins>8 May 16:05</ins>" in said
    assert "Bo Lind" in page(client, one, f"{event.pk}/")


@pytest.mark.parametrize("rest", ["edit/", ""])
def test_an_event_is_found_only_under_its_own_incident(client: Client, one: Incident, rest: str) -> None:
    hidden = incident("Hidden")
    event = add_event(hidden, EventFacts(text="Hidden words"), by=None)
    restrict(hidden, by=None)
    for key in (one.key, hidden.key):
        assert client.get(f"/incidents/{key}/timeline/{event.pk}/{rest}").status_code == 404
    assert TimelineEvent.objects.get().text == "Hidden words"


def test_a_viewer_reads_and_does_not_write(one: Incident) -> None:
    event = add_event(one, EventFacts(text="First"), by=None)
    client = signed_in(person("Vera Lund", Role.VIEWER))
    page = client.get(f"/incidents/{one.key}/timeline/").content.decode()
    assert "First" in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0].replace('<button class="btn tight">Narrow', "")
    for url in ("", f"{event.pk}/edit/", "act/", "undo/", "aside/"):
        typed = {"line": "x", "text": "x", "kind": "other", "do": "remove", "event": event.pk, "evidence": 1}
        assert client.post(f"/incidents/{one.key}/timeline/{url}", typed).status_code == 403
    assert told(one) == ["First"]


def test_times_are_shown_in_the_zone_of_the_incident_with_the_day_where_it_is_another(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="Same day", at=at(14, 0)), by=None)
    add_event(one, EventFacts(text="Next day", at=at(23, 30)), by=None)
    page = client.get(f"/incidents/{one.key}/timeline/").content.decode()
    assert ">16:00</time>" in page
    assert ">01:30<small>9 May</small></time>" in page


def test_an_event_says_which_milestone_it_is(client: Client, one: Incident) -> None:
    add_event(one, EventFacts(text="The page came", at=at(14, 5)), by=None)
    assert '<span class="milestone">Detected</span>' in client.get(f"/incidents/{one.key}/timeline/").content.decode()


def test_the_number_of_statements_does_not_grow(client: Client) -> None:
    few, many = written_incident(rows=1), written_incident(rows=50)
    assert statements(client, f"/incidents/{few.key}/timeline/") == statements(client, f"/incidents/{many.key}/timeline/") == 13


def test_a_long_silence_is_asked_about_until_somebody_has_nothing_to_add(client: Client) -> None:
    one = incident(milestones=Milestones(impact_started=at(14, 0), resolved=at(16, 0)))
    replace_events(one, [EventFacts(text=f"Event {n}", at=at(14, n)) for n in range(5)], by=None)
    asked = client.get(f"/incidents/{one.key}/timeline/questions/")
    assert "what was happening?" in asked.content.decode()
    for question in asked.context["questions"]:
        client.post(f"/incidents/{one.key}/timeline/question/", {"question": question.name})
    assert "Nothing is unexplained" in page(client, one, "questions/")
