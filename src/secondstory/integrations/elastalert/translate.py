"""Alerts, as https://elastalert2.readthedocs.io/ describes the index elastalert_status and the alerter HTTP POST."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_RECORD = {"rule_name", "match_body"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return bool(_records(body)) or (body.keys() == {"message"} and bool(text_of(body, "message")))


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.object
    if records := _records(body):
        return (_record(one, identity=identity) for identity, one in records)
    message = text_of(body, "message") or text_of(body, "alert_text") or text_of(body, "rule_name")
    if not message:
        raise UnreadablePayload("This is no alert of ElastAlert: it has no message.")
    return (_posted(body, message=message, content=payload.content),)


def _records(body: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return one record, or those of a search in the index, with their identities."""
    hits = [(text_of(one, "_id"), object_at(one, "_source")) for one in objects(object_at(body, "hits").get("hits"))]
    return [(identity, one) for identity, one in [("", body), *hits] if one.keys() >= _RECORD]


def _record(record: Mapping[str, Any], *, identity: str) -> SourceEvent:
    rule, match = text_of(record, "rule_name"), object_at(record, "match_body")
    stated = text_of(record, "alert_time") or text_of(record, "@timestamp")
    said = text_of(match, "message")
    return SourceEvent(
        text=f"{rule}: {said}" if said else rule,
        at=moment(record.get("alert_time")) or moment(record.get("match_time")) or moment(record.get("@timestamp")),
        actor="ElastAlert",
        kind=EventKind.SIGNAL,
        external_id=identity or f"{rule}@{stated}",
        component=text_of(match, "service") or text_of(match, "host"),
        vendor_type="alert",
    )


def _posted(body: Mapping[str, Any], *, message: str, content: bytes) -> SourceEvent:
    rule = text_of(body, "rule_name")
    return SourceEvent(
        text=f"{rule}: {message}" if rule and rule != message else message,
        at=moment(body.get("@timestamp")),
        actor="ElastAlert",
        kind=EventKind.SIGNAL,
        external_id=sha256(content).hexdigest()[:16],
        vendor_type="alert",
    )
