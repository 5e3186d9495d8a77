"""What the REST API answers: https://developer.pagerduty.com/api-reference/"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

_KINDS = {
    "trigger_log_entry": EventKind.SIGNAL,
    "notify_log_entry": EventKind.PAGE,
    "acknowledge_log_entry": EventKind.ACKNOWLEDGEMENT,
    "escalate_log_entry": EventKind.ESCALATION,
    "resolve_log_entry": EventKind.RESOLUTION,
    "status_update_log_entry": EventKind.COMMUNICATION,
}


def _log_entry(entry: Mapping[str, Any]) -> Iterator[SourceEvent]:
    vendor_type = text_of(entry, "type")
    summary, incident = text_of(entry, "summary"), text_of(entry, "incident", "summary") or text_of(entry, "incident", "title")
    said = text_of(entry, "note") or text_of(entry, "message")
    channel = object_at(entry, "channel")
    if vendor_type == "annotate_log_entry":
        said = said or text_of(channel, "content") or text_of(channel, "summary")
        text = f"Note: {said}" if said else summary
    elif said:
        text = f"{summary}: {said}"
    else:
        text = _joined((summary or _words(vendor_type)).removesuffix("." if incident else ""), incident)
    details = text_of(entry, "event_details", "description") or text_of(channel, "description")
    yield SourceEvent(
        text=text,
        at=moment(entry.get("created_at")),
        actor=_name(object_at(entry, "agent")),
        actor_email=text_of(entry, "agent", "email"),
        kind=_KINDS.get(vendor_type, EventKind.OTHER),
        external_id=text_of(entry, "id"),
        link=text_of(entry, "html_url") or text_of(entry, "incident", "html_url"),
        component=_name(object_at(entry, "service")),
        vendor_type=vendor_type,
        words=said or details,
    )


def _incident(incident: Mapping[str, Any]) -> Iterator[SourceEvent]:
    identity, title = text_of(incident, "id"), text_of(incident, "title") or text_of(incident, "summary")
    link, component = text_of(incident, "html_url") or text_of(incident, "self"), _name(object_at(incident, "service"))

    def event(
        text: str, at: object, *, vendor_type: str, actor: str = "", part: str = "", kind: EventKind = EventKind.OTHER
    ) -> SourceEvent:
        return SourceEvent(
            text=text,
            at=moment(at),
            actor=actor,
            kind=kind,
            external_id=f"{identity}/{part}" if part else identity,
            link=link,
            component=component,
            vendor_type=vendor_type,
            thread=identity if part else "",
        )

    opened_by = component or "PagerDuty"
    yield event(f"Incident triggered: {title}", incident.get("created_at"), vendor_type="incident", actor=opened_by, kind=EventKind.SIGNAL)
    for one in objects(incident.get("assignments")):
        who, at = object_at(one, "assignee"), one.get("at")
        part = f"assigned/{text_of(who, 'id')}@{text_of(one, 'at')}"
        yield event(f"Incident assigned to {_name(who)}: {title}", at, vendor_type="assignment", actor="PagerDuty", part=part)
    for one in objects(incident.get("acknowledgements")):
        who, at = object_at(one, "acknowledger"), one.get("at")
        part = f"acknowledged/{text_of(who, 'id')}@{text_of(one, 'at')}"
        text = f"Incident acknowledged: {title}"
        yield event(text, at, vendor_type="acknowledgement", actor=_name(who), part=part, kind=EventKind.ACKNOWLEDGEMENT)
    for one in objects(incident.get("responder_requests")):
        requester, at = object_at(one, "requester"), one.get("requested_at")
        part = f"requested/{text_of(requester, 'id')}@{text_of(one, 'requested_at')}"
        text = _joined(f"Help asked of {_asked(one)}", text_of(one, "message"))
        yield event(text, at, vendor_type="responder_request", actor=_name(requester), part=part)
    for one in objects(incident.get("incidents_responders")):
        who, state = object_at(one, "user"), text_of(one, "state")
        if state and state != "pending":
            part = f"responder/{text_of(who, 'id')}@{text_of(one, 'updated_at')}"
            text = f"Answer to the request for help: {state}"
            yield event(text, one.get("updated_at"), vendor_type="responder", actor=_name(who), part=part)
    if text_of(incident, "status") == "resolved":
        at = incident.get("resolved_at") or incident.get("last_status_change_at")
        actor = _name(object_at(incident, "last_status_change_by"))
        text = _joined(f"Incident resolved: {title}", text_of(incident, "resolve_reason", "summary"))
        yield event(text, at, vendor_type="resolved", actor=actor, part="resolved", kind=EventKind.RESOLUTION)


def _similar_incident(found: Mapping[str, Any]) -> Iterator[SourceEvent]:
    incident = object_at(found, "incident")
    yield SourceEvent(
        text=f"Incident triggered: {text_of(incident, 'title') or text_of(incident, 'summary')}",
        at=moment(incident.get("created_at")),
        actor="PagerDuty",
        kind=EventKind.SIGNAL,
        external_id=text_of(incident, "id"),
        link=text_of(incident, "html_url") or text_of(incident, "self"),
        vendor_type="incident",
    )


def _alert(alert: Mapping[str, Any]) -> Iterator[SourceEvent]:
    name = text_of(alert, "summary") or text_of(alert, "alert_key")
    fired = SourceEvent(
        text=f"Alert: {name}",
        at=moment(alert.get("created_at")),
        actor=_name(object_at(alert, "integration")) or _name(object_at(alert, "service")) or "PagerDuty",
        kind=EventKind.SIGNAL,
        external_id=text_of(alert, "id"),
        link=text_of(alert, "html_url"),
        component=_name(object_at(alert, "service")),
        vendor_type="alert",
    )
    yield fired
    ended = moment(alert.get("resolved_at"))
    if text_of(alert, "status") == "resolved" and ended:
        yield SourceEvent(
            text=f"Alert has ended: {name}",
            at=ended,
            actor=fired.actor,
            external_id=f"{fired.external_id}/resolved",
            link=fired.link,
            component=fired.component,
            vendor_type="alert resolved",
            thread=fired.external_id,
        )


def _note(note: Mapping[str, Any]) -> Iterator[SourceEvent]:
    content = text_of(note, "content")
    yield SourceEvent(
        text=f"Note: {content}",
        at=moment(note.get("created_at")),
        actor=_name(object_at(note, "user")),
        actor_email=text_of(note, "user", "email"),
        external_id=text_of(note, "id"),
        link=text_of(note, "html_url"),
        vendor_type="note",
        words=content,
    )


def _status_update(update: Mapping[str, Any]) -> Iterator[SourceEvent]:
    message = text_of(update, "message")
    yield SourceEvent(
        text=f"Status update: {message}",
        at=moment(update.get("created_at")),
        actor=_name(object_at(update, "sender")),
        actor_email=text_of(update, "sender", "email"),
        kind=EventKind.COMMUNICATION,
        external_id=text_of(update, "id"),
        vendor_type="status_update",
        words=message,
    )


def _notification(sent: Mapping[str, Any]) -> Iterator[SourceEvent]:
    vendor_type = text_of(sent, "type")
    means = _words(vendor_type.removesuffix("_notification")).lower()
    yield SourceEvent(
        text=f"Notified {_name(object_at(sent, 'user')) or 'somebody'} by {means}",
        at=moment(sent.get("started_at")),
        actor="PagerDuty",
        kind=EventKind.PAGE,
        external_id=text_of(sent, "id"),
        vendor_type=vendor_type,
    )


def _change_event(change: Mapping[str, Any]) -> Iterator[SourceEvent]:
    services = [name for service in objects(change.get("services")) if (name := _name(service))]
    source = text_of(change, "source")
    yield SourceEvent(
        text=text_of(change, "summary") or "Change",
        at=moment(change.get("timestamp")),
        actor=source,
        kind=EventKind.CHANGE,
        external_id=text_of(change, "id"),
        link=next((text_of(link, "href") for link in objects(change.get("links"))), ""),
        component=", ".join(services) or source,
        vendor_type="change_event",
    )


TRANSLATORS: dict[str, Callable[[Mapping[str, Any]], Iterator[SourceEvent]]] = {
    "log_entries": _log_entry,
    "log_entry": _log_entry,
    "incidents": _incident,
    "incident": _incident,
    "past_incidents": _similar_incident,
    "related_incidents": _similar_incident,
    "alerts": _alert,
    "alert": _alert,
    "notes": _note,
    "note": _note,
    "change_events": _change_event,
    "change_event": _change_event,
    "status_updates": _status_update,
    "status_update": _status_update,
    "notifications": _notification,
    "outlier_incident": _similar_incident,
}


def _asked(request: Mapping[str, Any]) -> str:
    names = []
    for target in objects(request.get("responder_request_targets")):
        inner = object_at(target, "responder_request_target")
        users = [name for one in objects(inner.get("incidents_responders")) if (name := _name(object_at(one, "user")))]
        names += users or [_name(inner) or text_of(inner, "type")]
    return ", ".join(name for name in names if name) or "others"


def _name(reference: Mapping[str, Any]) -> str:
    return text_of(reference, "summary") or text_of(reference, "name")


def _joined(first: str, second: str) -> str:
    return f"{first}: {second}" if second else first


def _words(vendor_type: str) -> str:
    return vendor_type.removesuffix("_log_entry").replace("_", " ").capitalize() or "Log entry"
