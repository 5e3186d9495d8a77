"""Which form of GitLab's a payload has, and its events."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.gitlab import answers, webhooks
from secondstory.integrations.reading import objects
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload


def recognises(payload: Payload) -> bool:
    first = _first(payload)
    return webhooks.is_webhook(payload.object) or bool(answers.form_of(first)) or answers.why_nothing(first) is not None


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if isinstance(body, list):
        return (event for one in objects(body) for event in answers.told_of(one))
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of GitLab: it is neither a JSON object nor a list.")
    if webhooks.is_webhook(body):
        return webhooks.of_webhook(body)
    if answers.form_of(body) or answers.why_nothing(body):
        return answers.told_of(body)
    raise UnreadablePayload("This is nothing of GitLab: it is neither a webhook nor an issue, merge request, note, commit or pipeline.")


def says_nothing(payload: Payload) -> str | None:
    first = _first(payload)
    return None if webhooks.is_webhook(payload.object) or answers.form_of(first) else answers.why_nothing(first)


def _first(payload: Payload) -> Mapping[str, Any]:
    body = payload.json if payload.is_json else None
    return next(objects(body), {}) if isinstance(body, list) else payload.object
