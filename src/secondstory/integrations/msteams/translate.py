"""Messages of Teams (https://learn.microsoft.com/graph/api/resources/chatmessage) as Graph and data exports write them, the latter
with keys in upper case; and what outgoing webhooks send
(https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook)."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.html_text import text_of_html
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.integrations.signatures import is_same
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MOST_NESTED = 20
_DETAIL = re.compile(r"^#?(?:microsoft\.graph\.)?|EventMessageDetail$")


def recognises(payload: Payload) -> bool:
    if not payload.is_json:
        return False
    if _is_hook(payload.object):
        return True
    messages = _messages(payload)
    return bool(messages) and all(_is_message(one) for one in messages[:20])


def says_nothing(payload: Payload) -> str | None:
    return None if not payload.is_json or _messages(payload) or _is_hook(payload.object) else "this holds no messages of Teams."


def signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Teams signs no time, so that none is checked; a repeated message has the same identity and changes nothing."""
    scheme, _, given = payload.headers.get("authorization", "").partition(" ")
    try:
        key = base64.b64decode(secret, validate=True)
    except (binascii.Error, ValueError):
        return False
    del now
    wanted = base64.b64encode(hmac.new(key, payload.content, hashlib.sha256).digest()).decode()
    return bool(key) and scheme.upper() == "HMAC" and is_same(wanted, given)


def events(payload: Payload) -> Iterator[SourceEvent]:
    if _is_hook(payload.object):
        yield _hooked(payload.object)
        return
    messages = [payload.json] if isinstance(payload.json, dict) and "value" not in payload.json else _messages(payload)
    if not all(_is_message(one) for one in messages[:20]):
        raise UnreadablePayload("This is nothing that Teams gives: it holds no messages.")
    for message in messages:
        if isinstance(message, dict):
            yield _event(_lowered(message))


def _messages(payload: Payload) -> list[Any]:
    body = payload.json
    if isinstance(body, dict):
        inner = body.get("value")
        return inner if isinstance(inner, list) else [body]
    return body if isinstance(body, list) else []


def _is_message(one: Any) -> bool:
    """Either spelling of the keys; a chat of another vendor has neither message types nor bodies like these."""
    return isinstance(one, dict) and any(keys <= one.keys() for keys in ({"Id", "MessageType", "Body"}, {"id", "messageType", "body"}))


def _is_hook(body: Mapping[str, Any]) -> bool:
    return body.get("channelId") == "msteams" and body.get("type") == "message"


def _lowered(value: Any, depth: int = 0) -> Any:
    if depth > _MOST_NESTED:
        return None
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: _lowered(one, depth + 1) for key, one in value.items()}
    return [_lowered(one, depth + 1) for one in value] if isinstance(value, list) else value


def _event(message: Mapping[str, Any]) -> SourceEvent:
    kind = text_of(message, "messageType") or "message"
    body = object_at(message, "body")
    raw = text_of(body, "content")
    said = text_of_html(raw) if text_of(body, "contentType").lower() == "html" else raw
    detail = object_at(message, "eventDetail")
    is_system = "<systemEventMessage" in raw or bool(detail) or kind == "systemEventMessage"
    parts = [text_of(message, "subject"), said]
    parts.extend(f"[attachment: {text_of(one, 'name')}]" for one in objects(message.get("attachments")) if text_of(one, "name"))
    if is_system and not said:
        parts.append(_happened(detail))
    text = "\n".join(part for part in parts if part)
    place = text_of(message, "channelIdentity", "channelId") or text_of(message, "chatId")
    identifier, answered = text_of(message, "id"), text_of(message, "replyToId")
    is_deleted = moment(message.get("deletedDateTime")) is not None
    return SourceEvent(
        text=text or ("A message was deleted" if is_deleted else "A message without text"),
        at=moment(message.get("createdDateTime")),
        actor=_author(message) or _author(object_at(detail, "initiator"), inside=False),
        external_id=f"{place}/{identifier}" if place and identifier else identifier,
        link=text_of(message, "webUrl"),
        component=place,
        vendor_type="systemEventMessage" if is_system else kind,
        words=raw if raw != text and not is_system else "",
        thread=f"{place}/{answered}" if place and answered else answered,
        is_deleted=is_deleted,
        is_noise=is_system,
    )


def _author(message: Mapping[str, Any], *, inside: bool = True) -> str:
    stated = object_at(message, "from") if inside else message
    for key in ("user", "application", "device"):
        one = object_at(stated, key)
        if name := text_of(one, "displayName") or text_of(one, "id"):
            return name
    return ""


def _happened(detail: Mapping[str, Any]) -> str:
    """The kind of a system message, spelt out: "membersAddedEventMessageDetail" reads as "Members added"."""
    kind = _DETAIL.sub("", text_of(detail, "@odata.type") or text_of(detail, "eventType"))
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()
    return words.capitalize() or "A system message of Teams"


def _hooked(body: Mapping[str, Any]) -> SourceEvent:
    raw = text_of(body, "text")
    text = text_of_html(raw)
    place = text_of(body, "conversation", "id").partition(";")[0]
    answered = re.search(r";messageid=(\d+)", text_of(body, "conversation", "id"))
    identifier = text_of(body, "id")
    return SourceEvent(
        text=text or "A message without text",
        at=moment(body.get("timestamp")),
        actor=text_of(body, "from", "name") or text_of(body, "from", "id"),
        external_id=f"{place}/{identifier}" if place and identifier else identifier,
        component=text_of(body, "channelData", "channel", "name") or place,
        vendor_type="message",
        words=raw if raw != text else "",
        thread=f"{place}/{answered[1]}" if answered and answered[1] != identifier else "",
    )
