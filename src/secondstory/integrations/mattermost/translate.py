"""Posts of the API (https://api.mattermost.com/#tag/posts), bulk exports (https://docs.mattermost.com/administration-guide/manage/bulk-export-tool.html)
and outgoing webhooks (https://developers.mattermost.com/integrate/webhooks/outgoing/)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, Any, cast
from zipfile import BadZipFile

from secondstory.integrations.lines import first_lines
from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MOVES = (
    "system_join_",
    "system_leave_",
    "system_add_",
    "system_remove_",
    "system_guest_join",
    "system_auto_responder",
    "system_ephemeral",
)
_HOOK = {"channel_id", "post_id", "team_domain", "timestamp"}
_LONGEST_LINE = 10_000_000


def recognises(payload: Payload) -> bool:
    if payload.is_zip:
        names = payload.zip_names
        return b"import.jsonl" in payload.head if names is None else any(name.endswith("import.jsonl") for name in names)
    if not payload.is_json:
        return _is_export(first_lines(payload, most=5))
    body = payload.object
    return _holds_posts(body) or body.keys() >= _HOOK or _is_live(body) or _is_post(body) or says_nothing(payload) is not None


def says_nothing(payload: Payload) -> str | None:
    if not payload.is_json:
        return None
    body = payload.json
    one = body if isinstance(body, dict) else next(objects(body), {})
    if {"username", "create_at", "roles", "locale"} <= one.keys():
        return "this describes users of Mattermost; it holds no posts."
    if {"create_at", "display_name", "team_id", "type", "header"} <= one.keys():
        return "this describes channels of Mattermost; it holds no posts."
    if {"create_at", "display_name", "invite_id"} <= one.keys():
        return "this describes teams of Mattermost; it holds no posts."
    if {"id", "message", "status_code", "request_id"} <= one.keys():
        return f"this is an error answer of Mattermost: {text_of(one, 'message')}"
    if _holds_posts(one) and not one["posts"]:
        return "this answer of Mattermost holds no posts."
    return None


def events(payload: Payload) -> Iterator[SourceEvent]:
    if payload.is_zip or not payload.is_json:
        yield from _exported(payload)
        return
    body = payload.object
    if _holds_posts(body):
        posts = body["posts"]
        order = body["order"] if isinstance(body["order"], list) else []
        listed = dict.fromkeys([*(one for one in order if isinstance(one, str) and one in posts), *posts])
        for identifier in listed:
            if isinstance(posts[identifier], dict):
                yield _event(posts[identifier], identifier=identifier)
    elif body.keys() >= _HOOK:
        yield _hooked(body)
    elif _is_live(body):
        yield _live(body)
    elif _is_post(body):
        yield _event(body, identifier=text_of(body, "id"))
    elif says_nothing(payload) is None:
        raise UnreadablePayload("This is nothing that Mattermost gives: it holds no posts.")


def _event(post: Mapping[str, Any], *, identifier: str, actor: str = "", channel: str = "") -> SourceEvent:
    raw, kind = text_of(post, "message"), text_of(post, "type")
    props = object_at(post, "props")
    parts = [text_of_markdown(raw), *_attached(props.get("attachments"))]
    parts.extend(f"[file: {text_of(file, 'name')}]" for file in objects(object_at(post, "metadata").get("files")))
    text = "\n".join(part for part in parts if part)
    root = text_of(post, "root_id")
    by = text_of(props, "override_username") or actor or text_of(props, "username") or text_of(post, "user_id")
    return SourceEvent(
        text=text or kind or "A post without text",
        at=moment(post.get("create_at")),
        actor=by,
        actor_handle=actor or text_of(props, "username"),
        external_id=text_of(post, "id") or identifier,
        component=channel or text_of(post, "channel_id"),
        vendor_type=kind or "post",
        words=raw if raw != text else "",
        thread=root,
        is_deleted=moment(post.get("delete_at")) is not None,
        is_noise=kind.startswith(_MOVES),
    )


def _attached(attachments: Any) -> Iterator[str]:
    for one in objects(attachments):
        parts = [text_of(one, key) for key in ("pretext", "title", "text")]
        parts.extend(f"{text_of(field, 'title')}: {text_of(field, 'value')}" for field in objects(one.get("fields")))
        yield "\n".join(text_of_markdown(part) for part in (parts if any(parts) else [text_of(one, "fallback")]) if part)


def _hooked(body: Mapping[str, Any]) -> SourceEvent:
    raw = text_of(body, "text")
    name = text_of(body, "user_name")
    text = text_of_markdown(raw)
    return SourceEvent(
        text=text or "A post without text",
        at=moment(body.get("timestamp")),
        actor=name or text_of(body, "user_id"),
        actor_handle=name,
        external_id=text_of(body, "post_id"),
        component=text_of(body, "channel_name") or text_of(body, "channel_id"),
        vendor_type="post",
        words=raw if raw != text else "",
    )


def _live(body: Mapping[str, Any]) -> SourceEvent:
    data = object_at(body, "data")
    try:
        post = json.loads(text_of(data, "post"))
    except (ValueError, RecursionError) as error:
        raise UnreadablePayload("The post inside this event of Mattermost is not whole JSON.") from error
    if not isinstance(post, dict):
        raise UnreadablePayload("The post inside this event of Mattermost is no JSON object.")
    return _event(
        post,
        identifier=text_of(post, "id"),
        actor=text_of(data, "sender_name").removeprefix("@"),
        channel=text_of(data, "channel_display_name") or text_of(data, "channel_name"),
    )


def _exported(payload: Payload) -> Iterator[SourceEvent]:
    """A bulk export gives posts no identity: team, channel, author and moment make one."""
    people: dict[str, tuple[str, str]] = {}
    with _lines(payload) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), start=1):
            if not line.strip():
                continue
            try:
                one = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadablePayload(f"Line {number} is not whole JSON: {error}") from error
            if not isinstance(one, dict):
                raise UnreadablePayload(f"Line {number} is no JSON object.")
            if one.get("type") == "user":
                user = object_at(one, "user")
                shown = text_of(user, "nickname") or f"{text_of(user, 'first_name')} {text_of(user, 'last_name')}".strip()
                people[text_of(user, "username")] = (shown, text_of(user, "email"))
            elif text_of(one, "type") in {"post", "direct_post"}:
                yield from _with_replies(object_at(one, str(one["type"])), people)


def _with_replies(post: Mapping[str, Any], people: Mapping[str, tuple[str, str]]) -> Iterator[SourceEvent]:
    members = post.get("channel_members")
    channel = text_of(post, "channel") or (", ".join(one for one in members if isinstance(one, str)) if isinstance(members, list) else "")
    place = "/".join(part for part in (text_of(post, "team"), channel) if part)
    started = f"{place}/{text_of(post, 'user')}/{text_of(post, 'create_at')}"
    for one in (post, *objects(post.get("replies"))):
        handle = text_of(one, "user")
        identity = f"{place}/{handle}/{text_of(one, 'create_at')}"
        raw, (shown, address) = text_of(one, "message"), people.get(handle, ("", ""))
        kind = text_of(one, "type")
        parts = [text_of_markdown(raw), *_attached(object_at(one, "props").get("attachments"))]
        parts.extend(f"[file: {text_of(file, 'path').rpartition('/')[2]}]" for file in objects(one.get("attachments")))
        text = "\n".join(part for part in parts if part)
        yield SourceEvent(
            text=text or kind or "A post without text",
            at=moment(one.get("create_at")),
            actor=shown or handle,
            actor_email=address,
            actor_handle=handle,
            external_id=identity,
            component=channel,
            vendor_type=kind or "post",
            words=raw if raw != text else "",
            thread="" if one is post else started,
            is_noise=kind.startswith(_MOVES),
        )


@contextmanager
def _lines(payload: Payload) -> Iterator[IO[bytes]]:
    if not payload.is_zip:
        with payload.stream() as stream:
            yield stream
        return
    try:
        with payload.archive() as archive:
            name = next((one for one in archive.namelist() if one.endswith("import.jsonl")), None)
            if name is None:
                raise UnreadablePayload("The zip holds no import.jsonl, as a bulk export of Mattermost does.")
            with archive.open(name) as inside:
                yield cast(IO[bytes], BufferedReader(cast(Any, inside)))
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        if isinstance(error, UnreadablePayload):
            raise
        raise UnreadablePayload(f"The zip is damaged: {error}") from error


def _is_export(lines: Iterable[str]) -> bool:
    for line in lines:
        try:
            one = json.loads(line)
        except (ValueError, RecursionError):
            return False
        if not isinstance(one, dict) or not isinstance(one.get("type"), str):
            return False
        if one["type"] == "version":
            return isinstance(one.get("version"), int)
        return isinstance(one.get(one["type"]), dict) and one["type"] in {"user", "channel", "team", "post", "direct_post"}
    return False


def _holds_posts(body: Mapping[str, Any]) -> bool:
    return isinstance(body.get("posts"), dict) and "order" in body


def _is_post(body: Mapping[str, Any]) -> bool:
    return {"id", "create_at", "channel_id", "user_id", "message", "root_id"} <= body.keys()


def _is_live(body: Mapping[str, Any]) -> bool:
    return "event" in body and "broadcast" in body and isinstance(object_at(body, "data").get("post"), str)
