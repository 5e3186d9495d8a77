"""Reading what was kept as it came: requests become events of the inbox."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter

from django.db import connection, transaction

from secondstory.kit.rows_at_once import insert_rows
from secondstory.timeline.models.inbox import LONGEST_ID, LONGEST_NAME, Delivery, InboxItem
from secondstory.timeline.ports import EventSource, Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.inbox import DeliveryState, follow_edit, made_identity
from secondstory.timeline.sources import event_sources, recognised

logger = logging.getLogger(__name__)

BATCH = 50
LOCK = 7_320_260_523
"""A number for this one lock; any would do."""
NO_EVENT = "It holds no event."
OUR_MISTAKE = (
    "It could not be read because of a mistake in Second Story, not in what was sent. It is kept; the log of the worker says more."
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one delivery told."""

    delivery: Delivery
    state: DeliveryState
    words: str = ""
    events: tuple[SourceEvent, ...] = ()


def translate_waiting(*, up_to: int, batch: int = BATCH) -> int:
    """Read the oldest deliveries that wait, no newer than number `up_to`, and return how many there were.

    Reading takes processor time, so it happens before the transaction: nothing is locked meanwhile. What a batch tells, and that it was
    read, are stored together, so that a kill loses nothing; two workers that read the same at once store it once.
    """
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, pk__lte=up_to).order_by("pk").select_related("connection")
    read = [_read(delivery) for delivery in rows[:batch]]
    if read:
        with transaction.atomic():
            _store(read)
    return len(read)


@contextmanager
def only_here() -> Iterator[bool]:
    """Say whether this process may read what waits, which no two workers should do at once: it would be work done twice.

    PostgreSQL forgets the lock when the connection ends, however it ends. With SQLite there is one worker.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def newest_waiting() -> int:
    """Return the number of the newest delivery that waits, 0 if none does."""
    return Delivery.objects.filter(state=DeliveryState.WAITING).order_by("-pk").values_list("pk", flat=True).first() or 0


def _read(delivery: Delivery) -> _Read:
    source = event_sources().get(delivery.connection.source)
    payload = Payload(bytes(delivery.body), headers=json.loads(delivery.headers))
    try:
        return _translated(delivery, source, payload)
    except UnreadablePayload as error:
        return _Read(delivery, DeliveryState.UNREADABLE, str(error))
    except Exception:
        logger.exception("Delivery %d of %s could not be read", delivery.pk, delivery.connection.source)
        return _Read(delivery, DeliveryState.UNREADABLE, OUR_MISTAKE)


def _translated(delivery: Delivery, source: EventSource | None, payload: Payload) -> _Read:
    if source is None:
        return _Read(delivery, DeliveryState.UNREADABLE, f"The source {delivery.connection.source} is not installed any more.")
    if not source.general and not source.recognises(payload):
        return _Read(delivery, DeliveryState.UNREADABLE, _not_of(source, payload))
    events = tuple(source.translate(payload))
    if events:
        return _Read(delivery, DeliveryState.READ, events=events)
    return _Read(delivery, DeliveryState.NOTHING, source.says_nothing(payload) or NO_EVENT)


def _not_of(source: EventSource, payload: Payload) -> str:
    other = recognised(payload)
    if other is None or other.general:
        _ = payload.json if payload.head.lstrip()[:1] in {b"{", b"["} else None  # says what is damaged
        return f"This is nothing that {source.title} is known to send."
    return f"This looks like {other.title}, and the connection is one of {source.title}. Make a connection of its own for {other.title}."


def _store(read: Sequence[_Read]) -> None:
    told = [(one.delivery, event) for one in read for event in _with_identities(one.events)]
    at_once: list[InboxItem] = []
    for delivery, event in told:
        if event.replaces or event.is_deleted:
            _insert(at_once)
            at_once = []
            _follow(delivery, event)
        else:
            at_once.append(_item(delivery, event))
    _insert(at_once)
    Delivery.objects.filter(pk__in=[one.delivery.pk for one in read if one.state == DeliveryState.READ]).update(
        state=DeliveryState.READ, words=""
    )
    for one in read:
        if one.state != DeliveryState.READ:
            Delivery.objects.filter(pk=one.delivery.pk).update(state=one.state, words=one.words[:400])


_COLUMNS = (
    *("connection", "delivery", "source", "external_id", "at", "local_at", "sorted_at", "text", "words", "kind", "actor", "actor_email"),
    *("actor_handle", "link", "component", "vendor_type", "thread", "is_noise", "is_deleted", "edited_at", "earlier", "arrived_at"),
)
_ATTRIBUTES = attrgetter("connection_id", "delivery_id", *_COLUMNS[2:])


def _insert(items: Sequence[InboxItem]) -> None:
    """Store new items and pass over those that are there, in little time: with SQLite, nobody else writes meanwhile."""
    insert_rows(InboxItem, _COLUMNS, map(_ATTRIBUTES, items), unless_known_by=("connection", "external_id"))


def _with_identities(events: Iterable[SourceEvent]) -> list[SourceEvent]:
    """Give every event an identity: its own, else one made of what it states, with a number for the second and later of equal ones."""
    seen: dict[str, int] = {}
    identified = []
    for event in events:
        stated = [str(event.at or event.local_at or ""), event.actor, event.text]
        identity = event.external_id
        if not identity or len(identity) > LONGEST_ID:
            identity = made_identity([identity, *stated])
            seen[identity] = seen.get(identity, 0) + 1
            identity = f"{identity}/{seen[identity]}" if seen[identity] > 1 else identity
        replaces = event.replaces if len(event.replaces) <= LONGEST_ID else made_identity([event.replaces])
        identified.append(replace(event, external_id=identity, replaces=replaces))
    return identified


def _follow(delivery: Delivery, event: SourceEvent) -> None:
    """Carry an edit or a deletion over to the item that it names. Where that never arrived, what the edit says stands for it."""
    named = event.replaces or event.external_id
    row = InboxItem.objects.select_for_update().filter(connection=delivery.connection_id, external_id=named).first()
    if row is None:
        row = _item(delivery, replace(event, external_id=named))
        row.is_deleted, row.edited_at = event.is_deleted, delivery.arrived_at
        row.save()
        return
    if event.is_deleted:
        row.is_deleted, row.edited_at = True, delivery.arrived_at
    elif row.text != event.text:
        followed = follow_edit(text=row.text, words=row.words, earlier=row.earlier, edit=delivery.digest[:16])
        if followed is None:
            return
        row.text, row.words, row.earlier, row.edited_at = event.text, event.words, followed, delivery.arrived_at
    row.save()


def _item(delivery: Delivery, event: SourceEvent) -> InboxItem:
    return InboxItem(
        connection_id=delivery.connection_id,
        delivery_id=delivery.pk,
        source=delivery.connection.source,
        external_id=event.external_id,
        at=event.at,
        local_at=event.local_at.isoformat() if event.local_at and not event.at else "",
        sorted_at=event.at or delivery.arrived_at,
        text=event.text,
        words=event.words,
        kind=event.kind.value,
        actor=_short(event.actor),
        actor_email=_short(event.actor_email),
        actor_handle=_short(event.actor_handle),
        link=event.link if len(event.link) <= 2000 else "",
        component=_short(event.component),
        vendor_type=_short(event.vendor_type),
        thread=event.thread[:LONGEST_ID],
        is_noise=event.is_noise,
        is_deleted=event.is_deleted,
        arrived_at=delivery.arrived_at,
    )


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]
