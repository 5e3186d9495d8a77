"""Who is in which room, as rows that every process reads and the process of the page keeps fresh."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from secondstory.kit.live.models import Notice, Presence
from secondstory.kit.live.notices import wake_everybody
from secondstory.kit.live.vocabulary import Purpose

STALE_AFTER = timedelta(seconds=30)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Here:
    """One page that has one room open. `editing` is what the person works on, in the words of the page, such as event-17."""

    socket: str
    room: str
    person_id: int
    name: str
    editing: str = ""


def write_presence(process: str, *, here: Collection[Here], gone: Collection[tuple[str, str]], at: datetime) -> None:
    """Write down who came or does something else, and who went, as socket and room; tell everybody in these rooms."""
    with transaction.atomic():
        for socket, room in gone:
            Presence.objects.filter(socket=socket, room=room).delete()
        Presence.objects.bulk_create(
            [
                Presence(
                    socket=one.socket,
                    room=one.room,
                    process=process,
                    person_id=one.person_id,
                    name=one.name,
                    editing=one.editing,
                    seen_at=at,
                )
                for one in here
            ],
            update_conflicts=True,
            unique_fields=["socket", "room"],
            update_fields=["person_id", "name", "editing", "seen_at"],
        )
        _tell({one.room for one in here} | {room for _, room in gone}, at=at)


def keep_fresh(process: str, *, at: datetime) -> int:
    """Say that the pages of this process are still open, and take away those of processes that are gone. Return how many it has."""
    with transaction.atomic():
        fresh = Presence.objects.filter(process=process).update(seen_at=at)
        _take_away(Presence.objects.filter(seen_at__lt=at - STALE_AFTER).values_list("pk", "room"), at=at)
    return fresh


def leave_all(process: str, *, at: datetime) -> None:
    """Take away every page of a process that stops."""
    with transaction.atomic():
        _take_away(Presence.objects.filter(process=process).values_list("pk", "room"), at=at)


def people_in(rooms: Collection[str], *, at: datetime) -> Mapping[str, list[dict[str, Any]]]:
    """Return who is in each room, sorted by name: a person once, with all that they edit."""
    rows = Presence.objects.filter(room__in=rooms, seen_at__gte=at - STALE_AFTER).order_by("name", "person_id", "editing")
    found: dict[str, dict[int, dict[str, Any]]] = {room: {} for room in rooms}
    for row in rows:
        one = found[row.room].setdefault(row.person_id, {"id": row.person_id, "name": row.name, "editing": []})
        if row.editing and row.editing not in one["editing"]:
            one["editing"].append(row.editing)
    return {room: list(people.values()) for room, people in found.items()}


def _take_away(rows: Iterable[tuple[int, str]], *, at: datetime) -> None:
    found = list(rows)
    if found:
        Presence.objects.filter(pk__in=[pk for pk, _ in found]).delete()
        _tell({room for _, room in found}, at=at)


def _tell(rooms: Collection[str], *, at: datetime) -> None:
    rows: Sequence[Notice] = [Notice(purpose=Purpose.PRESENCE, room=room, at=at) for room in sorted(rooms)]
    if rows:
        Notice.objects.bulk_create(rows)
        wake_everybody()
