"""Builds, as https://www.jenkins.io/doc/book/using/remote-access-api/ and https://plugins.jenkins.io/notification/ describe them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

Build = Mapping[str, Any]
_BUILD = {"number", "timestamp", "url", "building"}
_JOB = {"buildable", "color", "nextBuildNumber"}
_RESULTS = {"SUCCESS": "succeeded", "FAILURE": "failed", "UNSTABLE": "is unstable", "ABORTED": "was aborted", "NOT_BUILT": "was not built"}
_LONGEST = 10**11
"""Milliseconds: about three years."""


def recognises(payload: Payload) -> bool:
    body = payload.object
    return _is_notification(body) or any(one.keys() >= _BUILD or one.keys() >= _JOB for one in (body, _archived(body)))


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Jenkins: it is no JSON object.")
    if _is_notification(body):
        return (_notification(body),)
    found = _archived(body) or body
    if found.keys() >= _BUILD:
        return _build(found, job="")
    if found.keys() >= _JOB:
        job = text_of(found, "fullDisplayName") or text_of(found, "displayName")
        return (event for one in _builds(found) for event in _build(one, job=job))
    raise UnreadablePayload("This is nothing of Jenkins: it is neither a build, a job with builds nor a notification.")


def says_nothing(payload: Payload) -> str | None:
    body = payload.object
    if body.keys() >= _JOB and not any("timestamp" in one for one in _builds(body)):
        return "It describes a job without the times of its builds. Ask for them with “depth=1”."
    return None


def _is_notification(body: Build) -> bool:
    return "name" in body and "url" in body and {"full_url", "phase"} <= object_at(body, "build").keys()


def _archived(body: Build) -> Build:
    """Return the build in an archive of Perceval, which keeps what it fetched under `data`."""
    return object_at(body, "data") if text_of(body, "backend_name") == "Jenkins" else {}


def _builds(job: Build) -> list[Build]:
    """Return the builds that a job lists; where it lists none, its first and last ones, each once."""
    if listed := list(objects(job.get("builds"))):
        return listed
    named = [one for key, one in job.items() if key.startswith(("first", "last")) and key.endswith("Build") and isinstance(one, dict)]
    return list({text_of(one, "url"): one for one in named}.values())


def _build(build: Build, *, job: str) -> Iterator[SourceEvent]:
    """A build tells of its beginning, and of its end once it is over."""
    begun, name = moment(build.get("timestamp")), text_of(build, "fullDisplayName") or f"{job} #{text_of(build, 'number')}".strip()
    if "timestamp" not in build:
        return
    link = text_of(build, "url")
    identity = link or name
    component = name.rpartition(" #")[0] or job
    yield SourceEvent(
        text=f"Build started: {name}",
        at=begun,
        actor=_started_by(build) or "Jenkins",
        external_id=f"{identity}#started",
        link=link,
        component=component,
        vendor_type="build started",
    )
    result = text_of(build, "result")
    if result and build.get("building") is not True:
        yield SourceEvent(
            text=f"Build {_RESULTS.get(result, result.lower())}: {name}",
            at=_end(begun, build.get("duration")),
            actor="Jenkins",
            external_id=f"{identity}#completed",
            link=link,
            component=component,
            vendor_type=f"build {result}",
            thread=f"{identity}#started",
            words=text_of(build, "description"),
        )


def _end(begun: datetime | None, duration: Any) -> datetime | None:
    if begun is None or isinstance(duration, bool) or not isinstance(duration, int) or not 0 < duration < _LONGEST:
        return None
    return moment((begun + timedelta(milliseconds=duration)).isoformat())


def _started_by(build: Build) -> str:
    for action in objects(build.get("actions")):
        for cause in objects(action.get("causes")):
            if name := text_of(cause, "userName") or text_of(cause, "userId"):
                return name
    return ""


def _notification(body: Build) -> SourceEvent:
    """The plugin sends one at each phase of a build (queued, started, completed, finalized), with the time of the phase."""
    build = object_at(body, "build")
    phase, status = text_of(build, "phase").lower(), text_of(build, "status").upper()
    name = f"{text_of(body, 'display_name') or text_of(body, 'name')} #{text_of(build, 'number')}"
    is_over = phase in {"completed", "finalized"}
    told = _RESULTS.get(status, status.lower() or phase) if is_over else phase
    link = text_of(build, "full_url")
    return SourceEvent(
        text=f"Build {told}: {name}",
        at=moment(build.get("timestamp")),
        actor=text_of(build, "user_name") or "Jenkins",
        external_id=f"{link}#{phase}",
        link=link,
        component=text_of(body, "display_name") or text_of(body, "name"),
        vendor_type=f"build {phase}",
        is_noise=phase == "finalized",
    )
