"""Which form of PagerDuty's a payload has, and its events."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.pagerduty import answers, webhooks
from secondstory.integrations.reading import object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_SAYS_NOTHING = {
    "oncalls": "It lists who is on call, which is no event.",
    "users": "It lists users, which are no events.",
    "user": "It describes a user, which is no event.",
    "services": "It lists services, which are no events.",
    "schedules": "It lists schedules, which are no events.",
    "escalation_policies": "It lists escalation policies, which are no events.",
    "webhook_subscriptions": "It lists webhook subscriptions, which are no events.",
}
_PAGING = {"limit", "offset", "more", "total", "next_cursor", "query", "cursor"}
_FIRST_ERROR_CODE, _LAST_ERROR_CODE = 2000, 2999


def recognises(payload: Payload) -> bool:
    """An answer has one key of its own, with an object or a list of objects that refer to PagerDuty."""
    body = payload.object
    if webhooks.is_third_version(body) or webhooks.is_earlier_version(body) or _is_error(body):
        return True
    for key in (*answers.TRANSLATORS, *_SAYS_NOTHING, *body.keys()):
        found = body.get(key)
        first = next(objects(found if isinstance(found, list) else [found]), None)
        if first is not None and _is_ours(first):
            return key in answers.TRANSLATORS or key in _SAYS_NOTHING or body.keys() <= {key, *_PAGING}
        if found == [] and {"limit", "offset", "more"} <= body.keys():
            return True
    return False


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of PagerDuty: it is no JSON object.")
    if webhooks.is_third_version(body):
        return webhooks.of_third_version(body)
    if isinstance(body.get("messages"), list):
        return webhooks.of_earlier_version(body)
    for key, translate in answers.TRANSLATORS.items():
        found = body.get(key)
        if isinstance(found, list | dict):
            return (event for one in objects(found if isinstance(found, list) else [found]) for event in translate(one))
    if says_nothing(payload):
        return ()
    raise UnreadablePayload("This is nothing of PagerDuty: it has no log entries, incidents, notes or messages.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if _is_error(body):
        return f"It is an error answer of PagerDuty: {text_of(body, 'error', 'message')}."
    if text_of(body, "event", "event_type") == webhooks.PING:
        return "It is the test message that PagerDuty sends on request."
    if sentence := next((sentence for key, sentence in _SAYS_NOTHING.items() if key in body), None):
        return sentence
    keys = [key for key in body if key not in _PAGING]
    if len(keys) == 1 and keys[0] not in answers.TRANSLATORS and recognises(payload):
        return f"It is about {keys[0].replace('_', ' ')}, in which nothing is known to be an event."
    return None


def _is_error(body: Mapping[str, Any]) -> bool:
    code = object_at(body, "error").get("code")
    return isinstance(code, int) and _FIRST_ERROR_CODE <= code <= _LAST_ERROR_CODE and bool(text_of(body, "error", "message"))


def _is_ours(one: Mapping[str, Any]) -> bool:
    """Say whether an object is, or refers to, something under PagerDuty's own address."""
    if text_of(one, "type") == "change_event" and "timestamp" in one:
        return True
    inside = [one, *(part for part in one.values() if isinstance(part, dict)), *(part for value in one.values() for part in objects(value))]
    return any("pagerduty.com/" in text_of(part, key) for part in inside for key in ("self", "html_url"))
