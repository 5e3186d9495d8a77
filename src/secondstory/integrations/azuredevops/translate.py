"""Service hooks, as https://learn.microsoft.com/azure/devops/service-hooks/events describes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

Thing = Mapping[str, Any]
_CHANGES = {"git.push", "tfvc.checkin", "git.pullrequest.merged", "ms.vss-release.deployment-completed-event"}
_TIMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "build.complete": (("finishTime",),),
    "git.push": (("date",),),
    "tfvc.checkin": (("createdDate",),),
    "git.pullrequest.created": (("creationDate",),),
    "git.pullrequest.merged": (("closedDate",),),
    "ms.vss-release.release-created-event": (("release", "createdOn"),),
    "ms.vss-release.deployment-started-event": (("deployment", "startedOn"),),
    "ms.vss-release.deployment-completed-event": (("deployment", "completedOn"),),
    "ms.vss-pipelines.run-state-changed-event": (("run", "finishedDate"),),
    "workitem.created": (("fields", "System.CreatedDate"),),
    "workitem.updated": (("revision", "fields", "System.ChangedDate"), ("fields", "System.ChangedDate", "newValue")),
    "workitem.commented": (("fields", "System.ChangedDate"),),
}
"""Where an event says itself when it happened. Else the time counts at which its notification was made, moments later."""
_PEOPLE = (
    ("pushedBy",),
    ("requestedFor",),
    ("lastChangedBy",),
    ("author",),
    ("closedBy",),
    ("createdBy",),
    ("revisedBy",),
    ("comment", "author"),
    ("deployment", "requestedFor"),
    ("release", "createdBy"),
)


def recognises(payload: Payload) -> bool:
    body = payload.object
    return bool(text_of(body, "eventType")) and "publisherId" in body and isinstance(body.get("resource"), dict)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict) or not isinstance(body.get("resource"), dict) or not text_of(body, "eventType"):
        raise UnreadablePayload("This is no request of Azure DevOps: it has no type of event with a resource.")
    return (_event(body),)


def _event(body: Thing) -> SourceEvent:
    vendor_type, resource = text_of(body, "eventType"), object_at(body, "resource")
    short, long = text_of(body, "message", "text"), text_of(body, "detailedMessage", "text")
    stated = next((at for path in _TIMES.get(vendor_type, ()) if (at := moment(_value_at(resource, path)))), None)
    comments = "; ".join(text_of(one, "comment") for one in objects(resource.get("commits")) if text_of(one, "comment"))
    text = (short or long.split("\n", 1)[0] or vendor_type).strip()
    person: Thing = next((found for path in _PEOPLE if (found := object_at(resource, *path))), {})
    mail = text_of(person, "uniqueName")
    return SourceEvent(
        text=f"{text}: {comments}" if comments else text,
        at=stated or moment(body.get("createdDate")),
        actor=text_of(person, "displayName") or "Azure DevOps",
        actor_email=mail if "@" in mail and " " not in mail else "",
        kind=EventKind.CHANGE if vendor_type in _CHANGES else EventKind.OTHER,
        external_id=text_of(body, "id"),
        link=text_of(resource, "_links", "web", "href") or text_of(resource, "_links", "html", "href") or text_of(resource, "url"),
        component=_component(resource),
        vendor_type=vendor_type,
        words=long if long != short else "",
    )


def _value_at(resource: Thing, path: tuple[str, ...]) -> object:
    return object_at(resource, *path[:-1]).get(path[-1])


def _component(resource: Thing) -> str:
    paths = (("repository", "name"), ("definition", "name"), ("pipeline", "name"), ("project", "name"), ("release", "name"))
    return next((found for path in paths if (found := text_of(resource, *path))), "")
