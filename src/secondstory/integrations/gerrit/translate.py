"""Changes as `gerrit query --format=JSON --comments --patch-sets` prints them, and events as its stream and its webhooks give them:
https://gerrit-review.googlesource.com/Documentation/cmd-stream-events.html"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.lines import first_lines
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

Thing = Mapping[str, Any]
_CHANGE = {"project", "branch", "number", "subject", "owner"}
_STATS = {"rowCount", "runTimeMilliseconds"}
_BY = ("submitter", "uploader", "author", "abandoner", "restorer", "changer", "editor", "reviewer", "remover", "owner")


def recognises(payload: Payload) -> bool:
    return not payload.is_zip and _is_ours(_first(payload))


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is nothing of Gerrit: it holds neither changes nor events.")
    for one in [payload.json] if payload.is_json else payload.json_lines():
        if not isinstance(one, dict) or one.keys() >= _STATS:
            continue
        if _is_change(one):
            yield from _told_of(one)
        elif _is_event(one):
            yield _happened(one)


def says_nothing(payload: Payload) -> str | None:
    return "The query found no changes." if _first(payload).keys() >= _STATS else None


def _first(payload: Payload) -> Thing:
    if payload.is_json:
        return payload.object
    line = next((line for line in first_lines(payload, most=3) if line.strip()), "")
    if not line.startswith("{"):
        return {}
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _is_ours(one: Thing) -> bool:
    return _is_change(one) or _is_event(one) or one.keys() >= _STATS


def _is_change(one: Thing) -> bool:
    return one.keys() >= _CHANGE and "username" in object_at(one, "owner")


def _is_event(one: Thing) -> bool:
    return "eventCreatedOn" in one and bool(text_of(one, "type"))


def _told_of(change: Thing) -> Iterator[SourceEvent]:
    number, owner = text_of(change, "number"), object_at(change, "owner")
    identity, link, component = f"change/{number}", text_of(change, "url"), text_of(change, "project")
    yield SourceEvent(
        text=f"Change {number} created: {text_of(change, 'subject')}",
        at=moment(change.get("createdOn")),
        actor=_name(owner),
        actor_email=text_of(owner, "email"),
        external_id=identity,
        link=link,
        component=component,
        vendor_type="change",
        words=text_of(change, "commitMessage"),
    )
    seen: Counter[str] = Counter()
    for comment in objects(change.get("comments")):
        person, said = object_at(comment, "reviewer"), text_of(comment, "message")
        key = f"{identity}/{text_of(comment, 'timestamp')}/{text_of(person, 'username')}"
        seen[key] += 1
        yield SourceEvent(
            text=f"Change {number}: {said}",
            at=moment(comment.get("timestamp")),
            actor=_name(person),
            actor_email=text_of(person, "email"),
            actor_handle=text_of(person, "username"),
            external_id=key if seen[key] == 1 else f"{key}/{seen[key]}",
            link=link,
            component=component,
            vendor_type="comment",
            thread=identity,
            words=said,
        )


def _happened(event: Thing) -> SourceEvent:
    change, kind = object_at(event, "change"), text_of(event, "type")
    person = next((found for key in _BY if (found := object_at(event, key))), object_at(change, "owner"))
    number, subject = text_of(change, "number"), text_of(change, "subject")
    place = text_of(event, "refUpdate", "refName") or text_of(event, "refName")
    told = kind.replace("-", " ").capitalize()
    about = f"Change {number}: {subject}" if number else " ".join(part for part in (_project(event), place) if part)
    said = text_of(event, "comment") or text_of(event, "reason")
    return SourceEvent(
        text=f"{told}: {about}" + (f" ({said})" if said else ""),
        at=moment(event.get("eventCreatedOn")),
        actor=_name(person),
        actor_email=text_of(person, "email"),
        kind=EventKind.CHANGE if kind in {"change-merged", "ref-updated"} else EventKind.OTHER,
        external_id=f"{kind}/{number or about}@{text_of(event, 'eventCreatedOn')}/{text_of(person, 'username')}",
        link=text_of(change, "url"),
        component=_project(event),
        vendor_type=kind,
        thread=f"change/{number}" if number else "",
        words=said,
    )


def _project(event: Thing) -> str:
    return text_of(event, "change", "project") or text_of(event, "refUpdate", "project") or text_of(event, "project", "name")


def _name(person: Thing) -> str:
    return text_of(person, "name") or text_of(person, "username") or text_of(person, "email") or "Gerrit"
