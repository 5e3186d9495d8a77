"""What is answered at the address of a connection, and what is kept."""

from collections.abc import Iterator

import pytest

from secondstory.connections.commands import make_connection, remove_connection, renew_address, set_signing_secret, switch
from secondstory.connections.models import Connection
from secondstory.timeline.jobs import translate_deliveries
from secondstory.timeline.models import Delivery, InboxItem
from secondstory.timeline.receiver import Receiver
from secondstory.timeline.tests.hooking import Answered, ask, ask_all, path_of, pushed, signed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver(largest=20_000, seconds_for_a_body=0.2)
    yield made
    made.close()


@pytest.fixture
def github() -> Connection:
    return make_connection("github", by=None)


def status(answer: Answered | None) -> int:
    assert answer is not None
    return answer.status


def test_what_arrives_is_stored_as_it_came_before_it_is_answered(receiver: Receiver, github: Connection) -> None:
    headers = {"X-GitHub-Event": "push", "Authorization": "Bearer hush", "Cookie": "a=b", "X-Gitlab-Token": "hush"}
    answer = ask(receiver, path_of(github), pushed(), headers=headers)
    stored = Delivery.objects.get()
    assert answer is not None
    assert (answer.status, answer.text) == (200, "Kept.")
    assert bytes(stored.body) == pushed()
    assert stored.headers == '{"x-github-event": "push"}'
    assert stored.state == "waiting"


def test_it_becomes_events_of_the_inbox_once_however_often_it_is_sent(receiver: Receiver, github: Connection) -> None:
    statuses = ask_all(receiver, [(path_of(github), pushed(number % 7)) for number in range(40)])
    translate_deliveries()
    ask(receiver, path_of(github), pushed(3))
    translate_deliveries()
    assert statuses == [200] * 40
    assert Delivery.objects.count() == InboxItem.objects.count() == 7


def test_the_same_event_in_other_bytes_is_in_the_inbox_once(receiver: Receiver, github: Connection) -> None:
    ask(receiver, path_of(github), pushed())
    ask(receiver, path_of(github), pushed() + b"\n")
    translate_deliveries()
    assert (Delivery.objects.count(), InboxItem.objects.count()) == (2, 1)


def test_a_stranger_learns_nothing_and_leaves_nothing(receiver: Receiver, github: Connection) -> None:
    right = path_of(github)
    for path in (right[:-1], right + "x", "/hooks/99999/abc", "/hooks/", "/hooks/x/y", right.replace(f"/{github.pk}/", "/0/")):
        assert status(ask(receiver, path, pushed())) == 404
    assert not Delivery.objects.exists()


def test_a_connection_that_was_just_made_works_at_once(receiver: Receiver) -> None:
    first, second = make_connection("github", by=None), None
    assert status(ask(receiver, path_of(first), pushed())) == 200
    second = make_connection("pagerduty", by=None)
    with_time = Receiver()  # its own look at the connections, as another process has
    assert status(ask(with_time, path_of(second), b"{}")) == 200
    with_time.close()


def test_switched_off_is_gone_and_removed_is_unknown(github: Connection) -> None:
    path = path_of(github)
    switch(github, on=False, by=None)
    receiver = Receiver()
    assert status(ask(receiver, path, pushed())) == 410
    receiver.close()
    remove_connection(github, by=None)
    receiver = Receiver()
    assert status(ask(receiver, path, pushed())) == 404
    receiver.close()
    assert not Delivery.objects.exists()


def test_a_former_address_is_unknown(github: Connection) -> None:
    former = path_of(github)
    renew_address(github, by=None)
    receiver = Receiver()
    assert status(ask(receiver, former, pushed())) == 404
    receiver.close()


def test_forged_requests_are_refused_counted_and_not_kept(github: Connection) -> None:
    set_signing_secret(github, "hush", by=None)
    receiver, path = Receiver(), path_of(github)
    assert status(ask(receiver, path, pushed())) == 401
    assert status(ask(receiver, path, pushed(), headers=signed(pushed(), "guess"))) == 401
    assert status(ask(receiver, path, pushed(2), headers=signed(pushed(1), "hush"))) == 401
    assert not Delivery.objects.exists()
    assert status(ask(receiver, path, pushed(), headers=signed(pushed(), "hush"))) == 200
    receiver.close()
    github.refresh_from_db()
    assert (github.arrived, github.refused) == (1, 3)
    assert "signing secret" in github.last_refusal


def test_while_a_signing_secret_is_changed_both_are_good(github: Connection) -> None:
    set_signing_secret(github, "former", by=None)
    set_signing_secret(github, "new", by=None)
    receiver = Receiver()
    assert [status(ask(receiver, path_of(github), pushed(), headers=signed(pushed(), one))) for one in ("former", "new", "other")] == [
        200,
        200,
        401,
    ]
    receiver.close()


def test_a_greeting_is_answered_and_not_kept(receiver: Receiver) -> None:
    slack = make_connection("slack_api", by=None)
    answer = ask(receiver, path_of(slack), b'{"type": "url_verification", "challenge": "3eZbrw", "token": "x"}')
    assert answer is not None
    assert (answer.status, answer.text) == (200, "3eZbrw")
    assert not Delivery.objects.exists()


def test_only_post_is_taken(receiver: Receiver, github: Connection) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
        answer = ask(receiver, path_of(github), method=method)
        assert answer is not None
        assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("body", [b"x" * 20_001, [b"x" * 5000] * 5, [b"x"] * 20_001, b"x" * 500_000, [b"x" * 20_000] * 20])
def test_too_large_a_body_is_refused_with_and_without_a_length(receiver: Receiver, github: Connection, body: bytes | list[bytes]) -> None:
    assert status(ask(receiver, path_of(github), body)) == 413
    assert not Delivery.objects.exists()


def test_a_body_in_parts_without_a_length_is_taken(receiver: Receiver, github: Connection) -> None:
    whole = pushed()
    assert status(ask(receiver, path_of(github), [whole[n : n + 7] for n in range(0, len(whole), 7)])) == 200
    assert bytes(Delivery.objects.get().body) == whole


def test_a_body_that_does_not_end_is_given_up(receiver: Receiver, github: Connection) -> None:
    assert status(ask(receiver, path_of(github), [b"{", b'"'], hangs=True)) == 408
    assert not Delivery.objects.exists()


def test_who_leaves_in_the_middle_is_forgotten(receiver: Receiver, github: Connection) -> None:
    assert ask(receiver, path_of(github), [b"{"], leaves=True) is None
    assert not Delivery.objects.exists()


def test_empty_packed_and_overloaded_requests_are_refused(receiver: Receiver, github: Connection) -> None:
    path = path_of(github)
    assert status(ask(receiver, path, b"")) == 400
    assert status(ask(receiver, path, pushed(), headers={"Content-Encoding": "gzip"})) == 415
    assert status(ask(receiver, path, pushed(), headers={f"X-{n}": "y" for n in range(10_000)})) == 431
    assert not Delivery.objects.exists()


def test_when_too_much_comes_at_once_it_is_asked_to_come_again(github: Connection) -> None:
    receiver = Receiver(most_at_once=3)
    statuses = ask_all(receiver, [(path_of(github), pushed(number)) for number in range(10)])
    receiver.close()
    assert sorted(set(statuses)) == [200, 503]
    assert Delivery.objects.count() == statuses.count(200)


@pytest.mark.parametrize("body", [b"\x00\xff\xfe garbage", b"[" * 15_000, b'{"a":', b"null", b"<html>"])
def test_garbage_is_kept_and_told_in_words(receiver: Receiver, github: Connection, body: bytes) -> None:
    assert status(ask(receiver, path_of(github), body)) == 200
    translate_deliveries()
    stored = Delivery.objects.get()
    assert stored.state == "unreadable"
    assert stored.words.endswith(".") or ":" in stored.words
    assert not InboxItem.objects.exists()


def test_headers_that_are_no_latin_or_no_length_do_no_harm(receiver: Receiver, github: Connection) -> None:
    headers = {"X-Odd": "\xff\x00", "Content-Length": "much"}
    assert status(ask(receiver, path_of(github), [pushed()], headers=headers)) == 200
