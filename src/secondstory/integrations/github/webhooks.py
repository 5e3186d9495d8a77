"""Webhooks: https://docs.github.com/en/webhooks/webhook-events-and-payloads"""

from collections.abc import Mapping
from typing import Any

from secondstory.integrations.github.things import THINGS, Circumstances, first_line, joined, login, other, words
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

_AROUND = {"repository", "sender", "organization", "installation", "enterprise", "changes", "workflow"}
_NO_COMMIT = "0" * 40
_CHANGED_STATUS = {"success": "succeeded", "failure": "failed", "error": "failed with an error", "pending": "is pending"}


def is_webhook(body: Mapping[str, Any]) -> bool:
    if "object_kind" in body:
        return False
    if {"affected_package_name", "external_identifier"} <= object_at(body, "alert").keys():
        return True  # the one event that comes without its sender and its repository
    if "sender" not in body:
        return False
    where = object_at(body, "repository"), object_at(body, "organization"), object_at(body, "installation")
    return bool(text_of(where[0], "full_name") or text_of(where[1], "login") or text_of(where[2], "id"))


def is_ping(body: Mapping[str, Any]) -> bool:
    return "zen" in body and "hook_id" in body


def of_webhook(body: Mapping[str, Any], *, event_name: str = "") -> SourceEvent:
    """The name of an event stands in a header, which a file lacks: then what it is about tells it."""
    component = text_of(body, "repository", "full_name") or text_of(body, "organization", "login")
    actor = login(object_at(body, "sender"))
    given = Circumstances(text_of(body, "action"), actor=actor, component=component, around=body)
    if "commits" in body and "before" in body:
        return _push(body, given)
    if "context" in body and "sha" in body and "state" in body:
        return _status(body, given)
    if {"since", "requestor"} <= body.keys():
        return _deployment_review(body, given)
    for subject, tell in THINGS.items():
        if isinstance(body.get(subject), dict):
            return tell(object_at(body, subject), given)
    if "ref_type" in body:
        return _branch(body, given, deleted=event_name == "delete" or "master_branch" not in body)
    return _another(body, given, event_name=event_name)


def _push(body: Mapping[str, Any], given: Circumstances) -> SourceEvent:
    """GitHub states when the repository was last pushed to, which is this push; the times of commits are their authors'."""
    ref, after = text_of(body, "ref"), text_of(body, "after")
    name = ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    what = "tag" if ref.startswith("refs/tags/") else "branch"
    commits = [first_line(text_of(one, "message")) for one in objects(body.get("commits"))]
    if body.get("deleted") is True or after == _NO_COMMIT:
        text = f"Deleted {what} {name}"
    elif commits:
        forced = "Force-pushed" if body.get("forced") is True else "Pushed"
        number = "a commit" if len(commits) == 1 else f"{len(commits)} commits"
        text = joined(f"{forced} {number} to {name}", "; ".join(commits[-3:]))
    else:
        text = f"{'Created' if body.get('created') is True else 'Pushed'} {what} {name}"
    return SourceEvent(
        text=text,
        at=moment(object_at(body, "repository").get("pushed_at")),
        actor=text_of(body, "pusher", "name") or given.actor,
        actor_email=text_of(body, "pusher", "email"),
        actor_handle=given.actor,
        kind=EventKind.CHANGE,
        external_id=f"push/{given.component}/{ref}/{text_of(body, 'before')[:12]}-{after[:12]}",
        link=text_of(body, "compare"),
        component=given.component,
        vendor_type="push",
    )


def _status(body: Mapping[str, Any], given: Circumstances) -> SourceEvent:
    state = text_of(body, "state")
    text = f"Status “{text_of(body, 'context')}” of {text_of(body, 'sha')[:10]} {_CHANGED_STATUS.get(state, words(state))}"
    return SourceEvent(
        text=joined(text, text_of(body, "description")),
        at=moment(body.get("created_at")),
        actor=given.actor or "GitHub",
        external_id=f"status/{text_of(body, 'id')}",
        link=text_of(body, "target_url") or text_of(body, "commit", "html_url"),
        component=given.component,
        vendor_type="status",
    )


def _deployment_review(body: Mapping[str, Any], given: Circumstances) -> SourceEvent:
    run = object_at(body, "workflow_run")
    return SourceEvent(
        text=f"Deployment to {text_of(body, 'environment') or 'an environment'}: review {words(given.action)}",
        at=moment(body.get("since")),
        actor=given.actor or login(object_at(body, "requestor")),
        external_id=f"deployment_review/{text_of(run, 'id')}/{text_of(body, 'environment')}/{given.action}",
        link=text_of(run, "html_url"),
        component=given.component,
        vendor_type=f"deployment_review.{given.action}",
    )


def _branch(body: Mapping[str, Any], given: Circumstances, *, deleted: bool) -> SourceEvent:
    what, name = text_of(body, "ref_type") or "branch", text_of(body, "ref")
    return SourceEvent(
        text=f"{'Deleted' if deleted else 'Created'} {what} {name}",
        at=moment(object_at(body, "repository").get("pushed_at")),
        actor=given.actor or "GitHub",
        link=text_of(body, "repository", "html_url"),
        component=given.component,
        vendor_type="delete" if deleted else "create",
    )


def _another(body: Mapping[str, Any], given: Circumstances, *, event_name: str) -> SourceEvent:
    if {"inputs", "workflow", "ref"} <= body.keys():
        return _by_hand(body, given)
    subject = next((key for key, value in body.items() if key not in _AROUND and isinstance(value, dict)), "")
    if subject:
        return other(subject, object_at(body, subject), given)
    if "installation" in body and "repository" not in body:
        return other("installation", object_at(body, "installation"), given)
    if given.action:
        subject, told = event_name or "repository", f"{words(event_name or 'repository').capitalize()} {words(given.action)}"
    else:
        subject, told = event_name or "repository", f"{words(event_name or 'repository').capitalize()}: something happened"
    return SourceEvent(
        text=joined(told, given.component),
        actor=given.actor or "GitHub",
        link=text_of(body, "repository", "html_url"),
        component=given.component,
        vendor_type=f"{subject}.{given.action}" if given.action else subject,
    )


def _by_hand(body: Mapping[str, Any], given: Circumstances) -> SourceEvent:
    return SourceEvent(
        text=f"Workflow {text_of(body, 'workflow')} started by hand on {_short(text_of(body, 'ref'))}",
        actor=given.actor or "GitHub",
        link=text_of(body, "repository", "html_url"),
        component=given.component,
        vendor_type="workflow_dispatch",
    )


def _short(ref: str) -> str:
    return ref.removeprefix("refs/heads/").removeprefix("refs/tags/") or "a branch"
