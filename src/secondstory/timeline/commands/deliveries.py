"""Keeping requests as they came, reading them once more, and removing them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.connections.commands import Tally, count
from secondstory.kit.clock import now
from secondstory.kit.jobs import enqueue, waiting_jobs
from secondstory.timeline.models.inbox import Delivery
from secondstory.timeline.rules.inbox import DeliveryState, kept_headers

TRANSLATE = "secondstory.timeline.jobs.translate_deliveries"
MOST_JOBS_WAITING = 20
"""While no worker runs, more jobs than that are not written down: one of them reads everything that waits."""
LONGEST_WAIT_FOR_A_LOCK = 5000
"""Milliseconds. A vendor that is told to come again is better off than one that hears nothing."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request that was let in."""

    connection_id: int
    body: bytes
    headers: Mapping[str, str]
    at: datetime


def keep(arrived: Sequence[Arrived], *, tallies: Mapping[int, Tally] | None = None, and_translate: bool = True) -> None:
    """Store requests in one transaction, with what is to be counted. The same body of a connection is stored once, however often it comes.

    Nobody is asked for a permission: the address with its secret was it.
    """
    with transaction.atomic():
        if arrived:
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute(f"SET LOCAL lock_timeout = {LONGEST_WAIT_FOR_A_LOCK}")
                cursor.executemany(_SQL, _rows(arrived))
        if tallies:
            count(tallies)
        if and_translate and waiting_jobs() < MOST_JOBS_WAITING:
            enqueue(TRANSLATE)


_SQL = f"""
INSERT INTO {Delivery._meta.db_table} (connection_id, digest, body, headers, arrived_at, state, words)
VALUES (%s, %s, %s, %s, %s, '{DeliveryState.WAITING}', '')
ON CONFLICT (connection_id, digest) DO NOTHING
"""  # noqa: S608


def _rows(arrived: Sequence[Arrived]) -> list[tuple[Any, ...]]:
    """One row a body, in an order that is the same in every process, so that two of them never wait for each other."""
    moment = connection.ops.adapt_datetimefield_value
    found: dict[tuple[int, str], tuple[Any, ...]] = {}
    for one in arrived:
        key = (one.connection_id, sha256(one.body).hexdigest())
        if key not in found:
            found[key] = (*key, one.body, json.dumps(kept_headers(one.headers)), moment(one.at))
    return [found[key] for key in sorted(found)]


def try_again(delivery: Delivery, *, by: Person | None) -> None:
    """Have a delivery read once more that could not be read, or told nothing."""
    ensure_may(by, Ability.ADMINISTER)
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.READ).update(state=DeliveryState.WAITING, words="")
        enqueue(TRANSLATE)


def remove_old_deliveries() -> int:
    """Remove requests that are older than their connection keeps them, and return how many. Those that wait to be read stay."""
    kept_for = Delivery.objects.order_by().values_list("connection_id", "connection__raw_days").distinct()
    return sum(_remove(connection_id, before=now() - timedelta(days=days)) for connection_id, days in kept_for)


def remove_deliveries_of(connection_id: int) -> int:
    """Remove what a removed connection sent, as it came, once it was read."""
    return _remove(connection_id, before=now())


def _remove(connection_id: int, *, before: datetime) -> int:
    """Remove in pieces, so that nobody waits for long."""
    removed = 0
    while True:
        old = Delivery.objects.filter(connection_id=connection_id, arrived_at__lt=before).exclude(state=DeliveryState.WAITING)
        with transaction.atomic():
            removed_now, _ = Delivery.objects.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:500])).delete()
        if not removed_now:
            return removed
        removed += removed_now
