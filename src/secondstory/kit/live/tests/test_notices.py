import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from secondstory.kit.clock import now
from secondstory.kit.facts import announcing_together
from secondstory.kit.live.models import Notice
from secondstory.kit.live.notices import KEPT, LARGEST_PAYLOAD, MOST_AT_ONCE, TOO_MANY, check_access_again, notify, sweep_notices
from secondstory.kit.live.reading import LATE, MOST_MISSED, missed, position, settled_position, told_since
from secondstory.kit.live.vocabulary import Purpose

pytestmark = pytest.mark.django_db
ROOM = "room:1"


def kinds() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_a_notice_exists_only_when_the_change_does() -> None:
    with transaction.atomic():
        notify(ROOM, "undone")
        transaction.set_rollback(True)
    notify(ROOM, "done", {"events": [3, 4]})
    assert [(one.kind, one.payload) for one in told_since(0)] == [("done", {"events": [3, 4]})]


def test_equal_notices_of_one_transaction_are_told_once() -> None:
    with announcing_together():
        for _ in range(3):
            notify(ROOM, "changed", {"b": 2, "a": 1})
            notify(ROOM, "changed", {"a": 1, "b": 2})
    assert kinds() == ["changed"]


def test_very_many_notices_of_one_transaction_become_one() -> None:
    with announcing_together():
        for number in range(MOST_AT_ONCE + 1):
            notify(ROOM, "changed", {"event": number})
        notify("room:2", "changed")
    assert kinds() == [TOO_MANY, "changed"]


def test_very_many_looks_at_access_become_one_at_everything() -> None:
    with announcing_together():
        notify(ROOM, "changed")
        for number in range(MOST_AT_ONCE + 1):
            check_access_again(room=f"room:{number}")
    assert list(Notice.objects.order_by("pk").values_list("purpose", "room", "payload")) == [
        (Purpose.CHANGE, ROOM, {}),
        (Purpose.ACCESS, "", {"person": None}),
    ]


def test_a_notice_says_what_changed_and_not_how_it_reads() -> None:
    with pytest.raises(ValueError, match="name what changed"):
        notify(ROOM, "changed", {"text": "x" * LARGEST_PAYLOAD})


def test_what_is_old_is_forgotten_but_for_the_newest() -> None:
    for kind in ("old", "newest of the old"):
        notify(ROOM, kind)
    Notice.objects.update(at=now() - KEPT - timedelta(seconds=1))
    sweep_notices()
    assert kinds() == ["newest of the old"]
    notify(ROOM, "new")
    sweep_notices()
    assert kinds() == ["new"]


def test_a_page_is_told_what_it_missed_or_that_it_missed_too_much() -> None:
    notify(ROOM, "seen")
    Notice.objects.update(at=now() - LATE - timedelta(seconds=1))
    since = position()
    for kind in ("one", "two"):
        notify(ROOM, kind)
    notify("room:2", "elsewhere")
    check_access_again(room=ROOM)
    assert [one.kind for one in missed(ROOM, since=since) or () if one.id > since] == ["one", "two"]
    assert missed(ROOM, since=position() + 1) is None
    with transaction.atomic():
        for number in range(MOST_MISSED):
            notify(ROOM, "many", {"number": number})
    assert missed(ROOM, since=since) is None
    Notice.objects.filter(pk__lte=since + 2).delete()
    assert missed(ROOM, since=since) is None
    assert [one.kind for one in missed("room:2", since=since + 2) or ()] == ["elsewhere"]


def test_an_empty_table_has_no_past_to_tell() -> None:
    assert (position(), settled_position(now()), missed(ROOM, since=0)) == (0, 0, [])


def test_what_is_younger_than_a_minute_may_not_be_settled() -> None:
    notify(ROOM, "old")
    Notice.objects.update(at=now() - LATE - timedelta(seconds=1))
    old = position()
    notify(ROOM, "young")
    assert settled_position(now()) == old


def test_waiting_threads_are_woken_by_the_commit(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    import threading

    from secondstory.kit.live import wake

    event = threading.Event()
    wake.wakes(event)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        notify(ROOM, "changed")
        assert not event.is_set()
    assert event.is_set()
    assert json.loads(json.dumps(told_since(0)[0].payload)) == {}
