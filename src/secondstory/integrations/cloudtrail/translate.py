"""Records, as https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html describes them."""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_RECORD = {"eventTime", "eventSource", "eventName"}
_OF_EVENTBRIDGE = "AWS API Call via CloudTrail"
_GZIP = b"\x1f\x8b"
_MOST_UNPACKED = 512 * 1024 * 1024


def recognises(payload: Payload) -> bool:
    if payload.head.startswith(_GZIP):
        return b'"Records"' in _unpacked_head(payload) and b'"eventSource"' in _unpacked_head(payload)
    body = payload.object
    if body.get("Records") == [] or text_of(body, "detail-type") == _OF_EVENTBRIDGE:
        return True
    return any(True for _ in _records(body, first_only=True))


def events(payload: Payload) -> Iterator[SourceEvent]:
    """A call that only reads is kept as noise: there are hundreds of them for each one that changed something."""
    body = _body(payload)
    if not isinstance(body, dict) or not ({"Records", "Events"} & body.keys() or body.keys() >= _RECORD or "detail" in body):
        raise UnreadablePayload("This is nothing of CloudTrail: it has no list of records.")
    for record in _records(body):
        yield _event(record)


def says_nothing(payload: Payload) -> str | None:
    return "It is a log file without records." if payload.object.get("Records") == [] else None


def _body(payload: Payload) -> Any:
    if not payload.head.startswith(_GZIP):
        return payload.json
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(payload.content, _MOST_UNPACKED)
    except zlib.error as error:
        raise UnreadablePayload(f"It is not a whole gzip file: {error}") from error
    if unpacker.unconsumed_tail:
        raise UnreadablePayload("It is larger than 512 MiB when unpacked. Import it in parts.")
    if not unpacker.eof:
        raise UnreadablePayload("It is not a whole gzip file: its end is missing.")
    return Payload(unpacked, name=payload.name).json


def _unpacked_head(payload: Payload) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(payload.head, len(payload.head))
    except zlib.error:
        return b""


def _records(body: Mapping[str, Any], *, first_only: bool = False) -> Iterator[Mapping[str, Any]]:
    if body.keys() >= _RECORD:
        yield body
    detail = object_at(body, "detail")
    if detail.keys() >= _RECORD:
        yield detail
    found = body.get("Records")
    for record in objects(found[:1] if first_only and isinstance(found, list) else found):
        if record.keys() >= _RECORD:
            yield record
    found = body.get("Events")
    for looked_up in objects(found[:1] if first_only and isinstance(found, list) else found):
        yield from _looked_up(looked_up)


def _looked_up(looked_up: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The command line gives each record as a text of JSON inside the JSON."""
    try:
        record = json.loads(text_of(looked_up, "CloudTrailEvent"))
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict) and record.keys() >= _RECORD:
        yield record
    elif {"EventId", "EventName", "EventTime"} <= looked_up.keys():
        yield {
            "eventID": looked_up["EventId"],
            "eventName": looked_up["EventName"],
            "eventTime": looked_up["EventTime"],
            "eventSource": looked_up.get("EventSource"),
            "userIdentity": {"userName": looked_up.get("Username")},
        }


def _event(record: Mapping[str, Any]) -> SourceEvent:
    name, service = text_of(record, "eventName"), text_of(record, "eventSource").removesuffix(".amazonaws.com")
    error, message = text_of(record, "errorCode"), text_of(record, "errorMessage")
    told = f"{name} on {service}" if service else name
    if region := text_of(record, "awsRegion"):
        told = f"{told} in {region}"
    if error or message:
        told = f"{told} failed: {': '.join(part for part in (error, message) if part)}"
    reads = record.get("readOnly") is True
    return SourceEvent(
        text=told,
        at=moment(record.get("eventTime")),
        actor=_actor(object_at(record, "userIdentity")) or text_of(record, "sourceIPAddress"),
        kind=EventKind.OTHER if reads or error else EventKind.CHANGE if record.get("readOnly") is False else EventKind.OTHER,
        external_id=text_of(record, "eventID"),
        component=service,
        vendor_type=name,
        words=_said(record.get("requestParameters")),
        is_noise=reads,
    )


def _actor(identity: Mapping[str, Any]) -> str:
    """Return the user, else the name that a role was taken under, else the service that called."""
    user = text_of(identity, "userName")
    if user:
        return user
    session = text_of(identity, "arn").rpartition("/")[2] if text_of(identity, "type") == "AssumedRole" else ""
    if text_of(identity, "type") == "Root":
        return "root"
    issuer = text_of(identity, "sessionContext", "sessionIssuer", "userName")
    return session or text_of(identity, "invokedBy") or issuer or text_of(identity, "principalId") or text_of(identity, "accountId")


def _said(parameters: Any) -> str:
    return json.dumps(parameters, ensure_ascii=False)[:2000] if isinstance(parameters, dict) and parameters else ""
