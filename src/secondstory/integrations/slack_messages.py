"""Messages of Slack, as its exports and its API both give them."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from secondstory.integrations.reading import EARLIEST, LATEST, moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent

NOISE = frozenset(
    {"channel_join", "channel_leave", "group_join", "group_leave", "bot_add", "bot_remove", "bot_enable", "bot_disable", "reminder_add"}
)
_CODE = re.compile(r"```\n?(.*?)\n?```|`([^`\n]+)`", re.DOTALL)
_REFERENCE = re.compile(r"<([^<>\n]{1,4000})>")
_STYLES = tuple(
    (sign[-1], re.compile(rf"(?<![\w{sign}]){sign}(?=[^\s{sign}])([^{sign}\n]*[^\s{sign}]){sign}(?![\w{sign}])"))
    for sign in (r"\*", "_", "~")
)
_INSIDE = itemgetter(1)  # of a match; quicker than a template
_MARKED = re.compile(r"[<&*_~`]")
_MOST_NESTED = 12
_EARLIEST, _LATEST = (f"{end.timestamp():.6f}".zfill(17) for end in (EARLIEST, LATEST))


class Person(NamedTuple):
    name: str
    email: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the identifiers of a workspace stand for."""

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    """Channel names by identifier."""

    def person(self, identifier: str) -> Person:
        return self.people.get(identifier) or Person("Slackbot" if identifier == "USLACKBOT" else identifier)


def person_of(user: Mapping[str, Any]) -> Person:
    """Return how Slack shows a user: the display name, else the full name, else the handle."""
    profile = object_at(user, "profile")
    handle = text_of(user, "name")
    shown = text_of(profile, "display_name") or text_of(profile, "real_name") or text_of(user, "real_name") or handle
    return Person(shown or text_of(user, "id"), text_of(profile, "email"), handle)


def people_of(users: Any) -> dict[str, Person]:
    return {text_of(user, "id"): person_of(user) for user in objects(users)}


def plain(text: str, names: Names) -> str:
    """Take the markup of Slack off: references become names, styles go, emoji and everything else stays as said."""
    if not _MARKED.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text) if "`" in text else ():
        pieces += (_plain_prose(text[end : code.start()], names), _resolved(code[1] if code[2] is None else code[2], names))
        end = code.end()
    pieces.append(_plain_prose(text[end:], names))
    return html.unescape("".join(pieces)) if "&" in text else "".join(pieces)


def _plain_prose(text: str, names: Names) -> str:
    for sign, style in _STYLES:
        if text.count(sign) > 1:
            text = style.sub(_INSIDE, text)
    return _resolved(text, names)


def _resolved(text: str, names: Names) -> str:
    return _REFERENCE.sub(lambda found: _referred(found[1], names), text) if "<" in text else text


def _referred(reference: str, names: Names) -> str:
    target, _, label = reference.partition("|")
    sign, rest = target[:1], target[1:]
    if sign == "@":
        known = names.people.get(rest)
        return f"@{known.name if known else label or rest}"
    if sign == "#":
        return f"#{names.channels.get(rest) or label or rest}"
    if sign == "!":
        return label or f"@{rest.split('^', 1)[0]}"
    return label or target.removeprefix("mailto:")


def message_event(message: Mapping[str, Any], *, channel: str, names: Names) -> SourceEvent:
    """Return what a message says. `channel` is its identifier, or a folder name where that is all there is."""
    subtype = message.get("subtype")
    subtype = subtype if isinstance(subtype, str) else ""
    if subtype in {"message_changed", "message_deleted"}:
        return _changed(message, subtype=subtype, channel=channel, names=names)
    stamp = text_of(message, "ts")
    started_by = text_of(message, "thread_ts")
    by = _author(message, names)
    raw = message.get("text")
    raw = raw if isinstance(raw, str) else ""
    text = _said(message, raw, names)
    return SourceEvent(
        text=text,
        at=_moment(stamp),
        actor=by.name,
        actor_email=by.email,
        actor_handle=by.handle,
        external_id=identity(channel, stamp),
        link=text_of(message, "permalink"),
        component=channel_shown(channel, names),
        vendor_type=subtype or "message",
        words=raw if raw != text else "",
        thread=identity(channel, started_by) if started_by and started_by != stamp else "",
        is_deleted=subtype == "tombstone",
        is_noise=subtype in NOISE,
    )


def _moment(stamp: str) -> datetime | None:
    """The moment of a stamp such as 1709299351.042119, which nearly all are, in few steps; any other is read as everywhere."""
    if len(stamp) == 17 and _EARLIEST <= stamp <= _LATEST and stamp[10] == "." and stamp.isascii() and stamp.replace(".", "", 1).isdigit():
        return datetime.fromtimestamp(float(stamp), UTC)  # of these years a float holds the microsecond
    return moment(stamp)


def identity(channel: str, stamp: str) -> str:
    """A message is known by its channel and its stamp, the same in exports, histories and live events."""
    return f"{channel}/{stamp}" if channel and stamp else stamp


def channel_shown(channel: str, names: Names) -> str:
    name = names.channels.get(channel)
    return f"#{name}" if name else channel


def _changed(message: Mapping[str, Any], *, subtype: str, channel: str, names: Names) -> SourceEvent:
    """An edit or a deletion stands at the time of the message that it concerns: that is when it was said."""
    before = object_at(message, "previous_message") or object_at(message, "original")
    after = object_at(message, "message") if subtype == "message_changed" else {}
    stamp = text_of(after, "ts") or text_of(message, "deleted_ts") or text_of(before, "ts")
    inner = {**(after or before), "ts": stamp}
    if text_of(inner, "subtype") in {"message_changed", "message_deleted"}:
        inner.pop("subtype")
    told = message_event(inner, channel=channel, names=names)
    done = text_of(after, "edited", "ts") or text_of(message, "event_ts") or text_of(message, "ts")
    is_deleted = subtype == "message_deleted" or told.is_deleted
    return SourceEvent(
        text=told.text or ("A message was deleted" if is_deleted else "A message was edited"),
        at=told.at,
        actor=told.actor,
        actor_email=told.actor_email,
        actor_handle=told.actor_handle,
        external_id=f"{told.external_id}/{'deleted' if is_deleted else 'edited'}" + (f"-{done}" if done and not is_deleted else ""),
        link=told.link,
        component=told.component,
        vendor_type=subtype,
        words=told.words,
        thread=told.thread,
        replaces=told.external_id,
        is_deleted=is_deleted,
        is_noise=told.is_noise or (not is_deleted and not object_at(after, "edited") and before.get("text") == after.get("text")),
    )


def _author(message: Mapping[str, Any], names: Names) -> Person:
    identifier = message.get("user") or object_at(message, "comment").get("user")
    if isinstance(identifier, str) and identifier:
        known = names.people.get(identifier)
        if known:
            return known
        stated = message.get("user_profile")
        if isinstance(stated, dict):
            shown = text_of(stated, "display_name") or text_of(stated, "real_name") or text_of(stated, "name")
            if shown:
                return Person(shown, text_of(stated, "email"), text_of(stated, "name"))
    name = text_of(message, "username") or text_of(message, "bot_profile", "name")
    if name:
        return Person(name)
    if isinstance(identifier, str) and identifier:
        return names.person(identifier)
    return names.person(text_of(message, "bot_id"))


def _said(message: Mapping[str, Any], raw: str, names: Names) -> str:
    lines = [plain(raw, names).strip()] if raw else []
    if not raw and "blocks" in message:
        lines.extend(_blocks(message["blocks"], names))
    if "attachments" in message:
        lines.extend(_attachments(message["attachments"], names, is_alone=not lines))
    if "files" in message:
        lines.extend(file_named(file) for file in objects(message["files"]))
    return "\n".join(line for line in lines if line)


def file_named(file: Mapping[str, Any]) -> str:
    title, name = text_of(file, "title"), text_of(file, "name")
    if text_of(file, "mode") == "tombstone":
        return "[file: deleted]"
    named = f"{title} ({name})" if title and name and title != name else title or name or text_of(file, "id")
    return f"[file: {named}]"


def _attachments(attachments: Any, names: Names, *, is_alone: bool) -> Iterator[str]:
    """What a bot or a share put under a message; a preview of a page that a message links to is not part of what was said."""
    for one in objects(attachments):
        if "from_url" in one and not is_alone and not one.get("is_share"):
            continue
        parts = [text_of(one, key) for key in ("pretext", "title", "text")]
        fields = (text_of(stated, "title") + ": " + text_of(stated, "value") for stated in objects(one.get("fields")))
        parts.extend(field.strip(": ") for field in fields)
        if not any(parts):
            parts = [*_blocks(one.get("blocks"), names)] or [text_of(one, "fallback")]
        yield "\n".join(plain(part, names) for part in parts if part)


def _blocks(blocks: Any, names: Names) -> Iterator[str]:
    """The text of Block Kit, a line for each block."""
    for block in objects(blocks):
        kind = text_of(block, "type")
        if kind == "rich_text":
            yield _rich(block.get("elements"), names, depth=0)
        elif kind in {"section", "header"}:
            texts = [text_of(block, "text", "text"), *(text_of(one, "text") for one in objects(block.get("fields")))]
            yield "\n".join(plain(text, names) for text in texts if text)
        elif kind == "context":
            yield " ".join(plain(text_of(one, "text"), names) for one in objects(block.get("elements")) if "text" in one)
        elif kind in {"image", "video"}:
            yield text_of(block, "alt_text")


def _rich(elements: Any, names: Names, *, depth: int) -> str:
    text = "".join(_rich_pieces(objects(elements), names, depth=depth)) if depth <= _MOST_NESTED else ""
    return text if depth else text.strip("\n")


def _rich_pieces(elements: Iterable[Mapping[str, Any]], names: Names, *, depth: int) -> Iterator[str]:
    for one in elements:
        kind = text_of(one, "type")
        if "elements" in one:
            yield _rich(one["elements"], names, depth=depth + 1)
            yield "\n"
        elif kind == "user":
            yield _referred(f"@{text_of(one, 'user_id')}", names)
        elif kind == "channel":
            yield _referred(f"#{text_of(one, 'channel_id')}", names)
        elif kind == "broadcast":
            yield f"@{text_of(one, 'range')}"
        elif kind == "emoji":
            yield f":{text_of(one, 'name')}:"
        elif kind == "link":
            yield text_of(one, "text") or text_of(one, "url")
        elif isinstance(one.get("text"), str):
            yield one["text"]
