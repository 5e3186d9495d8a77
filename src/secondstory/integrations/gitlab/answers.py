"""What the REST API answers: https://docs.gitlab.com/api/rest/"""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

Thing = Mapping[str, Any]
_KEYS: dict[str, set[str]] = {
    "note": {"body", "noteable_type", "created_at"},
    "version": {"head_commit_sha", "merge_request_id"},
    "job": {"stage", "pipeline", "web_url"},
    "deployment": {"environment", "deployable", "ref"},
    "release": {"tag_name", "released_at", "description"},
    "pipeline": {"ref", "sha", "status", "web_url", "project_id"},
    "issue": {"iid", "project_id", "title", "created_at", "state"},
    "commit": {"short_id", "committed_date", "title"},
}
_NOTHING: dict[str, set[str]] = {
    "It lists reactions, which are no events of their own.": {"awardable_id", "awardable_type"},
    "It describes a project, which is no event.": {"path_with_namespace", "http_url_to_repo"},
}


def form_of(one: Thing) -> str:
    return next((form for form, keys in _KEYS.items() if keys <= one.keys()), "") if "object_kind" not in one else ""


def why_nothing(one: Thing) -> str | None:
    return next((sentence for sentence, keys in _NOTHING.items() if keys <= one.keys()), None)


def told_of(one: Thing) -> Iterator[SourceEvent]:
    form = form_of(one)
    if form == "issue":
        yield from _issue(one)
    elif form:
        yield _single(form, one)


def _issue(one: Thing) -> Iterator[SourceEvent]:
    link = text_of(one, "web_url")
    is_merge = "/merge_requests/" in link or "source_branch" in one
    kind, name = ("merge_request", "Merge request") if is_merge else ("issue", "Issue")
    identity, title = f"{kind}/{text_of(one, 'id')}", f"{name} {text_of(one, 'iid')}"
    component = _project(link)
    yield SourceEvent(
        text=f"{title} opened: {text_of(one, 'title')}",
        at=moment(one.get("created_at")),
        actor=_name(object_at(one, "author")),
        external_id=f"{identity}/open",
        link=link,
        component=component,
        vendor_type=kind,
    )
    for done, action, by in (("merged", "merge", "merged_by"), ("closed", "close", "closed_by")):
        if at := moment(one.get(f"{done}_at")):
            yield SourceEvent(
                text=f"{title} {done}: {text_of(one, 'title')}",
                at=at,
                actor=_name(object_at(one, by)) or "GitLab",
                kind=EventKind.CHANGE if done == "merged" else EventKind.OTHER,
                external_id=f"{identity}/{action}@{text_of(one, f'{done}_at')}",
                link=link,
                component=component,
                vendor_type=f"{kind}.{action}",
                thread=f"{identity}/open",
            )


def _single(form: str, one: Thing) -> SourceEvent:
    status, said = text_of(one, "status"), ""
    at, kind, actor = one.get("created_at"), EventKind.OTHER, _name(object_at(one, "user")) or _name(object_at(one, "author"))
    match form:
        case "note":
            said = text_of(one, "body")
            name = {"MergeRequest": "merge request"}.get(text_of(one, "noteable_type"), text_of(one, "noteable_type").lower())
            about = f"{name} {text_of(one, 'noteable_iid')}".strip()
            is_system = one.get("system") is True
            text = f"{about.capitalize()}: {said}" if is_system else f"Comment on {about}: {text_of_markdown(said)}"
        case "commit":
            at, actor, said = one.get("committed_date"), text_of(one, "author_name"), text_of(one, "message")
            text = f"Commit {text_of(one, 'short_id')}: {text_of(one, 'title')}"
        case "version":
            text = f"Merge request got a new version: {text_of(one, 'head_commit_sha')[:10]}"
        case "release":
            at, kind, tag, name = one.get("released_at"), EventKind.CHANGE, text_of(one, "tag_name"), text_of(one, "name")
            text = f"Release {tag}{f': {name}' if name and name != tag else ''}"
        case "deployment":
            at, kind = one.get("updated_at") if status in {"success", "failed"} else at, EventKind.CHANGE
            text = f"Deployment of {text_of(one, 'ref')} to {text_of(one, 'environment', 'name') or 'an environment'}: {status}"
        case "job":
            at = one.get("finished_at") or one.get("started_at") or at
            text = f"Job “{text_of(one, 'name')}” on {text_of(one, 'ref')}: {status}"
        case _:
            at = one.get("finished_at") or (one.get("updated_at") if status in {"success", "failed", "canceled"} else at)
            text = f"Pipeline {text_of(one, 'id')} on {text_of(one, 'ref')}: {status}"
    link = text_of(one, "web_url") or text_of(one, "_links", "self")
    identity = text_of(one, "id") or text_of(one, "tag_name")
    return SourceEvent(
        text=text,
        at=moment(at),
        actor=actor or "GitLab",
        actor_email=text_of(one, "author_email"),
        kind=kind,
        external_id=f"{form}/{identity}{f'/{status}' if status else ''}",
        link=link,
        component=_project(link),
        vendor_type=form,
        words=said,
    )


def _name(person: Thing) -> str:
    return text_of(person, "name") or text_of(person, "username")


def _project(link: str) -> str:
    path = link.partition("://")[2].partition("/")[2].partition("/-/")[0]
    return path.partition("/issues/")[0].partition("/merge_requests/")[0]
