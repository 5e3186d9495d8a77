"""Reads of notices: what is new, and what a page missed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from secondstory.kit.live.messages import Told
from secondstory.kit.live.models import Notice
from secondstory.kit.live.vocabulary import Purpose

LATE = timedelta(seconds=60)
MOST_MISSED = 200


def position() -> int:
    """Return the id of the newest notice. A page takes it before it reads anything else, and hears of all that changed since."""
    newest: int | None = Notice.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def settled_position(at: datetime) -> int:
    """Return an id up to which all is committed or undone: that of the newest row that is a minute old."""
    newest: int | None = Notice.objects.filter(at__lt=at - LATE).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def told_since(last: int, *, skipped: Sequence[int] = ()) -> list[Told]:
    """Return the notices after `last` and those of the skipped that are there by now, in the order of their ids."""
    return _told(Notice.objects.filter(Q(pk__gt=last) | Q(pk__in=skipped) if skipped else Q(pk__gt=last)))


def missed(room: str, *, since: int) -> list[Told] | None:
    """Return what was said in a room after the notice `since`; None where that can no longer be told, so that a page must be loaded anew.

    With PostgreSQL a notice may be committed after one with a higher id, so those of the minute before `since` are told again.
    """
    ends = Notice.objects.aggregate(oldest=Min("pk"), newest=Max("pk"))
    oldest, newest = ends["oldest"] or 0, ends["newest"] or 0
    if since > newest or (oldest and since < oldest - 1):
        return None
    after = Q(pk__gt=since)
    if connection.vendor == "postgresql":
        seen_at = Notice.objects.filter(pk__lte=since).order_by("-pk").values_list("at", flat=True).first()
        if seen_at is not None:
            after |= Q(at__gt=seen_at - LATE)
    found = _told(Notice.objects.filter(after, room=room, purpose=Purpose.CHANGE)[: MOST_MISSED + 1])
    return None if len(found) > MOST_MISSED else found


def _told(rows: QuerySet[Notice]) -> list[Told]:
    return [
        Told(row.pk, Purpose(row.purpose), row.room, row.kind, row.payload, row.at)
        for row in (rows.order_by("pk") if not rows.query.is_sliced else rows)
    ]
