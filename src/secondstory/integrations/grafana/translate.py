"""Webhook notifications, described under https://grafana.com/docs/grafana/latest/alerting/configure-notifications/, and annotations."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from secondstory.integrations.named_payloads import TEMPLATES, named_payloads
from secondstory.integrations.prometheus_alerts import alert_events
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_OF_ALERT = ("silenceURL", "valueString", "dashboardURL", "panelURL")
_LEGACY = {"ruleId", "ruleName", "state"}
_LEGACY_STATES = {"alerting": "is alerting", "ok": "is OK again", "no_data": "has no data", "paused": "was paused", "pending": "is pending"}
_ALERTING = {"alerting", "no_data", "Alerting", "NoData", "Error"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_notification(body) or body.keys() >= _LEGACY or _are_templates(body) or _are_annotations(payload)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if isinstance(body, list):
        return (_annotation(one) for one in objects(body))
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Grafana: it is neither a JSON object nor a list.")
    if body.keys() >= _LEGACY:
        return (_legacy(body, content=payload.content),)
    if isinstance(body.get("alerts"), list):
        return alert_events(body["alerts"], actor="Grafana")
    if _are_templates(body):
        return ()
    raise UnreadablePayload("This is no notification of Grafana: it has neither a list of alerts nor a rule.")


def says_nothing(payload: Payload) -> str | None:
    return TEMPLATES if _are_templates(payload.object) else None


def _is_notification(body: Mapping[str, Any]) -> bool:
    alerts = body.get("alerts")
    if not isinstance(alerts, list):
        return False
    return ("orgId" in body and "receiver" in body) or any(key in alert for alert in objects(alerts[:1]) for key in _OF_ALERT)


def _are_annotations(payload: Payload) -> bool:
    """Say whether it answers GET /api/annotations."""
    body = payload.json if payload.is_json else None
    first = next(objects(body), {}) if isinstance(body, list) else {}
    return {"time", "text", "tags"} <= first.keys() and bool({"dashboardUID", "dashboardId", "newState"} & first.keys())


def _are_templates(body: Mapping[str, Any]) -> bool:
    payloads = named_payloads(body)
    return bool(payloads) and all("ruleGroup" in one for one in payloads)


def _legacy(body: Mapping[str, Any], *, content: bytes) -> SourceEvent:
    """It states neither a time nor which occurrence it is, so the values that it was sent with must tell one from another."""
    state, name, message = text_of(body, "state"), text_of(body, "ruleName"), text_of(body, "message")
    told = f"{name} {_LEGACY_STATES.get(state, state)}"
    return SourceEvent(
        text=f"{told}: {message}" if message else told,
        actor="Grafana",
        kind=EventKind.SIGNAL if state in _ALERTING else EventKind.OTHER,
        external_id=f"{text_of(body, 'ruleId')}/{state}/{sha256(content).hexdigest()[:12]}",
        link=text_of(body, "ruleUrl"),
        component=_component(object_at(body, "tags")),
        vendor_type=state,
        words=text_of(body, "title"),
    )


def _component(tags: Mapping[str, Any]) -> str:
    return text_of(tags, "service") or text_of(tags, "job") or text_of(tags, "instance")


def _annotation(one: Mapping[str, Any]) -> SourceEvent:
    state, name = text_of(one, "newState"), text_of(one, "alertName")
    said = text_of(one, "text")
    told = f"{name} went from {text_of(one, 'prevState') or 'nothing'} to {state}" if state and name else ""
    return SourceEvent(
        text=": ".join(part for part in (told, said) if part) or "Annotation",
        at=moment(one.get("time")),
        actor=text_of(one, "login") or text_of(one, "email") or "Grafana",
        actor_email=text_of(one, "email"),
        actor_handle=text_of(one, "login"),
        kind=EventKind.SIGNAL if state in _ALERTING else EventKind.OTHER,
        external_id=f"annotation/{text_of(one, 'id')}",
        vendor_type=state or "annotation",
    )
