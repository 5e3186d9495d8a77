"""Events with the fields of https://riemann.io/concepts.html, as JSON."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from secondstory.integrations.reading import moment, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_NEEDED = {"host", "service", "state"}
_OTHERS = {"metric", "ttl", "description", "time", "tags"}
_FINE = {"ok", "up", "expired"}


def recognises(payload: Payload) -> bool:
    body = payload.json if payload.is_json else None
    first = next(objects(body if isinstance(body, list) else [body]), {})
    return first.keys() >= _NEEDED and len(_OTHERS & first.keys()) > 1


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    found = [one for one in objects(body if isinstance(body, list) else [body]) if {"service", "state"} & one.keys()]
    if not found:
        raise UnreadablePayload("This is no event of Riemann: it has neither a service nor a state.")
    return (_event(one) for one in found)


def _event(event: Mapping[str, Any]) -> SourceEvent:
    host, service, state = (text_of(event, key) for key in ("host", "service", "state"))
    said, metric, stated = text_of(event, "description"), text_of(event, "metric"), text_of(event, "time")
    told = f"{service} on {host} is {state}" if host else f"{service} is {state}"
    occurrence = stated or sha256(dumps(event, sort_keys=True).encode()).hexdigest()[:12]
    return SourceEvent(
        text=f"{told}: {said}" if said else f"{told} ({metric})" if metric else told,
        at=moment(event.get("time")),
        actor="Riemann",
        kind=EventKind.OTHER if state.lower() in _FINE or not state else EventKind.SIGNAL,
        external_id=f"{host}/{service}/{state}@{occurrence}",
        component=service or host,
        vendor_type=state,
    )
