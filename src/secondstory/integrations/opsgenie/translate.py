"""Webhooks (https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/) and answers of the REST API."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_TOLD = {
    "Create": "Alert created",
    "Acknowledge": "Alert acknowledged",
    "UnAcknowledge": "Alert no longer acknowledged",
    "Close": "Alert closed",
    "Delete": "Alert deleted",
    "TakeOwnership": "Alert taken over",
    "AssignOwnership": "Alert assigned",
    "EscalateNext": "Alert escalated to the next level",
    "Escalate": "Alert escalated",
}
_KINDS = {
    "Create": EventKind.SIGNAL,
    "Acknowledge": EventKind.ACKNOWLEDGEMENT,
    "EscalateNext": EventKind.ESCALATION,
    "Escalate": EventKind.ESCALATION,
}


_CONCERNED = ("recipient", "addedTags", "removedTags", "escalation", "escalationName", "customActionName", "addedTeam")


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_webhook(body) or _is_answer(body)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Opsgenie: it is no JSON object.")
    if isinstance(body.get("alert"), dict):
        return _of_webhook(body)
    if "data" in body or says_nothing(payload):
        found = body.get("data")
        return (event for one in objects(found if isinstance(found, list) else [found]) for event in _of_answer(one))
    raise UnreadablePayload("This is nothing of Opsgenie: it has neither an alert nor data.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if "message" in body and "requestId" in body and "data" not in body:
        return f"It is an error answer of Opsgenie: {text_of(body, 'message')}."
    if "result" in body and "requestId" in body:
        return "It is the answer to a request, which is no event."
    return None


def _is_webhook(body: Mapping[str, Any]) -> bool:
    return "action" in body and bool(text_of(body, "alert", "alertId"))


def _is_answer(body: Mapping[str, Any]) -> bool:
    return "requestId" in body and "took" in body and bool({"data", "message", "result"} & body.keys())


def _of_webhook(body: Mapping[str, Any]) -> Iterator[SourceEvent]:
    alert, action = object_at(body, "alert"), text_of(body, "action")
    identity, message = text_of(alert, "alertId"), text_of(alert, "message")
    note = text_of(alert, "note")
    stated = text_of(alert, "createdAt" if action == "Create" else "updatedAt")
    actor = text_of(alert, "username") or text_of(alert, "source") or text_of(body, "source", "name")
    yield SourceEvent(
        text=f"Note: {note}" if action == "AddNote" else _told(action, alert, message=message, note=note),
        at=moment(stated),
        actor=actor,
        actor_email=actor if "@" in actor else "",
        kind=_KINDS.get(action, EventKind.OTHER),
        external_id=f"{identity}/{action}@{stated}",
        component=text_of(alert, "entity") or text_of(alert, "team"),
        vendor_type=action,
        words=note or text_of(alert, "description"),
    )


def _told(action: str, alert: Mapping[str, Any], *, message: str, note: str) -> str:
    told = _TOLD.get(action) or f"Alert: {_words(action)}"
    if action in {"AssignOwnership", "TakeOwnership"} and (owner := text_of(alert, "owner")):
        told = f"{told} to {owner}" if action == "AssignOwnership" else told
    if concerned := next((said for key in _CONCERNED if (said := text_of(alert, key) or text_of(alert, key, "name"))), ""):
        told = f"{told} ({concerned})"
    text = f"{told}: {message}"
    return f"{text} ({note})" if note else text


def _of_answer(one: Mapping[str, Any]) -> Iterator[SourceEvent]:
    if "log" in one:
        yield _log(one)
    elif "note" in one:
        yield _note(one)
    elif "message" in one and "createdAt" in one:
        yield from _alert(one)


def _log(one: Mapping[str, Any]) -> SourceEvent:
    owner = text_of(one, "owner")
    return SourceEvent(
        text=text_of(one, "log"),
        at=moment(one.get("createdAt")),
        actor=owner,
        actor_email=owner if "@" in owner else "",
        external_id=text_of(one, "offset"),
        vendor_type=text_of(one, "type"),
    )


def _note(one: Mapping[str, Any]) -> SourceEvent:
    owner, note = text_of(one, "owner"), text_of(one, "note")
    return SourceEvent(
        text=f"Note: {note}",
        at=moment(one.get("createdAt")),
        actor=owner,
        actor_email=owner if "@" in owner else "",
        external_id=text_of(one, "offset"),
        vendor_type="AddNote",
        words=note,
    )


def _alert(alert: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """An alert, or an incident, which has the same form. Acknowledgement and end are stated as durations since it began."""
    identity, message = text_of(alert, "id"), text_of(alert, "message")
    created = moment(alert.get("createdAt"))
    report = object_at(alert, "report")
    created_event = SourceEvent(
        text=f"Alert created: {message}",
        at=created,
        actor=text_of(alert, "source") or "Opsgenie",
        kind=EventKind.SIGNAL,
        external_id=f"{identity}/Create@{text_of(alert, 'createdAt')}",
        link=text_of(alert, "links", "web"),
        component=text_of(alert, "entity"),
        vendor_type="Create",
        words=text_of(alert, "description"),
    )
    yield created_event
    if who := text_of(report, "acknowledgedBy"):
        yield _later(created_event, "Acknowledge", message=message, who=who, milliseconds=report.get("ackTime"))
    if who := text_of(report, "closedBy"):
        yield _later(created_event, "Close", message=message, who=who, milliseconds=report.get("closeTime"))


def _later(created: SourceEvent, action: str, *, message: str, who: str, milliseconds: object) -> SourceEvent:
    at = None
    if created.at and isinstance(milliseconds, int | float) and not isinstance(milliseconds, bool):
        with suppress(OverflowError, ValueError):
            at = moment((created.at + timedelta(milliseconds=milliseconds)).isoformat())
    return SourceEvent(
        text=f"{_TOLD[action]}: {message}",
        at=at,
        actor=who,
        actor_email=who if "@" in who else "",
        kind=_KINDS.get(action, EventKind.OTHER),
        external_id=created.external_id.replace("/Create@", f"/{action}@"),
        link=created.link,
        component=created.component,
        vendor_type=action,
        thread=created.external_id,
    )


def _words(action: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", action).lower()
