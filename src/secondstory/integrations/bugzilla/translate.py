"""Which of Bugzilla's forms a payload has, and its events."""

from collections.abc import Iterable

from secondstory.integrations.bugzilla import pages, rest
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload


def recognises(payload: Payload) -> bool:
    if payload.is_zip:
        return False
    if payload.is_json:
        return rest.form_of(payload.object) != ""
    return pages.is_xml(payload) or pages.is_activity(payload) or pages.is_list(payload)


def events(payload: Payload) -> Iterable[SourceEvent]:
    if payload.is_json:
        if form := rest.form_of(payload.object):
            return rest.events(payload.object, form)
    elif pages.is_xml(payload):
        return pages.of_xml(payload)
    elif pages.is_activity(payload):
        return pages.of_activity(payload)
    elif pages.is_list(payload):
        return pages.of_list(payload)
    raise UnreadablePayload("This is nothing of Bugzilla: it is neither an answer of its API nor bugs, their activity or a list of them.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if rest.form_of(body) == "error":
        return "It is an error that Bugzilla answered, which is no event."
    if body.get("bugs") in ([], {}):
        return "It lists no bugs."
    if pages.is_xml(payload) and b"<bug>" not in payload.head and b"<bug " not in payload.head:
        return "It says which version of Bugzilla answered, and holds no bug."
    return None
