"""Webhooks: version 3 as https://developer.pagerduty.com/docs/webhooks-overview describes it, and versions 1 and 2 before it."""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

PING = "pagey.ping"
_KINDS = {
    "incident.triggered": EventKind.SIGNAL,
    "incident.acknowledged": EventKind.ACKNOWLEDGEMENT,
    "incident.escalated": EventKind.ESCALATION,
    "incident.resolved": EventKind.RESOLUTION,
    "incident.status_update_published": EventKind.COMMUNICATION,
}
_TODAYS_NAMES = {
    "incident.trigger": "incident.triggered",
    "incident.acknowledge": "incident.acknowledged",
    "incident.unacknowledge": "incident.unacknowledged",
    "incident.resolve": "incident.resolved",
    "incident.assign": "incident.reassigned",
    "incident.escalate": "incident.escalated",
    "incident.delegate": "incident.delegated",
    "incident.annotate": "incident.annotated",
}
_TO_SOMEBODY = {"incident.escalated", "incident.delegated", "incident.reassigned"}


def is_third_version(body: Mapping[str, Any]) -> bool:
    event = object_at(body, "event")
    return "." in text_of(event, "event_type") and "occurred_at" in event and "data" in event


def is_earlier_version(body: Mapping[str, Any]) -> bool:
    first = next(objects(body.get("messages")), {})
    return bool(_earlier_incident(first)) and (text_of(first, "event") or text_of(first, "type")).startswith("incident.")


def of_third_version(body: Mapping[str, Any]) -> Iterator[SourceEvent]:
    event = object_at(body, "event")
    event_type = text_of(event, "event_type")
    if event_type == PING:
        return
    data = object_at(event, "data")
    incident = object_at(data, "incident") or data
    agent = object_at(event, "agent")
    said = text_of(data, "content") or text_of(data, "message")
    yield SourceEvent(
        text=_told(event_type, data, title=text_of(incident, "title") or text_of(incident, "summary")),
        at=moment(event.get("occurred_at")),
        actor=text_of(agent, "summary") or text_of(event, "client", "name") or "PagerDuty",
        kind=_KINDS.get(event_type, EventKind.OTHER),
        external_id=text_of(event, "id"),
        link=text_of(incident, "html_url") or text_of(data, "html_url"),
        component=text_of(data, "service", "summary") or text_of(incident, "service", "summary"),
        vendor_type=event_type,
        words=said,
    )


def _told(event_type: str, data: Mapping[str, Any], *, title: str) -> str:
    said = text_of(data, "content") or text_of(data, "message")
    match event_type:
        case "incident.annotated":
            return f"Note: {said}"
        case "incident.status_update_published":
            return f"Status update: {said}"
        case "incident.responder.added":
            asked = f"Help asked of {text_of(data, 'user', 'summary') or text_of(data, 'escalation_policy', 'summary')}"
            return f"{asked}: {said}" if said else asked
        case "incident.responder.replied":
            return f"{text_of(data, 'user', 'summary')} answered the request for help: {text_of(data, 'state') or said}"
        case "incident.priority_updated":
            return f"Priority set to {text_of(data, 'priority', 'summary') or 'none'}: {title}"
        case "incident.custom_field_values.updated":
            fields = [
                f"{text_of(one, 'display_name') or text_of(one, 'name')} = {one.get('value')}" for one in objects(data.get("custom_fields"))
            ]
            return f"Fields set: {', '.join(fields)}"
    names = [name for one in objects(data.get("assignees")) if (name := text_of(one, "summary"))]
    whom = f" to {', '.join(names)}" if event_type in _TO_SOMEBODY and names else ""
    subject, _, verb = event_type.partition(".")
    return f"{subject.capitalize()} {verb.replace('.', ' ').replace('_', ' ')}{whom}: {title}".removesuffix(": ")


def of_earlier_version(body: Mapping[str, Any]) -> Iterator[SourceEvent]:
    for message in objects(body.get("messages")):
        vendor_type = text_of(message, "event") or text_of(message, "type")
        event_type = _TODAYS_NAMES.get(vendor_type, vendor_type)
        incident = _earlier_incident(message)
        entry = next(objects(message.get("log_entries")), {})
        note = text_of(entry, "channel", "content") or text_of(entry, "channel", "summary") if event_type == "incident.annotated" else ""
        person = _earlier_actor(event_type, incident, entry)
        yield SourceEvent(
            text=f"Note: {note}" if note else _told(event_type, {}, title=_earlier_title(incident)),
            at=moment(message.get("created_on")) or moment(entry.get("created_at")),
            actor=text_of(person, "summary") or text_of(person, "name"),
            actor_email=text_of(person, "email"),
            kind=_KINDS.get(event_type, EventKind.OTHER),
            external_id=text_of(message, "id") or text_of(entry, "id"),
            link=text_of(incident, "html_url"),
            component=text_of(incident, "service", "summary") or text_of(incident, "service", "name"),
            vendor_type=vendor_type,
            words=note,
        )


def _earlier_incident(message: Mapping[str, Any]) -> Mapping[str, Any]:
    return object_at(message, "incident") or object_at(message, "data", "incident")


def _earlier_title(incident: Mapping[str, Any]) -> str:
    summary = object_at(incident, "trigger_summary_data")
    return (
        text_of(incident, "title")
        or text_of(summary, "subject")
        or text_of(summary, "description")
        or text_of(incident, "incident_key")
        or text_of(incident, "id")
    )


def _earlier_actor(event_type: str, incident: Mapping[str, Any], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    if agent := object_at(entry, "agent"):
        return agent
    if event_type == "incident.triggered":
        return object_at(incident, "service")
    if event_type == "incident.resolved" and (resolver := object_at(incident, "resolved_by_user")):
        return resolver
    return object_at(incident, "last_status_change_by")
