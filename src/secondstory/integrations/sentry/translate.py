"""Webhooks, as https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ describes them, and issues of the API."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_ISSUE = {"firstSeen", "shortId"}
_PLUGIN = {"project", "culprit", "event", "level"}
_ALERTING = {"critical", "warning", "open"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_webhook(body) or body.keys() >= _PLUGIN or body.keys() >= _ISSUE or _are_issues(payload)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if isinstance(body, list):
        return (event for one in objects(body) for event in _issue(one))
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Sentry: it is neither a JSON object nor a list.")
    if body.keys() >= _ISSUE:
        return _issue(body)
    if "triggering_rules" in body or body.keys() >= _PLUGIN:
        return (_of_plugin(body),)
    if "action" in body and isinstance(body.get("data"), dict):
        return () if says_nothing(payload) else (_of_webhook(body, sent=_sent(payload)),)
    raise UnreadablePayload("This is nothing of Sentry: it has neither an action with its data nor issues.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if "installation" in object_at(body, "data"):
        return "It says that the integration was installed or removed, which is no event."
    return None


def _sent(payload: Payload) -> datetime | None:
    return moment(payload.headers.get("sentry-hook-timestamp", ""))


def _is_webhook(body: Mapping[str, Any]) -> bool:
    return "action" in body and isinstance(body.get("data"), dict) and bool(text_of(body, "installation", "uuid"))


def _are_issues(payload: Payload) -> bool:
    body = payload.json if payload.is_json else None
    return isinstance(body, list) and next(objects(body), {}).keys() >= _ISSUE


def _of_webhook(body: Mapping[str, Any], *, sent: datetime | None) -> SourceEvent:
    data, action = object_at(body, "data"), text_of(body, "action")
    actor = text_of(body, "actor", "name") or "Sentry"
    if issue := object_at(data, "issue"):
        return _issue_changed(issue, action, actor=actor, sent=sent)
    if event := object_at(data, "event") or object_at(data, "error"):
        return _error(event, action, rule=text_of(data, "triggered_rule"))
    if "metric_alert" in data:
        return _metric_alert(data, action)
    if "comment" in data:
        return _comment(data, action, actor=actor)
    subject = next((key for key, value in data.items() if isinstance(value, dict)), "event")
    return SourceEvent(text=f"{_words(subject).capitalize()} {_words(action)}", at=sent, actor=actor, vendor_type=f"{subject}.{action}")


def _issue_changed(issue: Mapping[str, Any], action: str, *, actor: str, sent: datetime | None) -> SourceEvent:
    """Only of a new issue does Sentry state when it happened; of other changes the request says when it was sent."""
    identity, title = text_of(issue, "id"), text_of(issue, "title")
    is_new = action == "created"
    whom = text_of(issue, "assignedTo", "name") if action == "assigned" else ""
    seen = text_of(issue, "firstSeen" if is_new else "lastSeen")
    return SourceEvent(
        text=f"New issue: {title}" if is_new else f"Issue {_words(action)}{f' to {whom}' if whom else ''}: {title}",
        at=moment(seen) if is_new else sent,
        actor=actor,
        kind=EventKind.SIGNAL if is_new else EventKind.OTHER,
        external_id=f"{identity}/{action}" if is_new else f"{identity}/{action}@{seen}",
        link=text_of(issue, "web_url") or text_of(issue, "permalink") or text_of(issue, "url"),
        component=text_of(issue, "project", "name") or text_of(issue, "project", "slug"),
        vendor_type=f"issue.{action}",
        words=text_of(issue, "culprit"),
    )


def _error(event: Mapping[str, Any], action: str, *, rule: str) -> SourceEvent:
    title = text_of(event, "title") or text_of(event, "message")
    return SourceEvent(
        text=f"Alert “{rule}”: {title}" if rule else f"Error: {title}",
        at=moment(event.get("datetime")) or moment(event.get("timestamp")) or moment(event.get("received")),
        actor="Sentry",
        kind=EventKind.SIGNAL,
        external_id=text_of(event, "event_id") or text_of(event, "id"),
        link=text_of(event, "web_url") or text_of(event, "url"),
        component=text_of(event, "project_slug") or text_of(event, "project_name"),
        vendor_type=f"event_alert.{action}" if rule else f"error.{action}",
        words=text_of(event, "culprit"),
    )


def _metric_alert(data: Mapping[str, Any], action: str) -> SourceEvent:
    alert = object_at(data, "metric_alert")
    stated = alert.get("date_closed") if action == "resolved" else alert.get("date_detected") or alert.get("date_started")
    title = text_of(data, "description_title") or text_of(alert, "title") or text_of(alert, "alert_rule", "name")
    said = text_of(data, "description_text")
    return SourceEvent(
        text=f"{title}: {said}" if said else title,
        at=moment(stated),
        actor="Sentry",
        kind=EventKind.SIGNAL if action in _ALERTING else EventKind.OTHER,
        external_id=f"metric_alert/{text_of(alert, 'id')}/{action}",
        link=text_of(data, "web_url"),
        component=", ".join(name for name in alert.get("projects", []) if isinstance(name, str))
        if isinstance(alert.get("projects"), list)
        else "",
        vendor_type=f"metric_alert.{action}",
    )


def _comment(data: Mapping[str, Any], action: str, *, actor: str) -> SourceEvent:
    said, identity = text_of(data, "comment"), f"comment/{text_of(data, 'comment_id')}"
    return SourceEvent(
        text=f"Comment: {said}",
        at=moment(data.get("timestamp")),
        actor=actor,
        external_id=identity if action == "created" else f"{identity}/{action}@{text_of(data, 'timestamp')}",
        component=text_of(data, "project_slug"),
        vendor_type=f"comment.{action}",
        words=said,
        replaces="" if action == "created" else identity,
        is_deleted=action == "deleted",
    )


def _of_plugin(body: Mapping[str, Any]) -> SourceEvent:
    event = object_at(body, "event")
    title = text_of(event, "title") or text_of(body, "message") or text_of(event, "metadata", "title") or text_of(body, "culprit")
    return SourceEvent(
        text=f"Error: {title}",
        at=moment(event.get("timestamp")) or moment(event.get("received")),
        actor="Sentry",
        kind=EventKind.SIGNAL,
        external_id=text_of(event, "event_id") or text_of(event, "id") or text_of(body, "id"),
        link=text_of(body, "url"),
        component=text_of(body, "project_name") or text_of(body, "project_slug"),
        vendor_type="plugin",
        words=text_of(body, "culprit"),
    )


def _issue(issue: Mapping[str, Any]) -> Iterator[SourceEvent]:
    first = _issue_changed(issue, "created", actor="Sentry", sent=None)
    yield first
    for one in objects(issue.get("activity")):
        activity = text_of(one, "type")
        if activity == "first_seen":
            continue
        said = text_of(one, "data", "text")
        yield SourceEvent(
            text=f"Comment: {said}" if activity == "note" else f"Issue {_words(activity)}: {text_of(issue, 'title')}",
            at=moment(one.get("dateCreated")),
            actor=text_of(one, "user", "name") or "Sentry",
            actor_email=text_of(one, "user", "email"),
            external_id=f"activity/{text_of(one, 'id')}",
            link=first.link,
            component=first.component,
            vendor_type=activity,
            words=said,
            thread=first.external_id,
        )


def _words(name: str) -> str:
    return name.replace("_", " ").replace(".", " ")
