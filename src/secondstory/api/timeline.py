"""The events of a timeline for programs: read them, add what happens, change and remove."""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints, model_validator
from pydantic.functional_validators import AfterValidator, BeforeValidator

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Scope
from secondstory.api.problems import Problem
from secondstory.api.tokens import IncidentToken
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.incidents.rules import MILESTONE_WORDS
from secondstory.kit.clock import now
from secondstory.kit.markdown import markdown_of_plain
from secondstory.timeline.commands import (
    ChangedMeanwhile,
    EventFacts,
    edit_event,
    facts_of,
    note_event,
    remove_event,
)
from secondstory.timeline.models import LONGEST_ACTOR, LONGEST_ID, TimelineEvent
from secondstory.timeline.queries import EventFilter, NoSuchEvent, event_of, event_records, events_of
from secondstory.timeline.queries.exports import FORMATS, export_of
from secondstory.timeline.rules import Certainty, EventKind
from secondstory.timeline.rules.notes import LONGEST_NOTE

SOURCE = "api"
MOST = 500
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
_REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("The character zero cannot be stored.")
    return text


def _written(value: object) -> object:
    if isinstance(value, datetime) or (isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", value)):
        return value
    raise ValueError("Write a time such as 2026-05-08T14:02:00Z.")  # a number could be seconds as well as milliseconds


Moment = Annotated[AwareDatetime, Field(ge=_EARLIEST, le=_LATEST), BeforeValidator(_written)]
Storable = AfterValidator(_storable)
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE), Storable]
Actor = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ACTOR), Storable]
Link = Annotated[
    str, StringConstraints(pattern=r"^(https?://[^\s\x00]+)?$", max_length=2000), Field(description="Evidence: http or https.")
]
ExternalId = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ID), Storable]
MilestoneName = Literal["", "impact_started", "first_signal", "detected", "acknowledged", "diagnosed", "mitigated", "resolved"]
assert set(MilestoneName.__args__) == {"", *MILESTONE_WORDS}  # type: ignore[attr-defined]  # noqa: S101 - said once more for the description
EventId = Annotated[int, Path(ge=1, le=2**63 - 1)]


class EventIn(Schema):
    text: Annotated[Text, Field(description="What happened, as plain text: it is shown exactly so.")]
    at: Annotated[Moment | None, Field(description="When, ISO 8601 with a zone; now if left out.")] = None
    until: Annotated[Moment | None, Field(description="The latest it can have been, where only two times are known.")] = None
    kind: EventKind = EventKind.OTHER
    actor: Annotated[Actor, Field(description="Who or what did it.")] = ""
    link: Link = ""
    external_id: Annotated[ExternalId, Field(description="Your own name for it: the same one sent again adds nothing.")] = ""

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "EventIn":
        if self.until and (self.at is None or self.until <= self.at):
            raise ValueError("until must be after at.")
        return self


class EventChange(Schema):
    """What is left out stays as it is."""

    version: Annotated[int, Field(ge=1, description="The one that was read: where the event changed since, nothing is written.")]
    text: Text | None = None
    at: Annotated[Moment | None, Field(description="null where no full moment is known.")] = None
    until: Moment | None = None
    kind: EventKind | None = None
    actor: Actor | None = None
    link: Link | None = None
    milestone: MilestoneName | None = None
    is_starred: bool | None = None
    is_learnt_later: bool | None = None


class EventOut(Schema):
    """An event as `secondstory import events --format json` prints it, with what only a timeline knows."""

    at: Annotated[str | None, Field(description="UTC, ISO 8601; null where no full moment is known.")]
    actor: str
    text: Annotated[str, Field(description="The words without markup.")]
    kind: str
    external_id: str
    link: str
    source: Annotated[str, Field(description="Name of the event source; empty where it was written by hand.")]
    file: str
    incident: str
    id: int
    version: Annotated[int, Field(description="Goes up with every change.")]
    local: Annotated[str | None, Field(description="`at` in the zone of the incident.")]
    until: str | None
    certainty: str
    time_as_stated: str
    markdown: str
    is_starred: bool
    is_learnt_later: bool
    milestone: str
    suggested_kind: str
    suggested_because: str
    repeats: int
    last_at: str | None
    sources: list[str]


class EventsOut(Schema):
    events: list[EventOut]
    total: int
    next: Annotated[int | None, Field(description="The offset of the next page, null on the last.")]


class Conflict(Schema):
    detail: str
    event: Annotated[EventOut, Field(description="The event as it is now.")]


class Narrowed(Schema):
    since: Annotated[Moment | None, Field(description="Not before this moment, ISO 8601 with a zone.")] = None
    until: Annotated[Moment | None, Field(description="Not after this moment.")] = None
    kind: EventKind | None = None
    starred: Annotated[bool | None, Field(description="With `true`, only what is starred.")] = None
    source: Annotated[str, StringConstraints(max_length=40), Storable, Field(description="Name of the event source.")] = ""
    q: Annotated[str, StringConstraints(max_length=200), Storable, Field(description="Words that occur in it.")] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    format: Annotated[
        Literal["csv", "json", "md", "ics"] | None, Field(description="All events as a file in this form, in place of a page.")
    ] = None


_FILES = {one.content_type.partition(";")[0]: {"schema": {"type": "string"}} for one in FORMATS.values() if one.name != "json"}

router = Router()


@router.get(
    "/incidents/{key}/events",
    response={200: EventsOut | list[EventOut], **_REFUSED},
    auth=IncidentToken(Scope.READ),
    url_name="events",
    openapi_extra={"responses": {200: {"content": _FILES}}},
)
def read(
    request: HttpRequest,
    key: str,
    narrowed: Query[Narrowed],
) -> Any:
    """Return the events in the order in which they are told."""
    incident = _incident(request, key)
    events = EventFilter(starred=bool(narrowed.starred), kind=narrowed.kind or "", source=narrowed.source, words=narrowed.q).apply(
        events_of(incident)
    )
    if narrowed.since:
        events = events.filter(at__gte=narrowed.since)
    if narrowed.until:
        events = events.filter(at__lte=narrowed.until)
    if narrowed.format:
        file = export_of(incident, list(events), form=FORMATS[narrowed.format])
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
    total = events.count()
    page = list(events[narrowed.offset : narrowed.offset + narrowed.limit])
    following = narrowed.offset + narrowed.limit
    return {"events": event_records(incident, page), "total": total, "next": following if following < total else None}


@router.post(
    "/incidents/{key}/events",
    response={200: EventOut, 201: EventOut, 410: Problem, **_REFUSED},
    auth=IncidentToken(Scope.WRITE),
    url_name="events",
)
def add(request: HttpRequest, key: str, given: EventIn) -> Any:
    """Add what happens. With an `external_id` that was sent before, nothing is added, and the answer is 200 with the event as it is."""
    incident = _incident(request, key)
    facts = EventFacts(
        text=markdown_of_plain(given.text),
        at=given.at or now(),
        until=given.until,
        certainty=Certainty.BETWEEN if given.until else Certainty.EXACT,
        kind=given.kind,
        actor=" ".join(given.actor.split()),
        link=given.link,
    )
    noted = note_event(incident, facts, source=SOURCE, external_id=given.external_id, by=_person(request))
    if noted.row is None:
        return Status(410, {"detail": "The event with this external_id was taken out of the timeline since. Nothing was added."})
    return Status(201 if noted.is_new else 200, _told(incident, noted.row))


@router.get(
    "/incidents/{key}/events/{event_id}",
    response={200: EventOut, **_REFUSED},
    auth=IncidentToken(Scope.READ),
    url_name="event",
)
def read_one(request: HttpRequest, key: str, event_id: EventId) -> Any:
    """Return one event."""
    incident = _incident(request, key)
    return _told(incident, event_of(incident, event_id))


@router.patch(
    "/incidents/{key}/events/{event_id}",
    response={200: EventOut, 409: Conflict, **_REFUSED},
    auth=IncidentToken(Scope.WRITE),
    url_name="event",
)
def change(request: HttpRequest, key: str, event_id: EventId, changed: EventChange) -> Any:
    """Change what is given, where nobody else changed the event since."""
    incident = _incident(request, key)
    row = event_of(incident, event_id)
    facts = _changed(facts_of(row), changed)
    if facts.until and (facts.at is None or facts.until <= facts.at):
        return Status(422, {"detail": "until must be after at."})
    conflict = _conflict(incident, lambda: edit_event(row, facts, by=_person(request), version=changed.version))
    return conflict or _told(incident, row)


@router.delete(
    "/incidents/{key}/events/{event_id}",
    response={204: None, 409: Conflict, **_REFUSED},
    auth=IncidentToken(Scope.WRITE),
    url_name="event",
)
def remove(
    request: HttpRequest,
    key: str,
    event_id: EventId,
    version: Annotated[int, Field(ge=1, description="The one that was read: where the event changed since, it stays.")],
) -> Any:
    """Take an event out of the timeline. Its evidence is kept, and it can be put back on the page."""
    incident = _incident(request, key)
    row = event_of(incident, event_id)
    conflict = _conflict(incident, lambda: remove_event(row, by=_person(request), version=version))
    return conflict or Status(204, None)


def _incident(request: HttpRequest, key: str) -> Incident:
    return visible_incident(key, person=_person(request))


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.auth)  # type: ignore[attr-defined]


def _told(incident: Incident, row: TimelineEvent) -> dict[str, Any]:
    return asdict(event_records(incident, [row])[0])


def _changed(facts: EventFacts, changed: EventChange) -> EventFacts:
    given = {name: getattr(changed, name) for name in changed.model_fields_set - {"version"}}
    given = {name: value for name, value in given.items() if value is not None or name in {"at", "until"}}
    if "text" in given:
        given["text"] = markdown_of_plain(given["text"])
    if "at" in given:
        given |= {"time_as_stated": ""}
    if "until" in given:
        given["certainty"] = Certainty.BETWEEN if given["until"] else Certainty.EXACT
    if "kind" in given:
        given |= {"suggested_kind": "", "suggested_because": ""}
    return replace(facts, **given)


def _conflict(incident: Incident, act: Callable[[], None]) -> Status[Any] | None:
    """Do it; where somebody else changed the event since it was read, return how it is now."""
    try:
        act()
    except ChangedMeanwhile as meanwhile:
        detail = f"{meanwhile} Here it is as it stands now. Nothing was written."
        return Status(409, {"detail": detail, "event": _told(incident, meanwhile.row)})
    except TimelineEvent.DoesNotExist as error:
        raise NoSuchEvent(f"{incident.key} has no such event any more.") from error
    return None
