"""Webhooks, as https://docs.docker.com/docker-hub/repos/manage/webhooks/ describes them."""

from collections.abc import Iterator

from secondstory.integrations.reading import moment, object_at, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind


def recognises(payload: Payload) -> bool:
    body = payload.object
    return "pushed_at" in object_at(body, "push_data") and "repo_name" in object_at(body, "repository")


def events(payload: Payload) -> Iterator[SourceEvent]:
    if not recognises(payload):
        raise UnreadablePayload("This is nothing of Docker Hub: it states no pushed image.")
    pushed, repository = object_at(payload.object, "push_data"), object_at(payload.object, "repository")
    image, tag = text_of(repository, "repo_name"), text_of(pushed, "tag")
    link = text_of(repository, "repo_url")
    yield SourceEvent(
        text=f"Image {image}:{tag} pushed" if tag else f"Image {image} pushed",
        at=moment(pushed.get("pushed_at")),
        actor=text_of(pushed, "pusher") or "Docker Hub",
        kind=EventKind.CHANGE,
        external_id=f"{image}:{tag}@{text_of(pushed, 'pushed_at')}",
        link=link if link.startswith(("http://", "https://")) else "",
        component=image,
        vendor_type="push",
    )
