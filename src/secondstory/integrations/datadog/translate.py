"""Webhooks (https://docs.datadoghq.com/integrations/webhooks/) and events (https://docs.datadoghq.com/api/latest/events/)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.named_payloads import TEMPLATES, named_payloads
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_FIELDS = {"body", "last_updated", "event_type", "title", "date", "org", "id", "alert_id", "alert_transition", "alert_type", "alert_query"}
_ENOUGH_FIELDS = 4
_VARIABLE = re.compile(r"\$[A-Z][A-Z_]+")
_FIRED = {"triggered", "re-triggered", "warn", "re-warn", "no data", "re-no data", "renotify"}
_FIRING_TITLE = re.compile(r"\s*\[(?:Re-)?(?:Triggered|Warn|No Data|Renotify)\b", re.IGNORECASE)
_MARKDOWN_FENCE = re.compile(r"^\s*%%%\s*$", re.MULTILINE)


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_webhook(body) or _are_templates(body) or _are_events(body)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Datadog: it is no JSON object.")
    if says_nothing(payload):
        return ()
    if isinstance(body.get("events"), list):
        return (_event(one) for one in objects(body["events"]))
    if isinstance(body.get("event"), dict):
        return (_event(body["event"]),)
    if isinstance(body.get("data"), list | dict):
        found = body["data"]
        return (_event_of_second_version(one) for one in objects(found if isinstance(found, list) else [found]))
    if {"title", "body", "alert_title", "event_type"} & body.keys():
        return (_webhook(body),)
    raise UnreadablePayload("This is nothing of Datadog: it has neither a title nor events.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if _are_templates(body) or _VARIABLE.fullmatch(text_of(body, "title")) or _VARIABLE.fullmatch(text_of(body, "body")):
        return TEMPLATES
    return None


def _is_webhook(body: Mapping[str, Any]) -> bool:
    return ("event_type" in body or "alert_transition" in body) and len(_FIELDS & body.keys()) >= _ENOUGH_FIELDS


def _are_events(body: Mapping[str, Any]) -> bool:
    found = body.get("events")
    first = next(objects(found if isinstance(found, list) else [body.get("event")]), {})
    if "date_happened" in first:
        return True
    found = body.get("data")
    first = next(objects(found if isinstance(found, list) else [found]), {})
    return first.get("type") == "event" and "timestamp" in object_at(first, "attributes")


def _are_templates(body: Mapping[str, Any]) -> bool:
    payloads = named_payloads(body)
    return bool(payloads) and all("monitor_id" in one or "query" in one for one in payloads)


def _webhook(body: Mapping[str, Any]) -> SourceEvent:
    transition = text_of(body, "alert_transition")
    title = text_of(body, "title") or text_of(body, "alert_title") or text_of(body, "event_type")
    fired = transition.lower() in _FIRED if transition else bool(_FIRING_TITLE.match(title))
    return SourceEvent(
        text=title if not transition or transition.lower() in title.lower() else f"{title}: {transition}",
        at=moment(body.get("date")) or moment(body.get("last_updated")),
        actor="Datadog",
        kind=EventKind.SIGNAL if fired else EventKind.OTHER,
        external_id=text_of(body, "id") or _identity(body, transition),
        link=text_of(body, "link") or text_of(body, "url"),
        component=_component(body.get("tags")) or text_of(body, "hostname") or text_of(body, "host_name"),
        vendor_type=transition or text_of(body, "event_type"),
        words=_without_fence(text_of(body, "body")),
    )


def _identity(body: Mapping[str, Any], transition: str) -> str:
    monitor = text_of(body, "alert_id") or text_of(body, "monitor_id")
    return f"{monitor}/{transition}@{text_of(body, 'date') or text_of(body, 'last_updated')}" if monitor else ""


def _event(event: Mapping[str, Any]) -> SourceEvent:
    alert_type = text_of(event, "alert_type")
    return SourceEvent(
        text=text_of(event, "title") or _without_fence(text_of(event, "text")) or "Event",
        at=moment(event.get("date_happened")),
        actor=text_of(event, "source") or text_of(event, "device_name") or "Datadog",
        kind=EventKind.SIGNAL if alert_type in {"error", "warning"} else EventKind.OTHER,
        external_id=text_of(event, "id_str") or text_of(event, "id"),
        link=_address(text_of(event, "url")),
        component=_component(event.get("tags")) or text_of(event, "host"),
        vendor_type=alert_type,
        words=_without_fence(text_of(event, "text")),
    )


def _event_of_second_version(one: Mapping[str, Any]) -> SourceEvent:
    outer, inner = object_at(one, "attributes"), object_at(one, "attributes", "attributes")
    status, message = text_of(inner, "status"), _without_fence(text_of(outer, "message"))
    return SourceEvent(
        text=text_of(inner, "title") or text_of(inner, "evt", "name") or message or "Event",
        at=moment(inner.get("timestamp")) or moment(outer.get("timestamp")),
        actor=text_of(inner, "sourcecategory") or text_of(inner, "evt", "source_id") or "Datadog",
        kind=EventKind.SIGNAL if status in {"error", "warning", "warn"} else EventKind.OTHER,
        external_id=text_of(one, "id") or text_of(inner, "evt", "id"),
        component=_component(outer.get("tags")) or text_of(inner, "service") or text_of(inner, "hostname"),
        vendor_type=status or "event",
        words=message,
    )


def _component(tags: object) -> str:
    """Return the service, else the host, among tags: a list, or a text parted by commas."""
    given = [str(tag) for tag in tags] if isinstance(tags, list) else str(tags).split(",") if isinstance(tags, str) else []
    found = dict(part.strip().split(":", 1) for part in reversed(given) if ":" in part)
    return found.get("service") or found.get("host") or ""


def _address(stated: str) -> str:
    return f"https://app.datadoghq.com{stated}" if stated.startswith("/") else stated


def _without_fence(text: str) -> str:
    return _MARKDOWN_FENCE.sub("", text).strip()
