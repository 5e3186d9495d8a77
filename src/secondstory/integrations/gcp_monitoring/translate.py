"""Notifications, as https://cloud.google.com/monitoring/support/notification-options#webhooks describes them."""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from secondstory.integrations.named_payloads import named_payloads
from secondstory.integrations.reading import moment, object_at, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_IDENTITY = {"incident_id", "state"}
_OURS = {"policy_name", "condition_name", "scoping_project_id", "resource_name"}


def recognises(payload: Payload) -> bool:
    return bool(_incidents(payload.object))


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    incidents = _incidents(body) if isinstance(body, dict) else []
    if not incidents:
        raise UnreadablePayload("This is no notification of Google Cloud Monitoring: it has no incident with a state.")
    return (event for incident in incidents for event in _incident(incident))


def _incidents(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    bodies = [body, _of_pub_sub(body), *named_payloads(body)]
    found = [object_at(one, "incident") for one in bodies]
    return [one for one in found if one.keys() >= _IDENTITY and _OURS & one.keys()]


def _of_pub_sub(body: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        read = json.loads(b64decode(text_of(body, "message", "data"), validate=True))
    except (NotBase64, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _incident(incident: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """A notification of the end states the beginning too: both are told, the beginning with the identity that it had then."""
    identity, policy = text_of(incident, "incident_id"), text_of(incident, "policy_name")
    summary = text_of(incident, "summary") or text_of(incident, "condition_name")
    name = policy if policy and "/" not in policy else text_of(incident, "condition_name")
    opened = SourceEvent(
        text=f"{name}: {summary}" if name and name != summary else summary,
        at=moment(incident.get("started_at")),
        actor="Google Cloud Monitoring",
        kind=EventKind.SIGNAL,
        external_id=f"{identity}/open",
        link=text_of(incident, "url"),
        component=text_of(incident, "resource_display_name") or text_of(incident, "resource_name") or text_of(incident, "resource_id"),
        vendor_type="open",
        words=text_of(incident, "documentation", "content"),
    )
    yield opened
    state = text_of(incident, "state").lower()
    if state != "open":
        yield replace(
            opened,
            text=f"{name or summary} is {state}",
            at=moment(incident.get("ended_at")),
            kind=EventKind.OTHER,
            external_id=f"{identity}/{state}",
            vendor_type=state,
            thread=opened.external_id,
        )
