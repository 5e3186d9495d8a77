"""Keeping requests as they came."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from secondstory.connections.commands import Tally, count
from secondstory.kit.jobs import enqueue, waiting_jobs
from secondstory.timeline.models.inbox import Delivery
from secondstory.timeline.rules.inbox import DeliveryState, kept_headers

TRANSLATE = "secondstory.timeline.jobs.translate_deliveries"
MOST_JOBS_WAITING = 20
"""While no worker runs, more jobs than that are not written down: one of them reads everything that waits."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request that was let in."""

    connection_id: int
    body: bytes
    headers: Mapping[str, str]
    at: datetime


def keep(arrived: Sequence[Arrived], *, tallies: Mapping[int, Tally] | None = None, and_translate: bool = True) -> None:
    """Store requests in one transaction, with what is to be counted. The same body of a connection is stored once, however often it comes;
    one that could not be read is tried again when it comes again.

    Nobody is asked for a permission: the address with its secret was it.
    """
    with transaction.atomic():
        if arrived:
            with connection.cursor() as cursor:
                cursor.executemany(_SQL, _rows(arrived))
        if tallies:
            count(tallies)
        if and_translate and waiting_jobs() < MOST_JOBS_WAITING:
            enqueue(TRANSLATE)


_SQL = f"""
INSERT INTO {Delivery._meta.db_table} (connection_id, digest, body, headers, arrived_at, times, state, words)
VALUES (%s, %s, %s, %s, %s, %s, '{DeliveryState.WAITING}', '')
ON CONFLICT (connection_id, digest) DO UPDATE SET
    times = {Delivery._meta.db_table}.times + excluded.times,
    state = CASE {Delivery._meta.db_table}.state WHEN '{DeliveryState.UNREADABLE}' THEN '{DeliveryState.WAITING}'
            ELSE {Delivery._meta.db_table}.state END
"""  # noqa: S608


def _rows(arrived: Sequence[Arrived]) -> list[tuple[object, ...]]:
    """One row a body, in an order that is the same in every process, so that two of them never wait for each other."""
    moment = connection.ops.adapt_datetimefield_value
    found: dict[tuple[int, str], tuple[object, ...]] = {}
    for one in arrived:
        key = (one.connection_id, sha256(one.body).hexdigest())
        times = int(str(found[key][5])) + 1 if key in found else 1
        found[key] = (*key, one.body, json.dumps(kept_headers(one.headers)), moment(one.at), times)
    return [found[key] for key in sorted(found)]
