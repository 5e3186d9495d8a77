"""Exports of Telegram Desktop (https://telegram.org/blog/export-and-more) and the Bot API (https://core.telegram.org/bots/api)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.reading import local_moment, moment, object_at, objects, text_of
from secondstory.integrations.signatures import is_token
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message")
_KEPT_OUT = {"update_id"}
_MEDIA = ("photo", "video", "voice", "video_note", "audio", "animation", "sticker", "document", "location", "contact", "poll", "file")
_SERVICES = {
    "new_chat_members": "joined the chat",
    "left_chat_member": "left the chat",
    "new_chat_title": "named the chat",
    "pinned_message": "pinned a message",
    "group_chat_created": "created the group",
}
_MOVES = {"new_chat_members", "left_chat_member", "invite_members", "remove_members", "join_group_by_link", "join_group_by_request"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_update(body) or (isinstance(body.get("ok"), bool) and _is_answer(body)) or bool(_chats(body))


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if body.get("ok") is False:
        return f"this is an error answer of Telegram: {text_of(body, 'description')}"
    if body.get("ok") is True and not _updates(body):
        return "this answer of Telegram holds no updates."
    if _chats(body) and not any(chat["messages"] for chat in _chats(body)):
        return "this export of Telegram holds no messages."
    return None


def signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Telegram does not sign, but repeats the secret token that its address was set with."""
    del now
    return is_token(secret, payload.headers.get("x-telegram-bot-api-secret-token", ""))


def events(payload: Payload) -> Iterator[SourceEvent]:
    body = payload.object
    if not recognises(payload):
        raise UnreadablePayload("This is nothing that Telegram gives: neither an export nor an update.")
    for chat in _chats(body):
        for message in objects(chat["messages"]):
            yield _exported(message, chat=chat)
    for update in [body] if _is_update(body) else _updates(body):
        yield _update(update)


def _is_update(body: Mapping[str, Any]) -> bool:
    return isinstance(body.get("update_id"), int) and any(isinstance(value, dict) for value in body.values())


def _is_answer(body: Mapping[str, Any]) -> bool:
    if body["ok"] is False:
        return isinstance(body.get("error_code"), int)
    return "result" in body and (bool(_updates(body)) or body["result"] in ([], True) or _is_described(body["result"]))


def _is_described(result: Any) -> bool:
    """What getMe, getChat and alike answer."""
    return isinstance(result, dict) and ("is_bot" in result or "first_name" in result or ("id" in result and "type" in result))


def _updates(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in objects(body.get("result")) if _is_update(one)]


def _chats(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The chats of an export: one that was exported alone, or all of an account."""
    if isinstance(body.get("messages"), list) and "type" in body and "id" in body and "ok" not in body:
        return [body]
    listed = [*objects(object_at(body, "chats").get("list")), *objects(object_at(body, "left_chats").get("list"))]
    return [chat for chat in listed if isinstance(chat.get("messages"), list)]


def _exported(message: Mapping[str, Any], *, chat: Mapping[str, Any]) -> SourceEvent:
    place, identifier = text_of(chat, "id"), text_of(message, "id")
    answered = text_of(message, "reply_to_message_id")
    action = text_of(message, "action")
    actor = text_of(message, "from") or text_of(message, "actor")
    at = moment(text_of(message, "date_unixtime"))
    lines = [_joined(message.get("text")), *_attached(message)]
    if action:
        members = message.get("members")
        named = [one for one in members if isinstance(one, str)] if isinstance(members, list) else []
        what = text_of(message, "title") or ", ".join(named)
        lines.insert(0, ": ".join(part for part in (action.replace("_", " "), what) if part))
    return SourceEvent(
        text="\n".join(line for line in lines if line) or "A message without text",
        at=at,
        local_at=None if at else local_moment(message.get("date")),
        actor=actor or text_of(message, "from_id"),
        external_id=f"{place}/{identifier}",
        component=text_of(chat, "name"),
        vendor_type=action or text_of(message, "type") or "message",
        thread=f"{place}/{answered}" if answered else "",
        is_noise=action in _MOVES,
    )


def _joined(text: Any) -> str:
    """The text of an export: a string, or pieces of which some carry a mark."""
    if isinstance(text, str):
        return text.strip()
    pieces = text if isinstance(text, list) else []
    return "".join(one if isinstance(one, str) else text_of({"": one}, "", "text") for one in pieces).strip()


def _attached(message: Mapping[str, Any]) -> Iterator[str]:
    name = text_of(message, "file_name") or text_of(message, "document", "file_name")
    if name:
        yield f"[file: {name}]"
        return
    for kind in _MEDIA:
        if message.get(kind):
            yield f"[{text_of(message, 'media_type').replace('_', ' ') or kind.replace('_', ' ')}]"
            return


def _update(update: Mapping[str, Any]) -> SourceEvent:
    kind = next((one for one in _MESSAGES if isinstance(update.get(one), dict)), None)
    if kind is not None:
        return _message(object_at(update, kind), kind=kind)
    kind = next((one for one, value in update.items() if one not in _KEPT_OUT and isinstance(value, dict)), "update")
    inner = object_at(update, kind)
    by = object_at(inner, "from") or object_at(inner, "user")
    return SourceEvent(
        text=kind.replace("_", " "),
        at=moment(inner.get("date")),
        actor=_name(by),
        actor_handle=text_of(by, "username"),
        external_id=f"update/{text_of(update, 'update_id')}",
        component=text_of(inner, "chat", "title"),
        vendor_type=kind,
        is_noise=kind in {"my_chat_member", "chat_member", "message_reaction"},
    )


def _message(message: Mapping[str, Any], *, kind: str) -> SourceEvent:
    """An edited message stands at the time when it was first sent, and names itself as what it replaces."""
    chat = object_at(message, "chat")
    by = object_at(message, "from") or object_at(message, "sender_chat")
    place, identifier = text_of(chat, "id"), text_of(message, "message_id")
    identity = f"{place}/{identifier}"
    answered = text_of(message, "reply_to_message", "message_id")
    service = next((one for one in _SERVICES if one in message), "")
    name = _name(by) or text_of(message, "author_signature")
    lines = [text_of(message, "text") or text_of(message, "caption"), *_attached(message)]
    if service:
        who = ", ".join(map(_name, objects(message.get("new_chat_members")))) or _name(object_at(message, "left_chat_member")) or name
        lines.append(f"{who} {_SERVICES[service]} {text_of(message, 'new_chat_title')}".strip())
    is_edit = kind.startswith("edited_")
    return SourceEvent(
        text="\n".join(line for line in lines if line) or "A message without text",
        at=moment(message.get("date")),
        actor=name,
        actor_handle=text_of(by, "username"),
        external_id=f"{identity}/edited-{text_of(message, 'edit_date')}" if is_edit else identity,
        link=f"https://t.me/{text_of(chat, 'username')}/{identifier}"
        if text_of(chat, "username") and text_of(chat, "type") != "private"
        else "",
        component=text_of(chat, "title") or text_of(chat, "username"),
        vendor_type=service or kind,
        thread=f"{place}/{answered}" if answered else "",
        replaces=identity if is_edit else "",
        is_noise=service in _MOVES,
    )


def _name(by: Mapping[str, Any]) -> str:
    full = f"{text_of(by, 'first_name')} {text_of(by, 'last_name')}".strip()
    return full or text_of(by, "title") or text_of(by, "username") or text_of(by, "id")
