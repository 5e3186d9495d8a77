"""Alert data, as https://docs.influxdata.com/kapacitor/v1/reference/event_handlers/post/ describes it."""

from collections.abc import Iterable
from hashlib import sha256

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_NEEDED = {"id", "message", "data"}
_FIELDS = _NEEDED | {"details", "time", "duration", "level", "previousLevel", "recoverable"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return body.keys() >= _NEEDED and body.keys() <= _FIELDS


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.object
    if not {"id", "message"} <= body.keys():
        raise UnreadablePayload("This is no alert of Kapacitor: it has no identity or no message.")
    identity, level, stated = text_of(body, "id"), text_of(body, "level"), text_of(body, "time")
    before = text_of(body, "previousLevel")
    told = f"{identity} went from {before} to {level}" if before and level else f"{identity} is {level}" if level else identity
    message = text_of(body, "message")
    occurrence = f"{level}@{stated}" if stated else sha256(payload.content).hexdigest()[:12]
    series = next(objects(object_at(body, "data").get("series")), {})
    yield SourceEvent(
        text=f"{told}: {message}" if message else told,
        at=moment(body.get("time")),
        actor="Kapacitor",
        kind=EventKind.OTHER if level in {"OK", "INFO"} else EventKind.SIGNAL,
        external_id=f"{identity}/{occurrence}",
        component=text_of(series, "tags", "service") or text_of(series, "tags", "host"),
        vendor_type=level,
        words=text_of(body, "details"),
    )
