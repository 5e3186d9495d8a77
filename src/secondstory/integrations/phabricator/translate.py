"""Answers of Conduit (https://secure.phabricator.com/conduit/): tasks, and what was done to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.changed_fields import change_of
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

Thing = Mapping[str, Any]
_ANSWER = {"result", "error_code", "error_info"}
_TRANSACTION = {"transactionType", "transactionID", "dateCreated"}
_HOUSEKEEPING = {"core:edge", "core:subscribers", "core:edit-policy", "core:view-policy", "core:columns", "core:space", "core:create"}


def recognises(payload: Payload) -> bool:
    return payload.object.keys() >= _ANSWER


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is nothing of Phabricator: it is no answer of Conduit.")
    yield from (_created(task) for task in _tasks(payload))
    for number, transaction in _transactions(payload):
        yield _done(number, transaction)


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if not recognises(payload):
        return None
    if text_of(body, "error_code"):
        return f"It is an error that Phabricator answered: {text_of(body, 'error_info') or text_of(body, 'error_code')}"
    if not _tasks(payload) and not any(_transactions(payload)):
        return "It lists people, projects or other things, and no tasks."
    return None


def _tasks(payload: Payload) -> list[Thing]:
    return [one for one in objects(object_at(payload.object, "result").get("data")) if text_of(one, "type") == "TASK"]


def _transactions(payload: Payload) -> Iterator[tuple[str, Thing]]:
    for number, listed in object_at(payload.object, "result").items():
        for one in objects(listed):
            if one.keys() >= _TRANSACTION:
                yield number, one


def _created(task: Thing) -> SourceEvent:
    number, fields = text_of(task, "id"), object_at(task, "fields")
    return SourceEvent(
        text=f"T{number} created: {text_of(fields, 'name')}",
        at=moment(fields.get("dateCreated")),
        actor=text_of(fields, "authorPHID") or "Phabricator",
        actor_handle=text_of(fields, "authorPHID"),
        external_id=f"T{number}",
        vendor_type="TASK",
        words=text_of(fields, "description", "raw"),
    )


def _done(number: str, transaction: Thing) -> SourceEvent:
    kind, said = text_of(transaction, "transactionType"), text_of(transaction, "comments")
    field = kind.removeprefix("core:").replace("-", " ")
    if said or kind == "core:comment":
        told = f"Comment on T{number}: {said}" if said else f"Comment on T{number}"
    elif kind == "core:create":
        told = f"T{number} created"
    else:
        told = f"T{number}: {change_of(field, text_of(transaction, 'oldValue'), text_of(transaction, 'newValue'))}"
    return SourceEvent(
        text=told,
        at=moment(transaction.get("dateCreated")),
        actor=text_of(transaction, "authorPHID") or "Phabricator",
        actor_handle=text_of(transaction, "authorPHID"),
        external_id=text_of(transaction, "transactionPHID") or f"T{number}/{text_of(transaction, 'transactionID')}",
        vendor_type=kind,
        thread=f"T{number}",
        words=said,
        is_noise=kind in _HOUSEKEEPING,
    )
