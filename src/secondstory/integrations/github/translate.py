"""Which form of GitHub's a payload has, and its events."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.github import answers, webhooks
from secondstory.integrations.reading import objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload


def recognises(payload: Payload) -> bool:
    body = payload.object
    if webhooks.is_webhook(body) or webhooks.is_ping(body) or answers.timeline(body) is not None or _list_in(body):
        return True
    first = _first(payload)
    return bool(answers.form_of(first)) or answers.why_nothing(first) is not None


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if isinstance(body, list):
        return (event for one in objects(body) if answers.form_of(one) for event in answers.told_of(one))
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of GitHub: it is neither a JSON object nor a list.")
    if says_nothing(payload):
        return ()
    if webhooks.is_webhook(body):
        return (webhooks.of_webhook(body, event_name=payload.headers.get("x-github-event", "")),)
    if (items := answers.timeline(body)) is not None:
        return (answers.item_of_timeline(item) for item in items)
    if key := _list_in(body):
        return answers.of_list(answers.LISTS[key], body[key])
    if answers.form_of(body):
        return answers.told_of(body)
    raise UnreadablePayload("This is nothing of GitHub: it is neither a webhook nor an answer of its API with issues, commits or runs.")


def says_nothing(payload: Payload) -> str | None:
    if webhooks.is_ping(payload.object):
        return "It is the greeting that GitHub sends to a new webhook."
    if webhooks.is_webhook(payload.object):
        return None
    first = _first(payload)
    return None if answers.form_of(first) else answers.why_nothing(first)


def _first(payload: Payload) -> Mapping[str, Any]:
    body = payload.json if payload.is_json else None
    return next(objects(body), {}) if isinstance(body, list) else payload.object


def _list_in(body: Mapping[str, Any]) -> str:
    if not text_of(body, "total_count"):
        return ""
    return next((key for key in answers.LISTS if isinstance(body.get(key), list)), "")
