"""What happened to the things of GitHub: an issue, a pull request, a run. Webhooks and answers of the API describe them alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from secondstory.integrations.markdown_text import text_of_markdown
from secondstory.integrations.reading import moment, object_at, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

Thing = Mapping[str, Any]
_OUTCOMES = {
    "success": "succeeded",
    "failure": "failed",
    "cancelled": "was cancelled",
    "timed_out": "timed out",
    "skipped": "was skipped",
    "action_required": "waits for somebody",
    "startup_failure": "failed to start",
}
_DEPLOYMENT_STATES = {
    "success": "succeeded",
    "failure": "failed",
    "error": "failed with an error",
    "pending": "is pending",
    "queued": "is queued",
    "in_progress": "is in progress",
    "inactive": "became inactive",
    "waiting": "waits",
}
_DEPLOYED = {"success", "failure", "error", "in_progress"}
_REVIEWS = {"approved": "approved", "changes_requested": "changes requested", "commented": "commented", "dismissed": "review dismissed"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a thing: what was done to it, by whom, where, and the whole of what was sent."""

    action: str
    actor: str = ""
    component: str = ""
    around: Thing | None = None

    def part(self, name: str) -> Thing:
        return object_at(self.around, name)


def login(person: Any) -> str:
    return text_of(person, "login") or text_of(person, "name")


def words(name: str) -> str:
    return name.replace("_", " ")


def joined(first: str, second: str) -> str:
    return f"{first}: {second}" if second else first


def first_line(text: str) -> str:
    return text.split("\n", 1)[0].strip()


def _event(subject: str, thing: Thing, given: Circumstances, *, text: str, at: object, **more: Any) -> SourceEvent:
    identity = more.pop("external_id", "") or f"{subject}/{text_of(thing, 'id') or text_of(thing, 'node_id')}/{given.action}"
    return SourceEvent(
        text=text,
        at=moment(at),
        actor=more.pop("actor", "") or given.actor or login(object_at(thing, "user")) or "GitHub",
        external_id=identity,
        link=more.pop("link", "") or text_of(thing, "html_url"),
        component=given.component,
        vendor_type=f"{subject}.{given.action}" if given.action else subject,
        **more,
    )


def _stated(thing: Thing, action: str) -> object:
    """Return when something was done to a thing: of what is gone, only what says so itself counts."""
    if action in {"created", "opened", "requested", "queued"}:
        return thing.get("created_at")
    return (
        thing.get(f"{action}_at") or thing.get(f"{action}ed_at") or (None if action in {"deleted", "removed"} else thing.get("updated_at"))
    )


def issue(thing: Thing, given: Circumstances, *, subject: str = "issue") -> SourceEvent:
    is_pull = subject == "pull_request" or "pull_request" in thing or "merged_at" in thing
    action, title, number = given.action, text_of(thing, "title"), text_of(thing, "number")
    merged = thing.get("merged_at") or object_at(thing, "pull_request").get("merged_at")
    told, kind, at = words(action), EventKind.OTHER, _stated(thing, action)
    if is_pull and action == "closed" and (merged or thing.get("merged") is True):
        told, kind, at = "merged", EventKind.CHANGE, merged or at
    concerned = login(given.part("assignee")) or text_of(given.part("label"), "name") or login(given.part("requested_reviewer"))
    if concerned and action in {"assigned", "unassigned", "labeled", "unlabeled", "review_requested"}:
        told = f"{told} ({concerned})"
    name = "Pull request" if is_pull else "Issue"
    identity = text_of(thing, "id")
    part = action if action in {"opened", "closed"} else f"{action}@{text_of(thing, 'updated_at')}/{concerned}"
    if action == "closed" and thing.get("closed_at"):
        part = f"closed@{text_of(thing, 'closed_at')}"
    text = joined(f"{name} {number} {told}", title)
    return _event(subject, thing, given, text=text, at=at, kind=kind, external_id=f"{subject}/{identity}/{part}")


def pull_request(thing: Thing, given: Circumstances) -> SourceEvent:
    return issue(thing, given, subject="pull_request")


def comment(thing: Thing, given: Circumstances) -> SourceEvent:
    inside = given.part("issue") or given.part("pull_request") or given.part("discussion")
    number = (
        text_of(inside, "number") or text_of(thing, "issue_url").rpartition("/")[2] or text_of(thing, "pull_request_url").rpartition("/")[2]
    )
    where = f" on {number}" if number else f" on commit {text_of(thing, 'commit_id')[:10]}" if text_of(thing, "commit_id") else ""
    said = text_of(thing, "body")
    done = "" if given.action == "created" else f" {words(given.action)}"
    identity = f"comment/{text_of(thing, 'id')}"
    changed = "" if given.action == "created" else f"/{given.action}@{text_of(thing, 'updated_at')}"
    return _event(
        "comment",
        thing,
        given,
        text=joined(f"Comment{where}{done}", text_of_markdown(said)),
        at=_stated(thing, given.action),
        external_id=f"{identity}{changed}",
        replaces=identity if given.action == "edited" else "",
        words=said,
    )


def review(thing: Thing, given: Circumstances) -> SourceEvent:
    number = text_of(given.part("pull_request"), "number") or text_of(thing, "pull_request_url").rpartition("/")[2]
    state, said = text_of(thing, "state").lower(), text_of(thing, "body")
    at = thing.get("submitted_at") if given.action == "submitted" else given.part("pull_request").get("updated_at")
    told = _REVIEWS.get(state, words(state)) if given.action == "submitted" else f"review {words(given.action)}"
    text = joined(f"Pull request {number}: {told}", text_of_markdown(said))
    return _event("review", thing, given, text=text, at=at, words=said)


def deployment(thing: Thing, given: Circumstances) -> SourceEvent:
    text = f"Deployment of {_version(thing)} to {_environment(thing)} {words(given.action or 'created')}"
    said = joined(text, text_of(thing, "description"))
    given = Circumstances(given.action or "created", actor=given.actor, component=given.component)
    actor = login(object_at(thing, "creator"))
    return _event("deployment", thing, given, text=said, at=thing.get("created_at"), actor=actor, kind=EventKind.CHANGE)


def deployment_status(thing: Thing, given: Circumstances) -> SourceEvent:
    deployed, state = given.part("deployment"), text_of(thing, "state")
    version = f" of {_version(deployed)}" if deployed else ""
    text = f"Deployment{version} to {_environment(deployed or thing)} {_DEPLOYMENT_STATES.get(state, words(state))}"
    link = text_of(thing, "environment_url") or text_of(thing, "log_url") or text_of(thing, "target_url")
    return _event(
        "deployment_status",
        thing,
        given,
        text=joined(text, text_of(thing, "description")),
        at=thing.get("created_at"),
        actor=login(object_at(thing, "creator")),
        kind=EventKind.CHANGE if state in _DEPLOYED else EventKind.OTHER,
        external_id=f"deployment_status/{text_of(thing, 'id')}",
        link=link,
    )


def _version(deployed: Thing) -> str:
    return text_of(deployed, "ref") or text_of(deployed, "sha")[:10] or "a version"


def _environment(deployed: Thing) -> str:
    return text_of(deployed, "environment") or "an environment"


def release(thing: Thing, given: Circumstances) -> SourceEvent:
    """A release is created when its commit was, so that only the time of its publication says when it came."""
    tag, name = text_of(thing, "tag_name"), text_of(thing, "name")
    is_out = given.action in {"created", "published", "released", "prereleased"}
    at = (thing.get("published_at") if is_out else None) or (None if given.action == "deleted" else thing.get("updated_at"))
    kind = EventKind.CHANGE if given.action in {"published", "released", "prereleased"} else EventKind.OTHER
    text = joined(f"Release {tag} {words(given.action)}", name if name != tag else "")
    return _event("release", thing, given, text=text, at=at, actor=given.actor or login(object_at(thing, "author")), kind=kind)


def _run(subject: str, name: str, thing: Thing, given: Circumstances, *, begins: object, ends: object, attempt: str = "") -> SourceEvent:
    conclusion, status = text_of(thing, "conclusion"), text_of(thing, "status")
    if conclusion or status == "completed":
        told, at, state = _OUTCOMES.get(conclusion, joined("completed", words(conclusion))), ends, "completed"
    else:
        told, at, state = "started" if status == "in_progress" else words(status or given.action), begins, status or given.action
    branch = text_of(thing, "head_branch")
    title = text_of(thing, "name") or text_of(given.part("workflow"), "name") or text_of(thing, "display_title")
    text = " ".join(part for part in (name, f"“{title}”" if title else "", f"on {branch}" if branch else "", told) if part)
    identity = f"{subject}/{text_of(thing, 'id')}{f'.{attempt}' if attempt else ''}/{state}"
    return _event(subject, thing, given, text=text, at=at, external_id=identity)


def workflow_run(thing: Thing, given: Circumstances) -> SourceEvent:
    attempt = text_of(thing, "run_attempt")
    is_first = attempt in {"", "1"} and text_of(thing, "status") != "in_progress"
    begins = thing.get("created_at") if is_first else thing.get("run_started_at")
    actor = given.actor or login(object_at(thing, "triggering_actor")) or login(object_at(thing, "actor"))
    given = Circumstances(given.action, actor=actor, component=given.component, around=given.around)
    return _run("workflow_run", "Workflow", thing, given, begins=begins, ends=thing.get("updated_at"), attempt=attempt)


def workflow_job(thing: Thing, given: Circumstances) -> SourceEvent:
    is_waiting = text_of(thing, "status") in {"queued", "waiting"}
    begins = thing.get("created_at") if is_waiting else thing.get("started_at")
    return _run("workflow_job", "Job", thing, given, begins=begins, ends=thing.get("completed_at"))


def check_run(thing: Thing, given: Circumstances) -> SourceEvent:
    return _run("check_run", "Check", thing, given, begins=thing.get("started_at"), ends=thing.get("completed_at"))


def check_suite(thing: Thing, given: Circumstances) -> SourceEvent:
    named = {"name": text_of(thing, "app", "name"), **thing}
    return _run("check_suite", "Checks of", named, given, begins=thing.get("created_at"), ends=thing.get("updated_at"))


def other(subject: str, thing: Thing, given: Circumstances) -> SourceEvent:
    """Tell of a thing that is nothing special on a timeline, or that is not known."""
    keys = ("title", "name", "slug", "login", "note", "summary", "affected_package_name")
    named = next((found for key in keys if (found := text_of(thing, key))), text_of(thing, "security_advisory", "summary"))
    text = joined(f"{words(subject).capitalize()} {words(given.action)}".strip(), named)
    at = _stated(thing, given.action)
    if not given.action and text_of(thing, "status"):
        text = f"{words(subject).capitalize()} {words(text_of(thing, 'status'))}"
    identity = text_of(thing, "id") or text_of(thing, "number") or named
    stamp = "" if given.action in {"created", "deleted"} else f"@{text_of(thing, 'updated_at')}"
    external_id = f"{subject}/{given.component}/{identity}/{given.action}{stamp}" if identity else ""
    return _event(subject, thing, given, text=text, at=at, external_id=external_id)


THINGS: dict[str, Callable[[Thing, Circumstances], SourceEvent]] = {
    "deployment_status": deployment_status,
    "deployment": deployment,
    "comment": comment,
    "review": review,
    "pull_request": pull_request,
    "issue": issue,
    "release": release,
    "workflow_job": workflow_job,
    "check_run": check_run,
    "workflow_run": workflow_run,
    "check_suite": check_suite,
}
"""In the order in which they are looked for: what a webhook is about comes with what it belongs to."""
