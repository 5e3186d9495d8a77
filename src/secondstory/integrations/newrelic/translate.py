"""Webhooks of workflows (https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook) and legacy channels."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_LEGACY = {"policy_name", "incident_id", "incident_url", "condition_name", "account_name", "open_violations_count"}
_ENOUGH_OF_LEGACY = 2
_WORKFLOW = {"issueUrl", "state", "createdAt"}
_STATES = {"open": "opened", "created": "opened", "activated": "opened", "acknowledged": "acknowledged", "closed": "closed"}
_KINDS = {"opened": EventKind.SIGNAL, "acknowledged": EventKind.ACKNOWLEDGEMENT}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_of_channel(body) or body.keys() >= _WORKFLOW or bool(_issues(body))


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of New Relic: it is no JSON object.")
    if "current_state" in body:
        return (_of_channel(body),)
    if "issueUrl" in body or "issueId" in body:
        return (_of_workflow(body),)
    if issues := _issues(body):
        return (event for issue in issues for event in _issue(issue))
    raise UnreadablePayload("This is nothing of New Relic: it has neither a state nor issues.")


def _is_of_channel(body: Mapping[str, Any]) -> bool:
    return "current_state" in body and len(_LEGACY & body.keys()) >= _ENOUGH_OF_LEGACY


def _of_channel(body: Mapping[str, Any]) -> SourceEvent:
    stated = text_of(body, "current_state")
    state = _STATES.get(stated.lower(), stated)
    name = text_of(body, "condition_name") or text_of(body, "policy_name")
    details = text_of(body, "details")
    targets = [text_of(one, "name") for one in objects(body.get("targets"))]
    return SourceEvent(
        text=f"Incident {state}: {': '.join(part for part in (name, details) if part)}",
        at=moment(body.get("timestamp")),
        actor=(text_of(body, "owner") if state != "opened" else "") or "New Relic",
        kind=_KINDS.get(state, EventKind.OTHER),
        external_id=f"{text_of(body, 'incident_id')}/{stated}@{text_of(body, 'timestamp')}",
        link=text_of(body, "incident_url"),
        component=", ".join(one for one in targets if one),
        vendor_type=stated,
        words=details,
    )


def _of_workflow(body: Mapping[str, Any]) -> SourceEvent:
    """A workflow tells when the issue began and when anything last changed; what it tells of now is that last change."""
    stated = text_of(body, "state")
    state = _STATES.get(stated.lower(), stated.lower())
    names = {"opened": ("activatedAt", "createdAt"), "acknowledged": ("acknowledgedAt", "acknowledgeAt"), "closed": ("closedAt",)}
    times = [body.get(key) for key in (*names.get(state, ()), "updatedAt")]
    at = next((found for one in times if (found := moment(one))), None)
    return SourceEvent(
        text=f"Issue {state}: {_title(body)}",
        at=at,
        actor=(text_of(body, "acknowledgedBy") if state == "acknowledged" else "") or "New Relic",
        kind=_KINDS.get(state, EventKind.OTHER),
        external_id=f"{_identity(body)}/{stated}",
        link=text_of(body, "issueUrl"),
        component=_joined(body.get("impactedEntities")) or _joined(body.get("entitiesData")),
        vendor_type=text_of(body, "trigger") or stated,
        words=_joined(body.get("alertConditionNames")),
    )


def _issues(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the issues that NerdGraph answered with, however deep the query asked for them."""
    inner: Any = body
    for key in ("data", "actor", "account", "aiIssues", "issues", "issues"):
        inner = inner.get(key) if isinstance(inner, dict) else None
    return [one for one in objects(inner) if "issueId" in one]


def _issue(issue: Mapping[str, Any]) -> Iterator[SourceEvent]:
    for key, state in (("createdAt", "opened"), ("acknowledgedAt", "acknowledged"), ("closedAt", "closed")):
        at = moment(issue.get(key))
        if at or key == "createdAt":
            yield SourceEvent(
                text=f"Issue {state}: {_title(issue)}",
                at=at,
                actor=(text_of(issue, "acknowledgedBy") if state == "acknowledged" else "") or "New Relic",
                kind=_KINDS.get(state, EventKind.OTHER),
                external_id=f"{_identity(issue)}/{'ACTIVATED' if state == 'opened' else state.upper()}",
                component=_joined(issue.get("entityNames")),
                vendor_type=state,
            )


def _identity(body: Mapping[str, Any]) -> str:
    return text_of(body, "id") or text_of(body, "issueId")


def _title(body: Mapping[str, Any]) -> str:
    title = body.get("title")
    return _joined(title) if isinstance(title, list) else text_of(body, "title") or _joined(body.get("alertConditionNames"))


def _joined(names: Any) -> str:
    return ", ".join(str(one) for one in names if isinstance(one, str | int)) if isinstance(names, list) else ""
