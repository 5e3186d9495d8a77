"""From requests to items, and from items to a timeline."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.builders import incident, person, signed_in, statements

from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.rules import Role
from secondstory.connections.commands import make_connection, remove_connection
from secondstory.connections.models import Connection
from secondstory.incidents.commands import restrict
from secondstory.kit.clock import now
from secondstory.timeline.commands.deliveries import Arrived, keep, remove_old_deliveries, try_again
from secondstory.timeline.commands.inbox import take_from_inbox
from secondstory.timeline.jobs import remove_what_a_connection_sent, translate_deliveries
from secondstory.timeline.models import Delivery, InboxItem
from secondstory.timeline.queries.inbox import (
    InboxFilter,
    counts_by_component,
    counts_by_source,
    inbox_events,
    inbox_items,
    with_takers,
)
from secondstory.timeline.tests.hooking import pushed

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 8, 14, 2, tzinfo=UTC)


def arrive(connection: Connection, *bodies: bytes | dict[str, object]) -> None:
    keep([Arrived(connection.pk, one if isinstance(one, bytes) else json.dumps(one).encode(), {}, now()) for one in bodies])
    translate_deliveries()


def slack() -> Connection:
    return make_connection("slack_api", by=None)


def message(text: str, stamp: float = AT.timestamp(), *, user: str = "U7", channel: str = "C1", **more: object) -> dict[str, object]:
    said = {"type": "message", "user": user, "text": text, "ts": f"{stamp:.6f}", "channel": channel, **more}
    return {"type": "event_callback", "event_id": f"Ev{stamp}{text}", "event_time": int(stamp), "event": said}


def edited(before: str, after: str, *, stamp: float = AT.timestamp(), when: float = 60) -> dict[str, object]:
    inner = {"type": "message", "user": "U7", "ts": f"{stamp:.6f}"}
    done = {"user": "U7", "ts": f"{stamp + when:.6f}"}
    return message(
        "",
        stamp + when,
        subtype="message_changed",
        message={**inner, "text": after, "edited": done},
        previous_message={**inner, "text": before},
    )


def deleted(text: str, *, stamp: float = AT.timestamp()) -> dict[str, object]:
    before = {"type": "message", "user": "U7", "text": text, "ts": f"{stamp:.6f}"}
    return message("", stamp + 90, subtype="message_deleted", deleted_ts=f"{stamp:.6f}", previous_message=before)


def test_an_event_arrives_with_all_that_its_source_states() -> None:
    github = make_connection("github", by=None)
    arrive(github, pushed(message="Raise the pool size"))
    item = InboxItem.objects.get()
    assert (item.connection, item.source, item.delivery) == (github, "github", Delivery.objects.get())
    assert "Raise the pool size" in item.text
    assert item.at == item.sorted_at
    assert item.component == "example/shop"
    assert Delivery.objects.get().state == "read"


def test_an_edit_follows_what_it_edits_and_the_earlier_words_stay() -> None:
    chat = slack()
    arrive(chat, message("rolled back web to 41"))
    arrive(chat, edited("rolled back web to 41", "rolled back web to 42"))
    arrive(chat, edited("rolled back web to 42", "rolled back web to 43", when=120))
    item = InboxItem.objects.get()
    assert item.text == "rolled back web to 43"
    assert [one["text"] for one in item.earlier] == ["rolled back web to 41", "rolled back web to 42"]
    assert item.at == AT
    assert item.edited_at is not None


def test_an_edit_in_the_same_batch_and_one_sent_again_are_followed_once() -> None:
    chat = slack()
    arrive(chat, message("one"), edited("one", "two"))
    Delivery.objects.update(state="waiting")
    translate_deliveries()
    item = InboxItem.objects.get()
    assert (item.text, [one["text"] for one in item.earlier]) == ("two", ["one"])


def test_what_is_taken_back_stays_with_its_words_and_is_not_offered() -> None:
    chat = slack()
    arrive(chat, message("never mind"), message("it is the pool", AT.timestamp() + 5))
    arrive(chat, deleted("never mind"))
    assert InboxItem.objects.filter(is_deleted=True).get().text == "never mind"
    assert [one.event.text for one in inbox_events((None, None), person=None)] == ["it is the pool"]


def test_an_edit_of_what_never_arrived_stands_for_it() -> None:
    chat = slack()
    arrive(chat, edited("one", "two"))
    assert InboxItem.objects.get().text == "two"
    arrive(chat, edited("two", "three", when=99))
    assert InboxItem.objects.get().text == "three"


def test_the_body_of_another_vendor_is_kept_with_a_sentence_that_names_it() -> None:
    arrive(make_connection("github", by=None), message("hello"))
    stored = Delivery.objects.get()
    assert stored.state == "unreadable"
    assert "looks like Slack" in stored.words
    assert not InboxItem.objects.exists()


def test_what_could_not_be_read_can_be_tried_again() -> None:
    ada = person(role=Role.ADMINISTRATOR)
    chat = slack()
    arrive(chat, message("hello"))
    InboxItem.objects.all().delete()
    Delivery.objects.update(state="unreadable", words="A mistake.")
    answer = signed_in(ada).post(f"/inbox/deliveries/{Delivery.objects.get().pk}/retry/")
    assert answer.headers["Location"] == f"/connections/{chat.pk}/"
    translate_deliveries()
    assert Delivery.objects.values_list("state", "words").get() == ("read", "")
    assert InboxItem.objects.count() == 1
    with pytest.raises(NotAllowed):
        try_again(Delivery.objects.get(), by=person("Mei", Role.MEMBER))


def test_one_bad_request_holds_up_no_other() -> None:
    github = make_connection("github", by=None)
    arrive(github, b"[" * 5000, pushed(1), b"\xff", pushed(2))
    assert InboxItem.objects.count() == 2
    assert Delivery.objects.filter(state="unreadable").count() == 2


def test_requests_are_removed_after_the_days_of_their_connection_and_events_stay() -> None:
    github, other = make_connection("github", raw_days=7, by=None), make_connection("github", raw_days=90, by=None)
    for one in (github, other):
        arrive(one, pushed(1), pushed(2))
    Delivery.objects.filter(pk__in=[Delivery.objects.filter(connection=github).latest("pk").pk]).update(
        arrived_at=now() - timedelta(days=8)
    )
    Delivery.objects.filter(connection=other).update(arrived_at=now() - timedelta(days=8))
    assert remove_old_deliveries() == 1
    assert (Delivery.objects.count(), InboxItem.objects.count()) == (3, 4)


def test_what_waits_is_not_removed_however_old() -> None:
    github = make_connection("github", raw_days=1, by=None)
    keep([Arrived(github.pk, pushed(), {}, now() - timedelta(days=9))])
    assert remove_old_deliveries() == 0
    assert Delivery.objects.count() == 1


def test_a_removed_connection_leaves_its_events() -> None:
    github = make_connection("github", by=None)
    keep([Arrived(github.pk, pushed(), {}, now() - timedelta(seconds=1))])
    remove_connection(github, by=None)
    remove_what_a_connection_sent(github.pk)
    assert (Delivery.objects.count(), InboxItem.objects.count()) == (0, 1)


def test_the_inbox_is_narrowed_by_time_source_component_people_and_words() -> None:
    chat, github = slack(), make_connection("github", by=None)
    arrive(chat, message("the pool is full", user="U1"), message("thanks", AT.timestamp() + 3600, user="U2", channel="C2"))
    arrive(github, pushed(message="Raise the pool size"))

    def found(**wanted: object) -> int:
        return inbox_items(InboxFilter(**wanted), person=None).count()  # type: ignore[arg-type]

    assert found() == 3
    assert found(since=AT + timedelta(minutes=30), until=AT + timedelta(hours=2)) == 1
    assert found(sources=["github"]) == 1
    assert found(sources=["github", "slack_api"]) == 3
    assert found(components=["C2"]) == 1
    assert found(people=["u1"]) == 1
    assert found(words="POOL") == 2
    assert found(words="pool raise") == 1
    assert found(words="%") == 0
    assert found(connection_id=github.pk) == 1
    assert [(one.name, one.count) for one in counts_by_source(InboxFilter(), person=None)] == [("slack_api", 2), ("github", 1)]
    assert {one.name for one in counts_by_component(InboxFilter(words="pool"), person=None)} == {"C1", "example/shop"}


def test_events_are_taken_into_a_timeline_with_their_evidence_and_not_offered_again() -> None:
    ada = person()
    chat, github = slack(), make_connection("github", title="Shop", by=None)
    arrive(chat, message("the pool is full"), message("joined", AT.timestamp() + 1, subtype="channel_join"))
    arrive(github, pushed())
    one = incident()
    offered = inbox_events((AT - timedelta(days=900), AT + timedelta(days=900)), person=ada)
    assert len(offered) == 2
    taken = take_from_inbox(one, [each.item_id for each in offered], by=ada)
    assert taken.added == 2
    assert one.timeline_events.count() == 2
    assert set(one.evidence.values_list("source", "file")) == {("slack_api", "Slack"), ("github", "Shop")}
    assert inbox_events((None, None), person=ada) == []
    assert take_from_inbox(one, [each.item_id for each in offered], by=ada).added == 0
    assert [keys for _, keys in with_takers(inbox_items(InboxFilter(), person=ada), person=ada)] == [[one.key], [one.key]]


def test_what_a_restricted_incident_took_says_nothing_to_those_it_does_not_name() -> None:
    ada, mei = person(), person("Mei Wong")
    arrive(slack(), message("the pool is full"))
    one = incident()
    restrict(one, to_people=[ada], by=None)
    take_from_inbox(one, [InboxItem.objects.get().pk], by=ada)
    assert inbox_events((None, None), person=ada) == []
    assert len(inbox_events((None, None), person=mei)) == 1
    assert [keys for _, keys in with_takers(inbox_items(InboxFilter(), person=mei), person=mei)] == [[]]


def test_who_may_not_write_takes_nothing() -> None:
    with pytest.raises(NotAllowed):
        take_from_inbox(incident(), [], by=person(role=Role.VIEWER))


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/inbox/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_inbox_teaches_what_it_is_for() -> None:
    assert "An administrator connects systems" in page(signed_in(person()))
    assert "/connections/new/" in page(signed_in(person("Admin", Role.ADMINISTRATOR)))


def test_the_page_shows_what_arrived_as_text_and_its_filters_stand_in_the_address() -> None:
    client = signed_in(person())
    arrive(slack(), message("<script>alert(1)</script> the pool"), message("thanks", AT.timestamp() + 60))
    shown = page(client)
    assert "<script>alert" not in shown
    assert "the pool" in shown
    assert "thanks" not in page(client, "?q=pool&source=slack_api&since=2026-05-08T00:00&until=2026-05-08T23:00")
    assert "Nothing fits" in page(client, "?q=nowhere")
    assert "is not a time" in page(client, "?since=yesterday")
    assert "thanks" in page(client, "?source=carrier_pigeon")


def test_a_viewer_has_no_inbox() -> None:
    assert signed_in(person(role=Role.VIEWER)).get("/inbox/").status_code == 403


def test_the_page_takes_as_many_statements_for_fifty_as_for_one() -> None:
    client, github = signed_in(person()), make_connection("github", by=None)
    arrive(github, pushed(0))
    few = statements(client, "/inbox/")
    arrive(github, *[pushed(number) for number in range(1, 50)])
    assert statements(client, "/inbox/") == few


def test_a_connection_shows_what_came_of_its_last_requests() -> None:
    github = make_connection("github", by=None)
    arrive(github, pushed(), b"[1", b'{"zen": "x", "hook_id": 1, "hook": {}}')
    keep([Arrived(github.pk, pushed(2), {}, now())])
    shown = signed_in(person(role=Role.ADMINISTRATOR)).get(f"/connections/{github.pk}/").content.decode()
    for words in ("1 event.", "Not read", "Try again", "It is safe, and read in a moment."):
        assert words in shown
