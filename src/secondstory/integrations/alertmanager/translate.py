"""Notifications of Alertmanager, as https://prometheus.io/docs/alerting/latest/configuration/#webhook_config describes them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.named_payloads import TEMPLATES, named_payloads
from secondstory.integrations.prometheus_alerts import alert_events
from secondstory.integrations.reading import object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_OF_GRAFANA = ("silenceURL", "valueString", "dashboardURL", "panelURL")


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_notification(body) or _are_templates(body) or _is_list_of_alerts(payload)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if isinstance(body, list):
        return alert_events(list(_as_notified(body)), actor="Alertmanager")
    if _are_templates(payload.object):
        return ()
    if not isinstance(body, dict) or not isinstance(body.get("alerts"), list):
        raise UnreadablePayload("This is no notification of Alertmanager: it has no list of alerts.")
    return alert_events(body["alerts"], actor="Alertmanager")


def says_nothing(payload: Payload) -> str | None:
    if _are_templates(payload.object):
        return TEMPLATES
    return "It is a list of no alerts." if payload.is_json and isinstance(payload.json, list) else None


def _is_notification(body: Mapping[str, Any]) -> bool:
    alerts = body.get("alerts")
    if not isinstance(alerts, list) or "receiver" not in body or "orgId" in body:
        return False
    if any(key in alert for alert in objects(alerts[:1]) for key in _OF_GRAFANA):
        return False
    return "groupKey" in body or str(body.get("version")) in {"3", "4"}


def _is_list_of_alerts(payload: Payload) -> bool:
    """Say whether it answers GET /api/v2/alerts."""
    body = payload.json if payload.is_json else None
    first = next(objects(body), {}) if isinstance(body, list) else {}
    return {"labels", "startsAt", "fingerprint"} <= first.keys() and bool(text_of(first, "status", "state"))


def _as_notified(alerts: list[Any]) -> Iterator[Mapping[str, Any]]:
    """The API states the end of an alert that still fires too: when it would be taken as ended if nothing more came."""
    for alert in objects(alerts):
        yield {**alert, "status": "firing"}


def _are_templates(body: Mapping[str, Any]) -> bool:
    payloads = named_payloads(body)
    return bool(payloads) and all("summary" in one and object_at(one, "labels") for one in payloads)
