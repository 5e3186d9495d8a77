"""Alarm notifications (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html), alarm events and alarm history."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_ENVELOPE = {"Type", "MessageId", "TopicArn", "Message"}
_SUBSCRIBING = {
    "SubscriptionConfirmation": "Amazon SNS asks whether it may send here. Open the SubscribeURL of this message in a browser to agree.",
    "UnsubscribeConfirmation": "Amazon SNS says that it no longer sends here.",
}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return body.keys() >= _ENVELOPE or _is_alarm(body) or _is_alarm_event(body) or "AlarmHistoryItems" in body


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of CloudWatch: it is no JSON object.")
    if says_nothing(payload):
        return ()
    if body.keys() >= _ENVELOPE:
        return (_of_envelope(body),)
    if _is_alarm(body):
        return (_alarm(body, identity=""),)
    if _is_alarm_event(body):
        return (_alarm_event(body),)
    if isinstance(body.get("AlarmHistoryItems"), list):
        return (_history_item(one) for one in objects(body["AlarmHistoryItems"]))
    raise UnreadablePayload("This is nothing of CloudWatch: it is neither an alarm nor a notification of SNS.")


def says_nothing(payload: Payload) -> str | None:
    return _SUBSCRIBING.get(text_of(payload.object, "Type"))


def _is_alarm(body: Mapping[str, Any]) -> bool:
    return "AlarmName" in body and "NewStateValue" in body


def _is_alarm_event(body: Mapping[str, Any]) -> bool:
    return text_of(body, "source") == "aws.cloudwatch" and "detail" in body


def _of_envelope(body: Mapping[str, Any]) -> SourceEvent:
    message = _read(text_of(body, "Message"))
    if _is_alarm(message):
        return _alarm(message, identity=text_of(body, "MessageId"))
    subject, said = text_of(body, "Subject"), text_of(body, "Message")
    topic = text_of(body, "TopicArn").rpartition(":")[2]
    return SourceEvent(
        text=f"{subject}: {said}" if subject else said or "Notification",
        at=moment(body.get("Timestamp")),
        actor="Amazon SNS",
        external_id=text_of(body, "MessageId"),
        component=topic,
        vendor_type=text_of(body, "Type"),
    )


def _alarm(alarm: Mapping[str, Any], *, identity: str) -> SourceEvent:
    name, changed = text_of(alarm, "AlarmName"), text_of(alarm, "StateChangeTime")
    dimensions = [text_of(one, "value") for one in objects(object_at(alarm, "Trigger").get("Dimensions"))]
    return _changed(
        name,
        before=text_of(alarm, "OldStateValue"),
        after=text_of(alarm, "NewStateValue"),
        reason=text_of(alarm, "NewStateReason"),
        changed=changed,
        identity=identity or f"{text_of(alarm, 'AlarmArn') or name}@{changed}",
        component=", ".join(one for one in dimensions if one) or text_of(alarm, "Trigger", "Namespace"),
        words=text_of(alarm, "AlarmDescription"),
    )


def _alarm_event(body: Mapping[str, Any]) -> SourceEvent:
    detail = object_at(body, "detail")
    return _changed(
        text_of(detail, "alarmName"),
        before=text_of(detail, "previousState", "value"),
        after=text_of(detail, "state", "value"),
        reason=text_of(detail, "state", "reason"),
        changed=text_of(detail, "state", "timestamp") or text_of(body, "time"),
        identity=text_of(body, "id"),
        component="",
        words=text_of(detail, "configuration", "description"),
        vendor_type=text_of(body, "detail-type"),
    )


def _changed(
    name: str, *, before: str, after: str, reason: str, changed: str, identity: str, component: str, words: str, vendor_type: str = ""
) -> SourceEvent:
    told = f"{name} went from {before} to {after}" if before else f"{name} is {after}" if after else f"{name} changed"
    return SourceEvent(
        text=f"{told}: {reason}" if reason else told,
        at=moment(changed),
        actor="Amazon CloudWatch",
        kind=EventKind.SIGNAL if after == "ALARM" else EventKind.OTHER,
        external_id=identity,
        component=component,
        vendor_type=vendor_type or after,
        words=words,
    )


def _history_item(item: Mapping[str, Any]) -> SourceEvent:
    name, summary, stated = text_of(item, "AlarmName"), text_of(item, "HistorySummary"), text_of(item, "Timestamp")
    item_type = text_of(item, "HistoryItemType")
    after = text_of(_read(text_of(item, "HistoryData")), "newState", "stateValue")
    return SourceEvent(
        text=f"{name}: {summary}",
        at=moment(stated),
        actor="Amazon CloudWatch",
        kind=EventKind.SIGNAL if item_type == "StateUpdate" and after == "ALARM" else EventKind.OTHER,
        external_id=f"{name}/{item_type}@{stated}",
        vendor_type=item_type,
        words=text_of(_read(text_of(item, "HistoryData")), "newState", "stateReason"),
    )


def _read(text: str) -> Mapping[str, Any]:
    """Return the object that a text inside the JSON is in turn; an empty one where it is plain text."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
