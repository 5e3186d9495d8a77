"""Notifications of Alertmanager, as https://prometheus.io/docs/alerting/latest/configuration/#webhook_config describes them."""

from collections.abc import Iterator
from dataclasses import replace

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules import EventKind


def recognises(payload: Payload) -> bool:
    body = payload.object
    alerts = body.get("alerts")
    return isinstance(alerts, list) and "receiver" in body and ("groupKey" in body or str(body.get("version")) in {"3", "4"})


def events(payload: Payload) -> Iterator[SourceEvent]:
    """An alert gives one event when it fires and one when it ends; both can stand in one notification."""
    body = payload.object
    if "alerts" not in body:
        raise UnreadablePayload("This is no notification of Alertmanager: it has no list of alerts.")
    for alert in objects(body["alerts"]):
        labels, annotations = object_at(alert, "labels"), object_at(alert, "annotations")
        name = text_of(labels, "alertname") or "Alert"
        said = text_of(annotations, "summary") or text_of(annotations, "message") or text_of(annotations, "description")
        started = text_of(alert, "startsAt")
        identity = text_of(alert, "fingerprint") or ",".join(f"{key}={labels[key]}" for key in sorted(labels))
        fired = SourceEvent(
            text=f"{name}: {said}" if said else name,
            at=moment(started),
            actor="Alertmanager",
            kind=EventKind.SIGNAL,
            external_id=f"{identity}@{started}/firing",
            link=text_of(alert, "generatorURL"),
            component=text_of(labels, "service") or text_of(labels, "job") or text_of(labels, "instance"),
            vendor_type="firing",
            words=text_of(annotations, "description"),
        )
        yield fired
        ended = moment(text_of(alert, "endsAt"))
        if text_of(alert, "status") == "resolved" and ended:
            yield replace(
                fired,
                text=f"{name} has ended",
                at=ended,
                kind=EventKind.OTHER,
                external_id=f"{identity}@{started}/resolved",
                vendor_type="resolved",
                thread=fired.external_id,
            )
