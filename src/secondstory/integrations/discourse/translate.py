"""Topics, posts and webhooks of Discourse (https://docs.discourse.org)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.html_text import text_of_html
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.integrations.signatures import is_signed_body
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_MODERATOR_ACTION = 3


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _posts(body) is not None or _topics(body) is not None or _is_hook(body)


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    return (
        "it lists no topics and no posts." if recognises(payload) and not _is_hook(body) and not (_posts(body) or _topics(body)) else None
    )


def signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Discourse signs no time."""
    del now
    return is_signed_body(payload, secret, header="x-discourse-event-signature", prefix="sha256=")


def events(payload: Payload) -> Iterator[SourceEvent]:
    body = payload.object
    site = payload.headers.get("x-discourse-instance", "").rstrip("/")
    if not recognises(payload):
        raise UnreadablePayload("This is nothing that Discourse gives: neither a topic nor a list of topics.")
    if _is_hook(body):
        if "post" in body:
            yield _post(object_at(body, "post"), topic={}, site=site)
        else:
            yield _topic(object_at(body, "topic"), people={}, site=site)
    for post in _posts(body) or ():
        yield _post(post, topic=body, site=site)
    people = {text_of(one, "id"): text_of(one, "name") or text_of(one, "username") for one in objects(body.get("users"))}
    for topic in _topics(body) or ():
        yield _topic(topic, people=people, site=site)


def _posts(body: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    posts = object_at(body, "post_stream").get("posts")
    return list(objects(posts)) if isinstance(posts, list) else None


def _topics(body: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    topics = object_at(body, "topic_list").get("topics")
    return list(objects(topics)) if isinstance(topics, list) else None


def _is_hook(body: Mapping[str, Any]) -> bool:
    return "cooked" in object_at(body, "post") or {"posts_count", "created_at"} <= object_at(body, "topic").keys()


def _post(post: Mapping[str, Any], *, topic: Mapping[str, Any], site: str) -> SourceEvent:
    raw = text_of(post, "cooked") or text_of(post, "raw")
    title = text_of(topic, "title") or text_of(post, "topic_title")
    action = text_of(post, "action_code")
    number, within = text_of(post, "post_number"), text_of(post, "topic_id") or text_of(topic, "id")
    said = text_of_html(raw) or action.replace(".", " ").replace("_", " ")
    answered = text_of(post, "reply_to_post_number")
    ids = {text_of(one, "post_number"): text_of(one, "id") for one in _posts(topic) or ()} if answered else {}
    handle = text_of(post, "username")
    slug = text_of(post, "topic_slug") or text_of(topic, "slug") or "-"
    return SourceEvent(
        text=(f"{title}\n{said}" if title and number == "1" else said) or "A post without text",
        at=moment(post.get("created_at")),
        actor=text_of(post, "name") or text_of(post, "display_username") or handle,
        actor_handle=handle,
        external_id=text_of(post, "id"),
        link=f"{site}/t/{slug}/{within}/{number}" if site.startswith(("http://", "https://")) and within and number else "",
        component=title,
        vendor_type=action or "post",
        words=raw if raw != said else "",
        thread=ids.get(answered, ""),
        is_deleted=moment(post.get("deleted_at")) is not None or post.get("user_deleted") is True,
        is_noise=post.get("post_type") == _MODERATOR_ACTION and not raw,
    )


def _topic(topic: Mapping[str, Any], *, people: Mapping[str, str], site: str) -> SourceEvent:
    identifier, title = text_of(topic, "id"), text_of(topic, "title")
    first = next((one for one in objects(topic.get("posters")) if "Original" in text_of(one, "description")), {})
    by = object_at(topic, "created_by") or object_at(object_at(topic, "details"), "created_by")
    return SourceEvent(
        text=f"Topic opened: {title}" if title else "A topic was opened",
        at=moment(topic.get("created_at")),
        actor=text_of(by, "name") or text_of(by, "username") or people.get(text_of(first, "user_id"), ""),
        actor_handle=text_of(by, "username"),
        external_id=f"topic/{identifier}" if identifier else "",
        link=f"{site}/t/{text_of(topic, 'slug') or '-'}/{identifier}" if site.startswith(("http://", "https://")) and identifier else "",
        component=title,
        vendor_type="topic",
        is_deleted=moment(topic.get("deleted_at")) is not None,
    )
