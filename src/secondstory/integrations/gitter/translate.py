"""Messages of https://developer.gitter.im/docs/messages-resource."""

from collections.abc import Iterator

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MESSAGE = {"id", "text", "sent", "fromUser"}
_ROOM = {"id", "uri", "oneToOne"}


def recognises(payload: Payload) -> bool:
    first = next(objects(payload.json), {}) if payload.is_json else {}
    return first.keys() >= _MESSAGE or first.keys() >= _ROOM


def says_nothing(payload: Payload) -> str | None:
    first = next(objects(payload.json), {}) if payload.is_json else {}
    return "this is a list of rooms of Gitter; it holds no messages." if first.keys() >= _ROOM else None


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is no list of messages of Gitter.")
    for message in objects(payload.json):
        if message.keys() >= _MESSAGE:
            raw = text_of(message, "text")
            text = text_of_markdown(raw)
            handle = text_of(message, "fromUser", "username")
            yield SourceEvent(
                text=text or "A message was deleted",
                at=moment(message["sent"]),
                actor=text_of(message, "fromUser", "displayName") or handle,
                actor_handle=handle,
                external_id=text_of(message, "id"),
                vendor_type="message",
                words=raw if raw != text else "",
                thread=text_of(message, "parentId"),
                is_deleted=not raw,
            )
