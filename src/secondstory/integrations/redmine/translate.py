"""Issues, as https://www.redmine.org/projects/redmine/wiki/Rest_Issues describes them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.changed_fields import change_of
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

Thing = Mapping[str, Any]
_ISSUE = {"subject", "tracker", "created_on"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return bool(_issues(body)) or _is_user(body) or (body.get("issues") == [] and {"total_count", "offset", "limit"} <= body.keys())


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.object
    if issues := _issues(body):
        return (event for one in issues for event in _told_of(one))
    if _is_user(body) or body.get("issues") == []:
        return ()
    raise UnreadablePayload("This is nothing of Redmine: it is neither an issue nor a list of issues.")


def says_nothing(payload: Payload) -> str | None:
    if _is_user(payload.object):
        return "It describes a user, which is no event."
    return "It lists no issues." if payload.object.get("issues") == [] else None


def _issues(body: Thing) -> list[Thing]:
    found = body.get("issues") if isinstance(body.get("issues"), list) else [body.get("issue")]
    return [one for one in objects(found) if one.keys() >= _ISSUE]


def _is_user(body: Thing) -> bool:
    return {"firstname", "lastname", "created_on"} <= object_at(body, "user").keys()


def _told_of(issue: Thing) -> Iterator[SourceEvent]:
    """With a list of issues come no journals; then the end of an issue is known only by its date."""
    number, subject = text_of(issue, "id"), text_of(issue, "subject")
    name, component = f"{text_of(issue, 'tracker', 'name') or 'Issue'} {number}", text_of(issue, "project", "name")
    identity = f"issue/{number}"
    yield SourceEvent(
        text=f"{name} created: {subject}",
        at=moment(issue.get("created_on")),
        actor=text_of(issue, "author", "name") or "Redmine",
        external_id=identity,
        component=component,
        vendor_type="issue",
        words=text_of(issue, "description"),
    )
    for journal in objects(issue.get("journals")):
        notes = text_of(journal, "notes")
        changes = ", ".join(_change(detail) for detail in objects(journal.get("details")))
        yield SourceEvent(
            text=f"{name}: {': '.join(part for part in (changes, notes) if part) or 'changed'}",
            at=moment(journal.get("created_on")),
            actor=text_of(journal, "user", "name") or "Redmine",
            external_id=f"journal/{text_of(journal, 'id')}",
            component=component,
            vendor_type="journal",
            thread=identity,
            words=notes,
        )
    if not isinstance(issue.get("journals"), list) and (closed := moment(issue.get("closed_on"))):
        yield SourceEvent(
            text=f"{name} closed: {subject}",
            at=closed,
            actor="Redmine",
            external_id=f"{identity}/closed@{text_of(issue, 'closed_on')}",
            component=component,
            vendor_type="issue closed",
            thread=identity,
        )


def _change(detail: Thing) -> str:
    """Redmine gives numbers where people see names (the status, the priority), so that only the change itself is told of those."""
    stated = text_of(detail, "name")
    field = stated.removesuffix("_id").replace("_", " ") or "something"
    before, after = text_of(detail, "old_value"), text_of(detail, "new_value")
    if text_of(detail, "property") == "attachment":
        return f"file {after or before} {'added' if after else 'removed'}"
    if stated.endswith("_id") or text_of(detail, "property") == "cf":
        return f"{field} changed"
    return change_of(field, before, after)
