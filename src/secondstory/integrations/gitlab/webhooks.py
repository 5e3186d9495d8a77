"""Webhooks: https://docs.gitlab.com/user/project/integrations/webhook_events/ and https://docs.gitlab.com/administration/system_hooks/"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

Body = Mapping[str, Any]
_NO_COMMIT = "0" * 40
_SYSTEM = ("project_id", "group_id", "user_id", "key", "path_with_namespace")
_DONE = {
    "open": "opened",
    "close": "closed",
    "reopen": "reopened",
    "update": "updated",
    "merge": "merged",
    "create": "created",
    "delete": "deleted",
    "approved": "approved",
    "unapproved": "no longer approved",
    "approval": "approved by one",
    "unapproval": "no longer approved by one",
}
_STATES = {
    "success": "succeeded",
    "failed": "failed",
    "canceled": "was cancelled",
    "skipped": "was skipped",
    "manual": "waits for somebody",
}


def is_webhook(body: Body) -> bool:
    if text_of(body, "object_kind"):
        return any(key in body for key in ("project", "project_id", "object_attributes", "group", "project_name", "deployment_id"))
    return bool(text_of(body, "event_name")) and any(key in body for key in _SYSTEM)


def of_webhook(body: Body) -> Iterator[SourceEvent]:
    kind = text_of(body, "object_kind") or text_of(body, "event_name")
    yield _TELLERS.get(kind, _other)(body)


def _event(body: Body, *, text: str, at: object, **more: Any) -> SourceEvent:
    project, user = object_at(body, "project"), object_at(body, "user")
    stated = moment(at) if not isinstance(at, str) else moment(at.replace(" UTC", "Z"))
    return SourceEvent(
        text=text,
        at=stated,
        actor=text_of(user, "name") or text_of(user, "username") or (text_of(body, "user_name") if "ref" in body else "") or "GitLab",
        actor_email=_email(text_of(user, "email") or text_of(body, "user_email")),
        actor_handle=text_of(user, "username") or text_of(body, "user_username"),
        component=_project(body) or text_of(project, "name"),
        vendor_type=more.pop("vendor_type", "") or text_of(body, "object_kind") or text_of(body, "event_name"),
        link=more.pop("link", "") or text_of(project, "web_url"),
        **more,
    )


def _email(stated: str) -> str:
    return stated if "@" in stated else ""


def _project(body: Body) -> str:
    stated = text_of(body, "project", "path_with_namespace") or text_of(body, "path_with_namespace")
    return stated or text_of(body, "project_path_with_namespace") or text_of(body, "project_name") or text_of(body, "group", "full_path")


def _push(body: Body) -> SourceEvent:
    """GitLab does not state when somebody pushed; the times of commits are their authors'."""
    ref, before, after = text_of(body, "ref"), text_of(body, "before"), text_of(body, "after")
    name, what = ref.removeprefix("refs/heads/").removeprefix("refs/tags/"), "tag" if ref.startswith("refs/tags/") else "branch"
    titles = [text_of(one, "title") or text_of(one, "message").split("\n", 1)[0] for one in objects(body.get("commits"))]
    count = text_of(body, "total_commits_count") or str(len(titles))
    if after == _NO_COMMIT:
        text = f"Deleted {what} {name}"
    elif before == _NO_COMMIT:
        text = f"Created {what} {name}"
    else:
        text = f"Pushed {'a commit' if count == '1' else f'{count} commits'} to {name}"
    said = "; ".join(title for title in titles[-3:] if title)
    identity = f"push/{text_of(body, 'project_id')}/{ref}/{before[:12]}-{after[:12]}"
    return _event(body, text=f"{text}: {said}" if said else text, at=None, kind=EventKind.CHANGE, external_id=identity)


def _issue(body: Body) -> SourceEvent:
    about, kind = object_at(body, "object_attributes"), text_of(body, "object_kind")
    action = text_of(about, "action") or text_of(about, "state")
    name = "Merge request" if kind == "merge_request" else "Issue" if kind == "issue" else kind.replace("_", " ").capitalize()
    at = about.get("created_at") if action == "open" else about.get("closed_at" if action == "close" else "updated_at")
    return _event(
        body,
        text=f"{name} {text_of(about, 'iid')} {_DONE.get(action, action)}: {text_of(about, 'title')}",
        at=at or about.get("updated_at"),
        kind=EventKind.CHANGE if action == "merge" else EventKind.OTHER,
        external_id=f"{kind}/{text_of(about, 'id')}/{action}" + ("" if action == "open" else f"@{text_of(about, 'updated_at')}"),
        link=text_of(about, "url"),
        vendor_type=f"{kind}.{action}",
    )


def _note(body: Body) -> SourceEvent:
    about = object_at(body, "object_attributes")
    said, where = text_of(about, "note"), text_of(about, "noteable_type")
    inside = object_at(body, "issue") or object_at(body, "merge_request") or object_at(body, "snippet")
    number = text_of(inside, "iid") or text_of(inside, "id") or text_of(about, "commit_id")[:10]
    name = {"MergeRequest": "merge request"}.get(where, where.lower())
    text = f"Comment on {name} {number}".strip() + f": {text_of_markdown(said)}"
    is_edit = text_of(about, "action") == "update"
    identity = f"note/{text_of(about, 'id')}"
    return _event(
        body,
        text=text,
        at=about.get("updated_at") if is_edit else about.get("created_at"),
        external_id=f"{identity}/update@{text_of(about, 'updated_at')}" if is_edit else identity,
        replaces=identity if is_edit else "",
        link=text_of(about, "url"),
        words=said,
    )


def _pipeline(body: Body) -> SourceEvent:
    about = object_at(body, "object_attributes")
    status = text_of(about, "status")
    text = f"Pipeline {text_of(about, 'name') or text_of(about, 'id')} on {text_of(about, 'ref')} {_STATES.get(status, status)}"
    at = about.get("finished_at") or (about.get("created_at") if status in {"created", "pending"} else None)
    return _event(body, text=text, at=at, external_id=f"pipeline/{text_of(about, 'id')}/{status}", link=text_of(about, "url"))


def _build(body: Body) -> SourceEvent:
    status, ended = text_of(body, "build_status"), body.get("build_finished_at")
    reason = text_of(body, "build_failure_reason").replace("_", " ") if status == "failed" else ""
    text = f"Job “{text_of(body, 'build_name')}” on {text_of(body, 'ref')} {_STATES.get(status, status)}{f': {reason}' if reason else ''}"
    begun = (
        body.get("build_started_at") if status == "running" else body.get("build_created_at") if status in {"created", "pending"} else None
    )
    return _event(body, text=text, at=ended or begun, external_id=f"job/{text_of(body, 'build_id')}/{status}")


def _deployment(body: Body) -> SourceEvent:
    status = text_of(body, "status")
    told = "started" if status == "running" else _STATES.get(status, status)
    version = text_of(body, "ref") or text_of(body, "short_sha") or "a version"
    text = f"Deployment of {version} to {text_of(body, 'environment') or 'an environment'} {told}"
    title = text_of(body, "commit_title")
    return _event(
        body,
        text=f"{text}: {title}" if title else text,
        at=body.get("status_changed_at"),
        kind=EventKind.CHANGE,
        external_id=f"deployment/{text_of(body, 'deployment_id')}/{status}",
        link=text_of(body, "deployable_url") or text_of(body, "commit_url"),
    )


def _release(body: Body) -> SourceEvent:
    action, tag, name = text_of(body, "action"), text_of(body, "tag"), text_of(body, "name")
    text = f"Release {tag} {_DONE.get(action, action)}{f': {name}' if name and name != tag else ''}"
    at = body.get("released_at") or body.get("created_at") if action == "create" else None
    kind = EventKind.CHANGE if action == "create" else EventKind.OTHER
    return _event(body, text=text, at=at, kind=kind, external_id=f"release/{text_of(body, 'id')}/{action}", link=text_of(body, "url"))


def _wiki(body: Body) -> SourceEvent:
    about = object_at(body, "object_attributes")
    action = text_of(about, "action")
    text = f"Wiki page {_DONE.get(action, action)}: {text_of(about, 'title')}"
    identity = f"wiki_page/{text_of(about, 'slug')}/{action}/{text_of(about, 'version_id')}"
    return _event(body, text=text, at=None, external_id=identity, link=text_of(about, "url"))


def _other(body: Body) -> SourceEvent:
    """System hooks state the times of the thing: when it came, and when it last changed; not who did it."""
    name, about = text_of(body, "object_kind") or text_of(body, "event_name"), object_at(body, "object_attributes")
    about = about or body
    keys = ("title", "path_with_namespace", "name", "user_name", "group_name", "username")
    said = next((found for key in keys if (found := text_of(about, key))), "")
    is_new = name.endswith("_create") or name.startswith("user_add")
    is_gone = name.endswith("_destroy") or "_remove" in name
    at = about.get("created_at") if is_new else None if is_gone else about.get("updated_at")
    told = name.replace("_", " ").capitalize()
    return _event(body, text=f"{told}: {said}" if said else told, at=at, link=text_of(about, "url"))


_TELLERS: dict[str, Callable[[Body], SourceEvent]] = {
    "push": _push,
    "tag_push": _push,
    "repository_update": _other,
    "issue": _issue,
    "work_item": _issue,
    "merge_request": _issue,
    "note": _note,
    "pipeline": _pipeline,
    "build": _build,
    "deployment": _deployment,
    "release": _release,
    "wiki_page": _wiki,
}
