"""Alerts of the REST notification plug-in, which posts the same form when an alert begins, changes and ends."""

from collections.abc import Iterable
from dataclasses import replace

from secondstory.integrations.reading import moment, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_NEEDED = {"alertId", "criticality", "startDate", "status"}


def recognises(payload: Payload) -> bool:
    return payload.object.keys() >= _NEEDED


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.object
    if "alertId" not in body:
        raise UnreadablePayload("This is no alert of VMware Aria Operations: it has no alertId.")
    identity, resource = text_of(body, "alertId"), text_of(body, "resourceName")
    name = text_of(body, "alertName") or _words(text_of(body, "subType") or text_of(body, "type"))
    level, info = _words(text_of(body, "criticality")), text_of(body, "info")
    about = f"{name} on {resource}" if resource else name
    began = SourceEvent(
        text=": ".join(part for part in (f"{about} ({level})" if level else about, info) if part),
        at=moment(body.get("startDate")),
        actor="VMware Aria Operations",
        kind=EventKind.SIGNAL,
        external_id=identity,
        component=resource,
        vendor_type=text_of(body, "type"),
        words=info,
    )
    yield began
    if text_of(body, "status") == "CANCELED":
        yield replace(
            began,
            text=f"{about} has ended",
            at=moment(body.get("cancelDate")),
            kind=EventKind.OTHER,
            external_id=f"{identity}/canceled",
            vendor_type="CANCELED",
            thread=identity,
        )


def _words(constant: str) -> str:
    for prefix in ("ALERT_SUBTYPE_", "ALERT_TYPE_", "ALERT_CRITICALITY_LEVEL_"):
        constant = constant.removeprefix(prefix)
    return constant.replace("_", " ").lower()
