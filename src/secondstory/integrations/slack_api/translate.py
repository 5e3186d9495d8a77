"""Answers of conversations.history (https://api.slack.com/methods/conversations.history) and the Events API
(https://api.slack.com/apis/events-api)."""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.integrations.slack_messages import Names, Person, channel_shown, identity, message_event, people_of, plain
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_LISTS = {
    "user": "a user",
    "channel": "a channel",
    "members": "a list of members",
    "channels": "a list of channels",
    "users": "a list of users",
    "team": "a workspace",
    "profile": "a profile",
}
_SAID = {
    "reaction_added": "reacted with",
    "reaction_removed": "took back",
    "member_joined_channel": "joined the channel",
    "member_left_channel": "left the channel",
    "channel_created": "created the channel",
    "channel_rename": "The channel was renamed to",
    "channel_archive": "archived the channel",
    "channel_unarchive": "unarchived the channel",
    "pin_added": "pinned a message",
    "pin_removed": "unpinned a message",
    "file_shared": "shared a file",
}
_QUIET = {"reaction_added", "reaction_removed", "member_joined_channel", "member_left_channel", "file_shared"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    if body.get("type") == "url_verification":
        return "challenge" in body
    if body.get("type") == "event_callback":
        return isinstance(body.get("event"), dict)
    if not isinstance(body.get("ok"), bool) or "error_code" in body:
        return False
    if body["ok"]:
        return _is_history(body) or any(isinstance(body.get(key), dict | list) for key in _LISTS)
    return isinstance(body.get("error"), str)


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if body.get("type") == "url_verification":
        return "this is the greeting of Slack's Events API; it says nothing."
    if body.get("ok") is False:
        return f"this is an error answer of Slack: {text_of(body, 'error') or 'it does not say which'}."
    if body.get("ok") is True and not _is_history(body):
        found = next((said for key, said in _LISTS.items() if key in body), None)
        return f"this is the answer of Slack about {found}; it holds no messages." if found else None
    if _is_history(body) and not body["messages"]:
        return "this history of Slack holds no messages."
    return None


def events(payload: Payload) -> Iterator[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is no answer of Slack's API: it is not a JSON object.")
    if body.get("type") == "event_callback":
        yield _live(body)
    elif isinstance(body.get("messages"), list):
        channel = text_of(body, "channel") or text_of(body, "channel", "id")
        names = Names(people=people_of(body.get("users") or body.get("members")))
        if name := text_of(body, "channel", "name"):
            names.channels[channel] = name
        for message in objects(body["messages"]):
            yield message_event(message, channel=text_of(message, "channel") or channel, names=names)
    elif not recognises(payload):
        raise UnreadablePayload("This is no answer of Slack's API: it has neither messages nor an event.")


def _is_history(body: Mapping[str, Any]) -> bool:
    messages = body.get("messages")
    return isinstance(messages, list) and all(isinstance(one, dict) and "ts" in one for one in messages[:20])


def _live(body: Mapping[str, Any]) -> SourceEvent:
    event = object_at(body, "event")
    channel = text_of(event, "channel") or text_of(event, "channel", "id") or text_of(event, "item", "channel")
    names = Names()
    if name := text_of(event, "channel", "name"):
        names.channels[channel] = name
    if text_of(event, "type") in {"message", "app_mention"}:
        return message_event(event, channel=channel, names=names)
    return _plain_event(event, body=body, channel=channel, names=names)


def _plain_event(event: Mapping[str, Any], *, body: Mapping[str, Any], channel: str, names: Names) -> SourceEvent:
    """An event that is no message, as "who did what"; one of a type that is not known is named by its type."""
    kind = text_of(event, "type") or "event"
    stamp = text_of(event, "event_ts")
    user = text_of(event, "user") or text_of(event, "user", "id") or text_of(event, "user_id") or text_of(event, "channel", "creator")
    by = names.person(user) if user else Person("")
    what = _SAID.get(kind, kind)
    if kind.startswith("reaction_"):
        what = f"{what} :{text_of(event, 'reaction')}:"
    elif kind in {"channel_created", "channel_rename"}:
        what = f"{what} #{text_of(event, 'channel', 'name')}"
    item = text_of(event, "item", "ts") or text_of(event, "item", "message", "ts")
    return SourceEvent(
        text=plain(what, names),
        at=moment(stamp) or moment(body.get("event_time")),
        actor=by.name,
        actor_handle=by.handle,
        external_id=text_of(body, "event_id") or (f"{identity(channel, stamp)}/{kind}" if stamp else ""),
        component=channel_shown(channel, names) if channel else "",
        vendor_type=kind,
        thread=identity(channel, item) if item else "",
        is_noise=kind in _QUIET,
    )
