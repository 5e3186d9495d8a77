"""What the interfaces answer: https://docs.github.com/en/rest and https://docs.github.com/en/graphql"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from secondstory.integrations.github.things import THINGS, Circumstances, first_line, joined, login, words
from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

LISTS = {"workflow_runs": "workflow_run", "jobs": "workflow_job", "check_runs": "check_run", "check_suites": "check_suite"}
_KEYS: dict[str, set[str]] = {
    "commit": {"sha", "commit", "parents"},
    "review": {"submitted_at", "pull_request_url"},
    "pull_request": {"number", "merge_commit_sha", "title"},
    "comment_of_issue": {"issue_url", "body", "created_at"},
    "comment_of_review": {"pull_request_url", "diff_hunk"},
    "issue": {"number", "comments_url", "title", "state"},
    "release": {"tag_name", "assets_url"},
    "deployment_status": {"deployment_url", "state"},
    "deployment": {"statuses_url", "environment", "sha", "task"},
    "activity": {"type", "actor", "repo", "payload"},
    "issue_event": {"event", "actor", "created_at", "commit_id"},
    "workflow_run": {"run_number", "workflow_id", "run_attempt"},
}
_NOTHING: dict[str, set[str]] = {
    "It lists organisations, which are no events.": {"login", "repos_url", "members_url"},
    "It lists users, which are no events.": {"login", "repos_url", "followers_url"},
    "It describes a repository, which is no event.": {"full_name", "archive_url", "clone_url"},
    "It lists reactions without what they answer, which are no events of their own.": {"id", "user", "content", "created_at"},
    "It says how many requests are left, which is no event.": {"rate", "resources"},
    "It lists who is asked for a review, which is no event.": {"users", "teams"},
}


def form_of(one: Mapping[str, Any]) -> str:
    """Say what an object is; an empty text where it is nothing that happened."""
    if "iid" in one:
        return ""
    return next((form for form, keys in _KEYS.items() if keys <= one.keys()), "")


def why_nothing(one: Mapping[str, Any]) -> str | None:
    return next((sentence for sentence, keys in _NOTHING.items() if keys <= one.keys()), None) if "iid" not in one else None


def told_of(one: Mapping[str, Any]) -> Iterator[SourceEvent]:
    form = form_of(one)
    if tell := _OTHERS.get(form):
        yield tell(one)
        return
    form = "comment" if form.startswith("comment") else form
    component = _repository(one)
    for action, actor in _actions(form, one):
        yield THINGS[form](one, Circumstances(action, actor=actor, component=component))


def of_list(subject: str, things: Any) -> Iterator[SourceEvent]:
    for one in objects(things):
        yield THINGS[subject](one, Circumstances("", component=text_of(one, "repository", "full_name")))


def timeline(body: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """Return the items of a timeline that GraphQL answers with; None where it answers something else."""
    repository = object_at(body, "data", "repository")
    for inside in ("pullRequest", "issue"):
        nodes = object_at(repository, inside, "timelineItems").get("nodes")
        if isinstance(nodes, list):
            return list(objects(nodes))
    return None


def item_of_timeline(item: Mapping[str, Any]) -> SourceEvent:
    vendor_type = text_of(item, "eventType") or text_of(item, "__typename")
    link, said = text_of(item, "url"), text_of(item, "body")
    state = words(text_of(item, "state").lower())
    number = (text_of(item, "pullRequest", "url") or link.partition("#")[0]).rpartition("/")[2]
    happened = state or _apart(vendor_type.removesuffix("Event"))
    return SourceEvent(
        text=joined(f"Pull request {number}: {happened}" if "/pull/" in link else f"Issue {number}: {happened}", text_of_markdown(said)),
        at=moment(item.get("createdAt") or item.get("submittedAt")),
        actor=login(object_at(item, "actor")) or login(object_at(item, "author")) or "GitHub",
        kind=EventKind.CHANGE if vendor_type == "MergedEvent" else EventKind.OTHER,
        external_id=text_of(item, "id") or link,
        link=link,
        component=_of_address(link),
        vendor_type=vendor_type,
        words=said,
    )


def _actions(form: str, one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An answer states a thing as it is now, which tells of its beginning and of its end."""
    if form in {"issue", "pull_request"}:
        yield "opened", login(object_at(one, "user"))
        if moment(one.get("closed_at")):
            yield "closed", login(object_at(one, "merged_by")) or login(object_at(one, "closed_by"))
    elif form == "review":
        yield "submitted", ""
    elif form == "release":
        yield "published" if one.get("published_at") else "created", ""
    else:
        yield "" if form == "workflow_run" else "created", ""


def _commit(one: Mapping[str, Any]) -> SourceEvent:
    commit, sha = object_at(one, "commit"), text_of(one, "sha")
    return SourceEvent(
        text=f"Commit {sha[:10]}: {first_line(text_of(commit, 'message'))}",
        at=moment(object_at(commit, "committer").get("date")),
        actor=text_of(commit, "author", "name") or login(object_at(one, "author")),
        actor_email=text_of(commit, "author", "email"),
        actor_handle=text_of(one, "author", "login"),
        external_id=sha,
        link=text_of(one, "html_url"),
        component=_repository(one),
        vendor_type="commit",
        words=text_of(commit, "message"),
    )


def _issue_event(one: Mapping[str, Any]) -> SourceEvent:
    issue, event = object_at(one, "issue"), text_of(one, "event")
    concerned = text_of(one, "label", "name") or text_of(one, "assignee", "login") or text_of(one, "milestone", "title")
    name = "Pull request" if "pull_request" in issue else "Issue"
    told = f"{name} {text_of(issue, 'number')}".strip() + f" {words(event)}" + (f" ({concerned})" if concerned else "")
    return SourceEvent(
        text=joined(told, text_of(issue, "title")),
        at=moment(one.get("created_at")),
        actor=login(object_at(one, "actor")) or "GitHub",
        kind=EventKind.CHANGE if event == "merged" else EventKind.OTHER,
        external_id=f"issue_event/{text_of(one, 'id')}",
        link=text_of(issue, "html_url"),
        component=_repository(issue or one),
        vendor_type=f"issue_event.{event}",
    )


def _activity(one: Mapping[str, Any]) -> SourceEvent:
    """An entry of GET /repos/OWNER/REPOSITORY/events: much as a webhook, with a time and an identity of its own."""
    payload, vendor_type = object_at(one, "payload"), text_of(one, "type")
    repository = text_of(one, "repo", "name")
    about = next((object_at(payload, key) for key in ("issue", "pull_request", "release", "comment") if object_at(payload, key)), {})
    said = text_of(about, "title") or text_of(about, "name") or text_of(payload, "ref").removeprefix("refs/heads/")
    told = f"{_apart(vendor_type.removesuffix('Event'))} {words(text_of(payload, 'action'))}".strip().capitalize()
    return SourceEvent(
        text=joined(told or "Event", said),
        at=moment(one.get("created_at")),
        actor=login(object_at(one, "actor")) or "GitHub",
        kind=EventKind.CHANGE if vendor_type in {"PushEvent", "ReleaseEvent"} else EventKind.OTHER,
        external_id=f"event/{text_of(one, 'id')}",
        link=text_of(about, "html_url"),
        component=repository,
        vendor_type=vendor_type,
    )


_OTHERS: dict[str, Callable[[Mapping[str, Any]], SourceEvent]] = {"commit": _commit, "issue_event": _issue_event, "activity": _activity}


def _repository(one: Mapping[str, Any]) -> str:
    return _of_address(text_of(one, "html_url") or text_of(one, "repository_url") or text_of(one, "url"))


def _of_address(address: str) -> str:
    path = address.partition("://")[2].partition("/")[2].removeprefix("api/v3/").removeprefix("repos/").split("/")
    return "/".join(path[:2]) if len(path) > 1 else ""


def _apart(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
