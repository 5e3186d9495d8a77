"""Which form of Jira's a payload has, and its events."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.jira import issues, tables
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_FIELD = {"clauseNames", "navigable"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _form(body) != "" or _are_fields(payload) or (not payload.is_zip and not payload.is_json and tables.is_table(payload))


def events(payload: Payload) -> Iterable[SourceEvent]:
    if not payload.is_json:
        if tables.is_table(payload):
            return tables.of_table(payload)
        raise UnreadablePayload("This is nothing of Jira: it is neither JSON nor a table with the columns Summary, Issue key and Created.")
    body = payload.object
    match _form(body):
        case "webhook":
            return _webhook(body)
        case "issues":
            return (event for one in objects(body["issues"]) for event in issues.told_of(one))
        case "issue":
            return issues.told_of(body)
        case "comments":
            return (issues.comment(one, {}) for one in objects(body["comments"]))
        case "history":
            return (event for one in objects(body["values"]) for event in issues.changes(one, {}))
    if _are_fields(payload):
        return ()
    raise UnreadablePayload("This is nothing of Jira: it is neither a webhook nor issues, comments or a history of its API.")


def says_nothing(payload: Payload) -> str | None:
    return "It lists the fields that issues have, which are no events." if _are_fields(payload) else None


def _form(body: Mapping[str, Any]) -> str:
    if text_of(body, "webhookEvent"):
        return "webhook"
    if _is_issue(next(objects(body.get("issues")), {})) or (body.get("issues") == [] and "maxResults" in body):
        return "issues"
    if _is_issue(body):
        return "issue"
    if "/rest/" in text_of(next(objects(body.get("comments")), {}), "self"):
        return "comments"
    if {"created", "items", "id"} <= next(objects(body.get("values")), {}).keys():
        return "history"
    return ""


def _is_issue(one: Mapping[str, Any]) -> bool:
    return bool(text_of(one, "key")) and bool(object_at(one, "fields")) and "/rest/" in text_of(one, "self")


def _are_fields(payload: Payload) -> bool:
    body = payload.json if payload.is_json else None
    return isinstance(body, list) and next(objects(body), {}).keys() >= _FIELD


def _webhook(body: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """https://developer.atlassian.com/cloud/jira/platform/webhooks/"""
    event, issue = text_of(body, "webhookEvent"), object_at(body, "issue")
    person = object_at(body, "user")
    if "comment" in body and (event.startswith("comment_") or not object_at(body, "changelog")):
        action = event.rpartition("_")[2] if event.startswith("comment_") else ""
        yield issues.comment(object_at(body, "comment"), issue, action="" if action == "created" else action)
    elif event == "jira:issue_created" and issue:
        yield issues.opening(issue)
    elif items := object_at(body, "changelog").get("items"):
        history = {"id": object_at(body, "changelog").get("id"), "author": person, "items": items}
        yield from issues.changes({**history, "created": body.get("timestamp")}, issue)
    else:
        told = event.removeprefix("jira:").replace("_", " ").capitalize()
        key, summary = text_of(issue, "key"), text_of(issue, "fields", "summary")
        about = " ".join(part for part in (key, summary) if part)
        yield SourceEvent(
            text=f"{told}: {about}" if about else told,
            at=moment(body.get("timestamp")),
            actor=issues.name(person) or "Jira",
            external_id=f"{event}/{text_of(issue, 'id')}@{text_of(body, 'timestamp')}",
            link=issues.link_of(issue),
            component=issues.component_of(issue),
            vendor_type=event,
        )
