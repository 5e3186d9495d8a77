"""Webhooks, as https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ describes them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

Body = Mapping[str, Any]
_STATES = {"SUCCESSFUL": "succeeded", "FAILED": "failed", "INPROGRESS": "is in progress", "STOPPED": "was stopped"}
_PULL_STATES = {"OPEN": "open", "MERGED": "merged", "DECLINED": "declined"}
_ACTIONS = {
    "created": "opened",
    "fulfilled": "merged",
    "rejected": "declined",
    "approved": "approved",
    "unapproved": "no longer approved",
}


def recognises(payload: Payload) -> bool:
    body = payload.object
    person, repository = object_at(body, "actor"), object_at(body, "repository")
    return bool(text_of(repository, "full_name")) and "sender" not in body and ("display_name" in person or "uuid" in repository)


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict) or not object_at(body, "repository"):
        raise UnreadablePayload("This is no webhook of Bitbucket: it names no repository.")
    if isinstance(object_at(body, "push").get("changes"), list):
        return _push(body)
    key = payload.headers.get("x-event-key", "")
    if "commit_status" in body:
        return (_status(body, key),)
    if "comment" in body:
        return (_comment(body, key),)
    if "pullrequest" in body:
        return (_pull_request(body, key),)
    return (_other(body, key),)


def _event(body: Body, *, text: str, at: object, link: str = "", **more: Any) -> SourceEvent:
    person, repository = object_at(body, "actor"), object_at(body, "repository")
    return SourceEvent(
        text=text,
        at=moment(at),
        actor=text_of(person, "display_name") or text_of(person, "nickname") or "Bitbucket",
        actor_handle=text_of(person, "nickname") or text_of(person, "username"),
        link=link or text_of(repository, "links", "html", "href"),
        component=text_of(repository, "full_name"),
        **more,
    )


def _push(body: Body) -> Iterator[SourceEvent]:
    """Bitbucket does not state when somebody pushed; the times of commits are their authors'."""
    for change in objects(object_at(body, "push").get("changes")):
        new, old = object_at(change, "new"), object_at(change, "old")
        what, name = text_of(new or old, "type") or "branch", text_of(new or old, "name")
        titles = [text_of(one, "message").split("\n", 1)[0] for one in objects(change.get("commits"))]
        if not new:
            text = f"Deleted {what} {name}"
        elif not old:
            text = f"Created {what} {name}"
        else:
            number = "a commit" if len(titles) == 1 else f"{len(titles)} commits"
            text = f"{'Force-pushed' if change.get('forced') is True else 'Pushed'} {number} to {name}"
        before, after = (text_of(side, "target", "hash")[:12] for side in (old, new))
        said = "; ".join(title for title in reversed(titles[:3]) if title)
        yield _event(
            body,
            text=f"{text}: {said}" if said else text,
            at=change.get("date"),
            link=text_of(change, "links", "html", "href"),
            kind=EventKind.CHANGE,
            external_id=f"push/{text_of(body, 'repository', 'full_name')}/{what}/{name}/{before}-{after}",
            vendor_type="repo:push",
        )


def _status(body: Body, key: str) -> SourceEvent:
    status = object_at(body, "commit_status")
    state = text_of(status, "state")
    name = text_of(status, "name") or text_of(status, "key")
    said = text_of(status, "description")
    text = f"Build “{name}” {_STATES.get(state, state.lower())}"
    return _event(
        body,
        text=f"{text}: {said}" if said else text,
        at=status.get("updated_on"),
        link=text_of(status, "url"),
        external_id=f"commit_status/{text_of(status, 'key')}/{text_of(status, 'url')}/{state}",
        vendor_type=key or "repo:commit_status",
    )


def _comment(body: Body, key: str) -> SourceEvent:
    comment = object_at(body, "comment")
    pull, issue = object_at(body, "pullrequest"), object_at(body, "issue")
    where = f"pull request {text_of(pull, 'id')}" if pull else f"issue {text_of(issue, 'id')}" if issue else "a commit"
    said = text_of(comment, "content", "raw")
    identity, action = f"comment/{text_of(comment, 'id')}", key.rpartition("_")[2]
    is_edit, is_gone = action == "updated", action == "deleted"
    return _event(
        body,
        text=f"Comment on {where}{f' {action}' if is_edit or is_gone else ''}: {text_of_markdown(said)}",
        at=None if is_gone else comment.get("updated_on" if is_edit else "created_on"),
        link=text_of(comment, "links", "html", "href"),
        external_id=f"{identity}/{action}@{text_of(comment, 'updated_on')}" if is_edit or is_gone else identity,
        replaces=identity if is_edit else "",
        vendor_type=key or "comment",
        words=said,
    )


def _pull_request(body: Body, key: str) -> SourceEvent:
    """What was done stands in a header. A file lacks it: then the state of the pull request says what is known."""
    pull, review = object_at(body, "pullrequest"), object_at(body, "approval") or object_at(body, "changes_request")
    state = text_of(pull, "state")
    done = key.removeprefix("pullrequest:")
    told = _ACTIONS.get(done, done.replace("_", " ")) or ("approved" if "approval" in body else _PULL_STATES.get(state, "changed"))
    at = review.get("date") or pull.get("created_on" if told == "opened" else "updated_on")
    return _event(
        body,
        text=f"Pull request {text_of(pull, 'id')} {told}: {text_of(pull, 'title')}",
        at=at,
        link=text_of(pull, "links", "html", "href"),
        kind=EventKind.CHANGE if told == "merged" else EventKind.OTHER,
        external_id=f"pullrequest/{text_of(body, 'repository', 'full_name')}/{text_of(pull, 'id')}/{told}@{text_of(pull, 'updated_on')}",
        vendor_type=key or "pullrequest",
    )


def _other(body: Body, key: str) -> SourceEvent:
    issue = object_at(body, "issue")
    told = key.replace(":", " ").replace("_", " ").capitalize() or ("Issue changed" if issue else "Repository changed")
    said = f"{text_of(issue, 'id')}: {text_of(issue, 'title')}" if issue else text_of(body, "repository", "full_name")
    at = issue.get("created_on") if key == "issue:created" else issue.get("updated_on")
    return _event(body, text=f"{told} {said}", at=at, link=text_of(issue, "links", "html", "href"), vendor_type=key or "other")
