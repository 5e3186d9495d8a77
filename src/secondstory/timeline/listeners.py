"""What the timeline does when an earlier step announces a fact, and what it answers to earlier steps."""

from collections.abc import Sequence

from django.urls import reverse

from secondstory.connections.events import ConnectionRemoved
from secondstory.connections.ports import Arrival, Vendor, offer_arrivals, offer_vendors
from secondstory.incidents.events import IncidentChanged
from secondstory.kit.facts import announcing_together, listen
from secondstory.kit.jobs import enqueue, repeat_daily, repeat_every_minute
from secondstory.kit.live.notices import check_access_again
from secondstory.kit.live.rooms import register_room
from secondstory.timeline.commands.deliveries import TRANSLATE
from secondstory.timeline.queries.inbox import newest_deliveries
from secondstory.timeline.queries.live import may_watch
from secondstory.timeline.rules.inbox import DeliveryState
from secondstory.timeline.sources import event_sources, set_up_of

_TONES = {DeliveryState.READ: "good", DeliveryState.UNREADABLE: "bad"}
_STATES = {
    DeliveryState.WAITING: "Waiting",
    DeliveryState.READ: "Read",
    DeliveryState.NOTHING: "No event",
    DeliveryState.UNREADABLE: "Not read",
}


def start_listening() -> None:
    listen(ConnectionRemoved, _remove_what_it_sent)
    register_room("timeline", may_enter=may_watch)
    listen(IncidentChanged, _look_who_may_watch)
    offer_vendors(_vendors)
    offer_arrivals(_arrivals, events_url=_events_url)
    repeat_every_minute(TRANSLATE)
    repeat_daily("secondstory.timeline.jobs.remove_what_was_kept_long_enough")


def _remove_what_it_sent(facts: Sequence[ConnectionRemoved]) -> None:
    for fact in facts:
        enqueue("secondstory.timeline.jobs.remove_what_a_connection_sent", fact.connection_id)


def _look_who_may_watch(facts: Sequence[IncidentChanged]) -> None:
    """Put out of a timeline's live room whoever may no longer see the incident."""
    with announcing_together():
        for fact in facts:
            check_access_again(room=f"timeline:{fact.incident_id}")


def _vendors() -> Sequence[Vendor]:
    return [
        Vendor(
            name=source.name,
            title=source.title,
            covers=source.covers,
            signs=source.checks_signature is not None,
            set_up=lambda name=source.name: set_up_of(name),  # type: ignore[misc]
            is_general=source.general,
        )
        for source in event_sources().values()
    ]


def _arrivals(connection_id: int, *, limit: int) -> Sequence[Arrival]:
    return [
        Arrival(
            at=row.arrived_at,
            state=_STATES[DeliveryState(row.state)],
            tone=_TONES.get(DeliveryState(row.state), ""),
            words=_said(row.state, row.words, told),
            retry_url=reverse("inbox:retry", args=[row.pk]) if row.state == DeliveryState.UNREADABLE else "",
        )
        for row, told in newest_deliveries(connection_id, limit=limit)
    ]


def _events_url(connection_id: int) -> str:
    return f"{reverse('inbox:browse')}?connection={connection_id}"


def _said(state: str, words: str, told: int) -> str:
    said = words
    if state == DeliveryState.READ:
        said = f"{told} event{'' if told == 1 else 's'}." if told else "Nothing new: what it says was here already, or changed an event."
    elif state == DeliveryState.WAITING:
        said = "It is safe, and read in a moment."
    return said
