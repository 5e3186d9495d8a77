"""Incidents with their updates, as the API and the webhooks give them, and in the plainer form that histories are often kept in."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind


def update_kind(status: str) -> EventKind:
    """What a page says is communication; only of the end does it state more: that it is over."""
    return EventKind.RESOLUTION if status.lower() == "resolved" else EventKind.COMMUNICATION


def told(name: str, status: str, body: str) -> str:
    status = status.replace("_", " ").capitalize()
    return ": ".join(part for part in (name, f"{status} – {body}" if status and body else status or body) if part)


def incident_events(incident: Mapping[str, Any], *, page: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """Every update is one event, at the time that the page shows for it."""
    name, identity = text_of(incident, "name"), text_of(incident, "id")
    link = text_of(incident, "shortlink") or _address(text_of(page, "url"), identity)
    concerned = _names(incident.get("components"))
    for update in objects(incident.get("incident_updates")):
        status, body = text_of(update, "status"), text_of(update, "body")
        yield SourceEvent(
            text=told(name, status, body),
            at=moment(update.get("display_at")) or moment(update.get("created_at")),
            actor=text_of(page, "name") or "Statuspage",
            kind=update_kind(status),
            external_id=text_of(update, "id"),
            link=link,
            component=_names(update.get("affected_components")) or concerned,
            vendor_type=status,
            words=body,
        )


def parsed_events(incident: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """Such updates have no identity of their own: incident, time and status make one, numbered from the oldest where that is not enough."""
    name, identity = text_of(incident, "title"), text_of(incident, "id") or text_of(incident, "entry_id")
    concerned = incident.get("components")
    names = ", ".join(one for one in concerned if isinstance(one, str)) if isinstance(concerned, list) else ""
    seen: Counter[str] = Counter()
    for update in objects(incident.get("updates")):
        status, body = text_of(update, "status"), text_of(update, "message")
        key = f"{identity}/{text_of(update, 'at')}/{status}"
        seen[key] += 1
        yield SourceEvent(
            text=told(name, status, body),
            at=moment(update.get("at")),
            actor=text_of(incident, "page") or "Statuspage",
            kind=update_kind(status),
            external_id=key if seen[key] == 1 else f"{key}/{seen[key]}",
            link=text_of(incident, "url"),
            component=names,
            vendor_type=status,
            words=body,
        )


def _address(page: str, identity: str) -> str:
    return f"{page.rstrip('/')}/incidents/{identity}" if page and identity else ""


def _names(components: Any) -> str:
    return ", ".join(name for one in objects(components) if (name := text_of(one, "name")))
