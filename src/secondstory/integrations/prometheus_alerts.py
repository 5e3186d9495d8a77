"""Alerts in the form of Prometheus, which Alertmanager and Grafana both send."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind


def alert_events(alerts: Any, *, actor: str) -> Iterator[SourceEvent]:
    """An alert gives one event when it fires and, once it is resolved, one when it ended."""
    for alert in objects(alerts):
        labels, annotations = object_at(alert, "labels"), object_at(alert, "annotations")
        name = text_of(labels, "alertname") or "Alert"
        said = text_of(annotations, "summary") or text_of(annotations, "message") or text_of(annotations, "description")
        started = text_of(alert, "startsAt")
        identity = text_of(alert, "fingerprint") or ",".join(f"{key}={labels[key]}" for key in sorted(labels))
        fired = SourceEvent(
            text=f"{name}: {said}" if said else name,
            at=moment(started),
            actor=actor,
            kind=EventKind.SIGNAL,
            external_id=f"{identity}@{started}/firing",
            link=text_of(alert, "generatorURL") or text_of(alert, "panelURL") or text_of(alert, "dashboardURL"),
            component=text_of(labels, "service") or text_of(labels, "job") or text_of(labels, "instance"),
            vendor_type="firing",
            words=text_of(annotations, "description"),
        )
        yield fired
        ended = moment(text_of(alert, "endsAt"))
        if text_of(alert, "status") == "resolved" and ended:
            yield replace(
                fired,
                text=f"{name} has ended: {said}" if said else f"{name} has ended",
                at=ended,
                kind=EventKind.OTHER,
                external_id=f"{identity}@{started}/resolved",
                vendor_type="resolved",
                thread=fired.external_id,
            )
