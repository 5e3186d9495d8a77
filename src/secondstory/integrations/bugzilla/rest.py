"""Answers of the REST API (https://bugzilla.readthedocs.io/en/latest/api/core/v1/) and its webhooks."""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.bugzilla.told import Bug, Change, attached, changed, commented, created
from secondstory.integrations.reading import local_moment, moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent

Thing = Mapping[str, Any]
_BUG = {"id", "creation_time"}
_HISTORY = {"id", "history"}


def form_of(body: Thing) -> str:
    """Return which answer this is; nothing for what is none of Bugzilla's."""
    bugs = body.get("bugs")
    if isinstance(bugs, list):
        first = next(objects(bugs), {})
        if first.keys() >= _HISTORY and "creation_time" not in first:
            return "histories"
        return "bugs" if (first.keys() >= _BUG and "status" in first) or not bugs else ""
    if isinstance(bugs, dict):
        return "comments" if "comments" in body else "attachments" if "attachments" in body else ""
    if {"webhook_id", "event", "bug"} <= body.keys():
        return "webhook"
    return "error" if body.get("error") is True and "bugzilla" in text_of(body, "documentation") else ""


def events(body: Thing, form: str) -> Iterator[SourceEvent]:
    match form:
        case "bugs":
            for bug in objects(body["bugs"]):
                yield from _of_bug(bug)
        case "histories":
            for bug in objects(body["bugs"]):
                yield from _of_history(bug, _bug(bug))
        case "comments":
            yield from _of_each(body, "comments", _comments)
        case "attachments":
            yield from _of_each(body, "attachments", _attachments)
        case "webhook":
            yield _of_webhook(body)


def _bug(bug: Thing) -> Bug:
    component = " / ".join(part for part in (text_of(bug, "product"), text_of(bug, "component")) if part)
    return Bug(text_of(bug, "id"), text_of(bug, "summary"), component)


def _of_bug(bug: Thing) -> Iterator[SourceEvent]:
    """Histories and comments come in answers of their own; some tools put them inside the bug."""
    about = _bug(bug)
    creator = object_at(bug, "creator_detail")
    address = text_of(creator, "email") or text_of(bug, "creator")
    yield created(
        about,
        at=moment(bug.get("creation_time")),
        by=text_of(creator, "real_name") or text_of(creator, "name"),
        address=address,
        described=text_of(bug, "description"),
    )
    yield from _of_history(bug, about)
    yield from _comments(bug.get("comments"), about)
    if not isinstance(bug.get("history"), list) and (resolved := moment(bug.get("cf_last_resolved"))):
        change = Change("status", "", " ".join(part for part in (text_of(bug, "status"), text_of(bug, "resolution")) if part))
        yield changed(about, [change], at=resolved, local_at=None, by="", stated="")


def _of_history(bug: Thing, about: Bug) -> Iterator[SourceEvent]:
    for entry in objects(bug.get("history")):
        stated = text_of(entry, "when")
        changes = [
            Change(text_of(one, "field_name"), text_of(one, "removed"), text_of(one, "added")) for one in objects(entry.get("changes"))
        ]
        yield changed(about, changes, at=moment(stated), local_at=local_moment(stated), by=text_of(entry, "who"), stated=stated)


def _of_each(body: Thing, kind: str, told: Any) -> Iterator[SourceEvent]:
    """What was asked for by bug stands under the bug's number; what was asked for by its own number beside it."""
    for number, inside in object_at(body, "bugs").items():
        yield from told(inside.get(kind) if isinstance(inside, dict) else inside, Bug(number))
    for alone in object_at(body, kind).values():
        if isinstance(alone, dict):
            yield from told([alone], Bug(text_of(alone, "bug_id")))


def _comments(found: Any, about: Bug) -> Iterator[SourceEvent]:
    for comment in objects(found):
        yield commented(
            about,
            identity=text_of(comment, "id"),
            said=text_of(comment, "text"),
            at=moment(comment.get("creation_time")) or moment(comment.get("time")),
            by=text_of(comment, "creator") or text_of(comment, "author"),
            address=text_of(comment, "creator"),
        )


def _attachments(found: Any, about: Bug) -> Iterator[SourceEvent]:
    for one in objects(found):
        yield attached(
            about,
            identity=text_of(one, "id"),
            name=text_of(one, "file_name") or text_of(one, "summary"),
            stated=text_of(one, "creation_time"),
            by=text_of(one, "creator") or text_of(one, "attacher"),
        )


def _of_webhook(body: Thing) -> SourceEvent:
    """https://bmo.readthedocs.io/en/latest/api/ – an event states who did what to which target, and the bug as it is now."""
    event, bug = object_at(body, "event"), object_at(body, "bug")
    about, stated = _bug(bug), text_of(event, "time")
    by = text_of(event, "user", "real_name") or text_of(event, "user", "login")
    changes = [Change(text_of(one, "field"), text_of(one, "removed"), text_of(one, "added")) for one in objects(event.get("changes"))]
    target, action = text_of(event, "target") or "bug", text_of(event, "action")
    said = text_of(bug, "comment", "body")
    if changes and target == "bug":
        told = changed(about, changes, at=None, local_at=None, by=by, stated="").text
    elif target == "comment" and said:
        told = f"Comment on bug {about.number}: {said}"
    else:
        verb = {"create": "created", "modify": "changed"}.get(action, action or "changed")
        told = f"Bug {about.number} {verb}" if target == "bug" else f"Bug {about.number}: {target} {verb}"
        told = f"{told}: {about.summary}" if about.summary else told
    login = text_of(event, "user", "login")
    inner = text_of(bug, target, "id")
    return SourceEvent(
        text=told,
        at=moment(stated),
        local_at=local_moment(stated),
        actor=by or "Bugzilla",
        actor_email=login if "@" in login else "",
        external_id=f"{about.identity}/{target}/{inner}" if inner else f"{about.identity}/{action}@{stated}/{login}",
        component=about.component,
        vendor_type=text_of(event, "routing_key") or f"{target}.{action}",
        thread=about.identity,
        words=said,
    )
