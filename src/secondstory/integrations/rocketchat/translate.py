"""Messages of the API (https://developer.rocket.chat/apidocs) and of outgoing webhooks."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_HOOK = {"message_id", "channel_id", "timestamp", "user_id"}
_SYSTEM = {
    "uj": "{who} has joined the channel",
    "ul": "{who} has left the channel",
    "au": "{who} added {what}",
    "ru": "{who} removed {what}",
    "ut": "{who} has joined the conversation",
    "r": "{who} renamed the room to {what}",
    "room_changed_topic": "{who} set the topic: {what}",
    "room_changed_description": "{who} set the description: {what}",
    "room_changed_announcement": "{who} set the announcement: {what}",
    "room-archived": "{who} archived the room",
    "room-unarchived": "{who} unarchived the room",
    "message_pinned": "{who} pinned a message",
    "rm": "A message was removed",
}
_MOVES = {"uj", "ul", "au", "ru", "ut", "ult", "ujt", "added-user-to-team", "removed-user-from-team", "user-muted", "user-unmuted"}
_OTHERS = {"channel": "a channel", "group": "a group", "user": "a user", "channels": "channels", "users": "users", "members": "members"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    if body.keys() >= _HOOK and "token" in body:
        return True
    return isinstance(body.get("success"), bool) and (_messages(body) is not None or says_nothing(payload) is not None)


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if body.get("success") is False and isinstance(body.get("error"), str):
        return f"this is an error answer of Rocket.Chat: {text_of(body, 'error')}"
    if body.get("success") is not True:
        return None
    if (messages := _messages(body)) is not None:
        return None if messages else "this answer of Rocket.Chat holds no messages."
    for key, said in _OTHERS.items():
        one = body.get(key)
        if any("_id" in inner for inner in ([one] if isinstance(one, dict) else objects(one))):
            return f"this is the answer of Rocket.Chat about {said}; it holds no messages."
    return None


def events(payload: Payload) -> Iterator[SourceEvent]:
    body = payload.json if payload.is_json else None
    if not isinstance(body, dict):
        raise UnreadablePayload("This is no answer of Rocket.Chat: it is not a JSON object.")
    if body.keys() >= _HOOK:
        yield _hooked(body)
        return
    messages = _messages(body)
    if messages is None and says_nothing(payload) is None:
        raise UnreadablePayload("This is no answer of Rocket.Chat: it holds no messages.")
    for message in messages or ():
        yield _event(message)


def _messages(body: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The messages of an answer; None where it is no answer that holds messages."""
    stated = body.get("messages", [body["message"]] if isinstance(body.get("message"), dict) else None)
    if not isinstance(stated, list):
        return None
    found = [one for one in objects(stated) if "_id" in one and "rid" in one]
    return found if found or not stated else None


def _event(message: Mapping[str, Any]) -> SourceEvent:
    raw, kind = text_of(message, "msg"), text_of(message, "t")
    handle = text_of(message, "u", "username")
    who = text_of(message, "alias") or text_of(message, "u", "name") or handle or text_of(message, "u", "_id")
    text = _SYSTEM[kind].format(who=who, what=raw) if kind in _SYSTEM else text_of_markdown(raw)
    parts = [text, *_attached(message.get("attachments"))]
    files = message.get("files") if isinstance(message.get("files"), list) else [message.get("file")]
    shown = "\n".join(parts)
    parts.extend(f"[file: {text_of(file, 'name')}]" for file in objects(files) if text_of(file, "name") not in shown)
    text = "\n".join(part for part in parts if part)
    return SourceEvent(
        text=text or kind or "A message without text",
        at=_moment(message.get("ts")),
        actor=who,
        actor_handle=handle,
        external_id=text_of(message, "_id"),
        component=text_of(message, "rid"),
        vendor_type=kind or "message",
        words=raw if raw != text else "",
        thread=text_of(message, "tmid"),
        is_deleted=kind == "rm",
        is_noise=kind in _MOVES,
    )


def _attached(attachments: Any) -> Iterator[str]:
    """What a bot put under a message; a quote of another message is not part of what was said."""
    for one in objects(attachments):
        if "message_link" in one:
            continue
        parts = [text_of(one, "title"), text_of(one, "text") or text_of(one, "description")]
        parts.extend(f"{text_of(field, 'title')}: {text_of(field, 'value')}" for field in objects(one.get("fields")))
        yield "\n".join(text_of_markdown(part) for part in parts if part)


def _hooked(body: Mapping[str, Any]) -> SourceEvent:
    raw, name = text_of(body, "text"), text_of(body, "user_name")
    text = text_of_markdown(raw)
    return SourceEvent(
        text=text or "A message without text",
        at=_moment(body.get("timestamp")),
        actor=text_of(body, "alias") or name or text_of(body, "user_id"),
        actor_handle=name,
        external_id=text_of(body, "message_id"),
        component=text_of(body, "channel_name") or text_of(body, "channel_id"),
        vendor_type="message",
        words=raw if raw != text else "",
        thread=text_of(body, "tmid"),
        is_deleted=body.get("isDeleted") is True,
    )


def _moment(stated: Any) -> datetime | None:
    return moment(object_at(stated).get("$date") if isinstance(stated, dict) else stated)
