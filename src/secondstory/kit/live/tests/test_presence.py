from datetime import timedelta

import pytest

from secondstory.kit.clock import now
from secondstory.kit.live.models import Notice, Presence
from secondstory.kit.live.presence import STALE_AFTER, Here, keep_fresh, leave_all, people_in, write_presence

pytestmark = pytest.mark.django_db
ROOM = "room:1"
ADA = Here("socket-a", ROOM, 1, "Ada Keller")
INES = Here("socket-i", ROOM, 2, "Ines Duarte", "event-17")


def names() -> list[str]:
    return [one["name"] for one in people_in([ROOM], at=now())[ROOM]]


def test_a_person_is_named_once_with_all_that_they_edit() -> None:
    second = Here("socket-i2", ROOM, 2, "Ines Duarte", "event-18")
    third = Here("socket-i3", ROOM, 2, "Ines Duarte", "event-17")
    write_presence("p", here=[ADA, INES, second, third, Here("socket-x", "room:2", 3, "Elsewhere")], gone=[], at=now())
    assert people_in([ROOM, "room:3"], at=now()) == {
        ROOM: [
            {"id": 1, "name": "Ada Keller", "editing": []},
            {"id": 2, "name": "Ines Duarte", "editing": ["event-17", "event-18"]},
        ],
        "room:3": [],
    }


def test_what_a_page_does_replaces_what_it_did() -> None:
    write_presence("p", here=[INES], gone=[], at=now())
    write_presence("p", here=[Here("socket-i", ROOM, 2, "Ines Duarte")], gone=[], at=now())
    assert people_in([ROOM], at=now())[ROOM] == [{"id": 2, "name": "Ines Duarte", "editing": []}]


def test_everybody_in_the_rooms_concerned_is_told() -> None:
    write_presence("p", here=[ADA], gone=[], at=now())
    write_presence("p", here=[], gone=[("socket-a", ROOM)], at=now())
    assert names() == []
    assert list(Notice.objects.values_list("room", flat=True)) == [ROOM, ROOM]


def test_the_pages_of_a_process_that_is_gone_run_out() -> None:
    write_presence("killed", here=[ADA], gone=[], at=now() - STALE_AFTER - timedelta(seconds=1))
    write_presence("alive", here=[INES], gone=[], at=now())
    assert names() == ["Ines Duarte"]
    assert keep_fresh("alive", at=now()) == 1
    assert Presence.objects.count() == 1
    assert Notice.objects.count() == 3


def test_a_process_that_slept_learns_that_it_was_taken_for_gone() -> None:
    write_presence("slept", here=[ADA], gone=[], at=now() - STALE_AFTER - timedelta(seconds=1))
    keep_fresh("alive", at=now())
    assert keep_fresh("slept", at=now()) == 0


def test_a_process_that_stops_takes_its_pages_away() -> None:
    write_presence("stops", here=[ADA], gone=[], at=now())
    write_presence("alive", here=[INES], gone=[], at=now())
    leave_all("stops", at=now())
    assert names() == ["Ines Duarte"]
