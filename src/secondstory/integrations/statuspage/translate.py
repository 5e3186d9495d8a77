"""Which of Statuspage's forms a payload has: https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/ and its API."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.integrations.statuspage import feeds
from secondstory.integrations.statuspage.incidents import incident_events, parsed_events, update_kind
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_SAYS_NOTHING = {
    "components": "It lists components and how they are now, which is no event.",
    "status": "It says how the page is now, which is no event.",
}


def recognises(payload: Payload) -> bool:
    if feeds.is_feed(payload):
        return True
    body = payload.json if payload.is_json else _first_line(payload)
    if isinstance(body, list):
        return "incident_updates" in next(objects(body), {})
    if not isinstance(body, dict):
        return False
    if _is_parsed(body) or "incident_updates" in body:
        return True
    incidents = body.get("incidents", body.get("scheduled_maintenances"))
    if isinstance(incidents, list):
        return "incident_updates" in next(objects(incidents), {}) or _is_page(body)
    webhook = "page" in body and ("incident_updates" in object_at(body, "incident") or "component_update" in body)
    return webhook or (_is_page(body) and bool(_SAYS_NOTHING.keys() & body.keys()))


def events(payload: Payload) -> Iterable[SourceEvent]:
    if feeds.is_feed(payload):
        return feeds.events(payload)
    if not payload.is_json:
        return (event for line in payload.json_lines() for event in _of_line(line))
    body = payload.json
    if isinstance(body, list):
        return (event for one in objects(body) for event in incident_events(one, page={}))
    if _is_parsed(body):
        return parsed_events(body)
    if "incident_updates" in body:
        return incident_events(body, page={})
    page = object_at(body, "page")
    if "component_update" in body:
        return (_component_changed(body),)
    if isinstance(body.get("incident"), dict):
        return incident_events(body["incident"], page=page)
    if isinstance(body.get("incidents"), list) or isinstance(body.get("scheduled_maintenances"), list):
        return _of_lists(body, page)
    if says_nothing(payload):
        return ()
    raise UnreadablePayload("This is nothing of Statuspage: it has no incidents.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if body.get("incidents") == [] or body.get("scheduled_maintenances") == []:
        return "It is a list without incidents."
    return next((sentence for key, sentence in _SAYS_NOTHING.items() if key in body), None)


def _of_lists(body: Mapping[str, Any], page: Mapping[str, Any]) -> Iterator[SourceEvent]:
    for key in ("incidents", "scheduled_maintenances"):
        for incident in objects(body.get(key)):
            yield from incident_events(incident, page=page)


def _of_line(line: Any) -> Iterator[SourceEvent]:
    if not isinstance(line, dict) or not _is_parsed(line):
        raise UnreadablePayload("A line of it is no incident with updates.")
    yield from parsed_events(line)


def _is_page(body: Mapping[str, Any]) -> bool:
    return {"id", "name", "url"} <= object_at(body, "page").keys()


def _is_parsed(body: Mapping[str, Any]) -> bool:
    first = next(objects(body.get("updates")), {})
    return {"title", "updates"} <= body.keys() and {"at", "status", "message"} <= first.keys()


def _first_line(payload: Payload) -> Any:
    line = payload.head.partition(b"\n")[0]
    try:
        return json.loads(line) if line.startswith(b"{") else None
    except (ValueError, RecursionError):
        return None


def _component_changed(body: Mapping[str, Any]) -> SourceEvent:
    update, component = object_at(body, "component_update"), object_at(body, "component")
    name = text_of(component, "name")
    before, after = (text_of(update, key).replace("_", " ") for key in ("old_status", "new_status"))
    return SourceEvent(
        text=f"{name} went from {before} to {after}",
        at=moment(update.get("created_at")),
        actor=text_of(body, "page", "name") or "Statuspage",
        kind=update_kind(""),
        external_id=text_of(update, "id"),
        component=name,
        vendor_type="component_update",
    )
