"""Notifications (https://go2docs.graylog.org/current/interacting_with_your_log_data/notifications.html) and their older form."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_LOG_LINES_KEPT = 20


def recognises(payload: Payload) -> bool:
    body = payload.object
    return ("event_definition_id" in body and isinstance(body.get("event"), dict)) or "result_description" in object_at(
        body, "check_result"
    )


def events(payload: Payload) -> Iterable[SourceEvent]:
    """The log lines that a notification brings along are kept word for word with its one event."""
    body = payload.object
    if isinstance(body.get("event"), dict):
        return (_of_event(body),)
    if isinstance(body.get("check_result"), dict):
        return (_of_condition(body),)
    raise UnreadablePayload("This is no notification of Graylog: it has neither an event nor the result of a check.")


def _of_event(body: Mapping[str, Any]) -> SourceEvent:
    event = object_at(body, "event")
    title, message = text_of(body, "event_definition_title"), text_of(event, "message")
    return SourceEvent(
        text=message if message.startswith(title) else f"{title}: {message}" if message else title,
        at=moment(event.get("timestamp")),
        actor="Graylog",
        kind=EventKind.OTHER if event.get("alert") is False else EventKind.SIGNAL,
        external_id=text_of(event, "id"),
        link=text_of(event, "replay_info", "url"),
        component=text_of(event, "key") or text_of(event, "source"),
        vendor_type=text_of(body, "event_definition_type"),
        words=_log_lines(body.get("backlog")),
    )


def _of_condition(body: Mapping[str, Any]) -> SourceEvent:
    result = object_at(body, "check_result")
    condition, stated = object_at(result, "triggered_condition"), text_of(result, "triggered_at")
    stream, said = text_of(body, "stream", "title"), text_of(result, "result_description")
    return SourceEvent(
        text=f"Alert on stream {stream}: {said}" if stream else said,
        at=moment(stated),
        actor="Graylog",
        kind=EventKind.OTHER if result.get("triggered") is False else EventKind.SIGNAL,
        external_id=f"{text_of(condition, 'id')}@{stated}",
        component=stream,
        vendor_type=text_of(condition, "type"),
        words=_log_lines(result.get("matching_messages")),
    )


def _log_lines(messages: Any) -> str:
    lines = [f"{text_of(one, 'timestamp')} {text_of(one, 'source')} {text_of(one, 'message')}" for one in objects(messages)]
    more = [f"… and {len(lines) - _LOG_LINES_KEPT} more"] if len(lines) > _LOG_LINES_KEPT else []
    return "\n".join(lines[:_LOG_LINES_KEPT] + more)
