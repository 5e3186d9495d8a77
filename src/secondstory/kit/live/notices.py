"""What commands say to open pages, inside their own transaction."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from secondstory.kit.clock import now
from secondstory.kit.facts import announce
from secondstory.kit.live import wake
from secondstory.kit.live.models import Notice
from secondstory.kit.live.vocabulary import Purpose

CHANNEL = "secondstory_live"
KEPT = timedelta(minutes=10)
LARGEST_PAYLOAD = 4096
MOST_AT_ONCE = 50
TOO_MANY = "reload"
SWEPT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Noticed:
    """A fact that `write_notices` hears once for a whole transaction. `payload` is JSON."""

    room: str
    kind: str
    payload: str
    purpose: Purpose = Purpose.CHANGE


def notify(room: str, kind: str, payload: Mapping[str, Any] | None = None) -> None:
    """Tell everybody in `room` that something changed, as soon as the caller's transaction commits, and never otherwise.

    The payload says what changed by id, not how it reads now: a page asks for that with the rights of whoever looks at it.
    Equal notices of one transaction are told once, and more than 50 for one room become a single one of kind `reload`.
    """
    text = json.dumps(dict(payload or {}), sort_keys=True, separators=(",", ":"))
    if len(text) > LARGEST_PAYLOAD:
        raise ValueError(f"A notice carries at most {LARGEST_PAYLOAD} characters: name what changed, and let the page ask for it.")
    announce(Noticed(room, kind, text))


def check_access_again(*, room: str = "", person_id: int | None = None) -> None:
    """Put out, at once, whoever may no longer be in `room`, or close the sockets of a person who is no longer signed in.

    Call it where access is taken away, in the same transaction. With neither, everybody is asked about again.
    """
    announce(Noticed(room, "", json.dumps({"person": person_id}), Purpose.ACCESS))


def write_notices(notices: Sequence[Noticed]) -> None:
    """Write down what was said, so that it exists when the transaction commits."""
    at = now()
    rows = [
        Notice(purpose=one.purpose, room=one.room, kind=one.kind, payload=json.loads(one.payload), at=at)
        for one in _within_measure(notices)
    ]
    with transaction.atomic():
        Notice.objects.bulk_create(rows)
        wake_everybody()
    if rows and rows[-1].pk and rows[-1].pk // SWEPT_EVERY != (rows[-1].pk - len(rows)) // SWEPT_EVERY:
        sweep_notices()


def wake_everybody() -> None:
    """Let processes look for new rows once this transaction commits: at once in this one and with PostgreSQL, else within a moment."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(wake.wake)


def sweep_notices() -> None:
    """Forget what is too old to be told again. The newest stays, as the mark up to where things were forgotten."""
    newest = Notice.objects.aggregate(newest=Max("pk"))["newest"]
    if newest is not None:
        Notice.objects.filter(at__lt=now() - KEPT, pk__lt=newest).delete()


def _within_measure(notices: Sequence[Noticed]) -> list[Noticed]:
    by_room: dict[tuple[str, Purpose], list[Noticed]] = defaultdict(list)
    for one in notices:
        by_room[one.room, one.purpose].append(one)
    told: list[Noticed] = []
    for (room, purpose), of_room in by_room.items():
        too_many = purpose is Purpose.CHANGE and len(of_room) > MOST_AT_ONCE
        told += [Noticed(room, TOO_MANY, "{}")] if too_many else of_room
    looks = [one for one in told if one.purpose is Purpose.ACCESS]
    if len(looks) > MOST_AT_ONCE:
        told = [one for one in told if one.purpose is not Purpose.ACCESS] + [Noticed("", "", '{"person": null}', Purpose.ACCESS)]
    return told
