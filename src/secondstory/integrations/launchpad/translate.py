"""Answers of the REST API (https://api.launchpad.net/1.0/): bugs, where they are worked on, what was changed and said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.changed_fields import change_of
from secondstory.integrations.reading import moment, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

Thing = Mapping[str, Any]
_STATES = {
    "date_incomplete": "incomplete",
    "date_confirmed": "confirmed",
    "date_triaged": "triaged",
    "date_in_progress": "in progress",
    "date_fix_committed": "fix committed",
    "date_fix_released": "fix released",
    "date_left_closed": "open again",
    "date_closed": "closed",
}
_ERROR = b"Object: <BugTask"


def recognises(payload: Payload) -> bool:
    return bool(_kind(payload.object)) or payload.head.startswith(_ERROR)


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is nothing of Launchpad: it is no answer of its REST API.")
    body, seen = payload.object, Counter[str]()
    for one in objects(body.get("entries")) if "entries" in body else [body]:
        match _kind(one):
            case "bug":
                yield _reported(one)
            case "bug_task":
                yield from _progress(one)
            case "bug_activity":
                yield _changed(one, seen)
            case "message":
                yield _said(one)


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    kind = _kind(body)
    if payload.head.startswith(_ERROR):
        return "It is an error that Launchpad answered, which is no event."
    if kind.endswith("-page-resource"):
        inside = {_kind(one) for one in objects(body.get("entries"))}
        return None if inside & {"bug", "bug_task", "bug_activity", "message"} else "It lists attachments or other things without times."
    return None if not kind or kind in {"bug", "bug_task", "bug_activity", "message"} else "It describes a person or a project."


def _kind(one: Thing) -> str:
    """What Launchpad calls this type of thing; a list of tasks of bugs does not say it of itself, but each of them does."""
    stated = text_of(one, "resource_type_link")
    if not stated and next(objects(one.get("entries")), None) is not None:
        stated = text_of(next(objects(one["entries"])), "resource_type_link") + "-page-resource"
    site, found, kind = stated.partition("/#")
    return kind if found and "launchpad" in site else ""


def _reported(bug: Thing) -> SourceEvent:
    return SourceEvent(
        text=f"Bug #{text_of(bug, 'id')} reported: {text_of(bug, 'title')}",
        at=moment(bug.get("date_created")),
        actor=_person(bug, "owner_link"),
        actor_handle=_person(bug, "owner_link"),
        external_id=f"bug/{text_of(bug, 'id')}",
        link=_link(bug),
        vendor_type="bug",
        words=text_of(bug, "description"),
    )


def _progress(task: Thing) -> Iterator[SourceEvent]:
    """A task states when its bug first came into each state."""
    number, target = text_of(task, "bug_link").rpartition("/")[2], text_of(task, "bug_target_display_name")
    title = text_of(task, "title")
    for key, state in {"date_created": "", **_STATES}.items():
        at = moment(task.get(key))
        if at is None:
            continue
        yield SourceEvent(
            text=f"{title or f'Bug #{number}'}: {state}" if state else title or f"Bug #{number} in {target}",
            at=at,
            actor="Launchpad" if state else _person(task, "owner_link"),
            external_id=f"bug/{number}/{target}/{key}@{text_of(task, key)}",
            link=_link(task),
            component=target,
            vendor_type="bug_task",
            thread=f"bug/{number}",
        )


def _changed(activity: Thing, seen: Counter[str]) -> SourceEvent:
    number, field = text_of(activity, "bug_link").rpartition("/")[2], text_of(activity, "whatchanged")
    before, after, said = (text_of(activity, key) for key in ("oldvalue", "newvalue", "message"))
    key = f"bug/{number}/{text_of(activity, 'datechanged')}/{field}"
    seen[key] += 1
    return SourceEvent(
        text=f"Bug #{number}: {change_of(field, before, after) if before or after else said or f'{field} changed'}",
        at=moment(activity.get("datechanged")),
        actor=_person(activity, "person_link"),
        actor_handle=_person(activity, "person_link"),
        external_id=key if seen[key] == 1 else f"{key}/{seen[key]}",
        link=_link(activity),
        vendor_type="bug_activity",
        thread=f"bug/{number}",
        words=said,
    )


def _said(message: Thing) -> SourceEvent:
    place, _, number = text_of(message, "self_link").rpartition("/comments/")
    bug, said = place.rpartition("/")[2], text_of(message, "content")
    return SourceEvent(
        text=f"Comment {number} on bug #{bug}: {said}" if number else said,
        at=moment(message.get("date_created")),
        actor=_person(message, "owner_link"),
        actor_handle=_person(message, "owner_link"),
        external_id=f"bug/{bug}/comment/{number}",
        link=_link(message),
        vendor_type="message",
        thread=f"bug/{bug}",
        words=said,
    )


def _person(one: Thing, key: str) -> str:
    return text_of(one, key).rpartition("~")[2] or "Launchpad"


def _link(one: Thing) -> str:
    link = text_of(one, "web_link")
    return link if link.startswith(("http://", "https://")) else ""
