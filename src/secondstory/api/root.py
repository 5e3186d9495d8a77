"""What programs may ask. Errors are `{"detail": "…"}` with the status that fits; every address wants a token."""

from datetime import date, datetime
from typing import Annotated, Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from secondstory import __version__
from secondstory.accounts.commands import NotAllowed
from secondstory.accounts.models import Person
from secondstory.actions.queries import actions_of
from secondstory.api.event_import import router as event_import_router
from secondstory.api.lint import router as lint_router
from secondstory.api.problems import Problem, sentence_of
from secondstory.api.timeline import router as timeline_router
from secondstory.api.tokens import ReadToken
from secondstory.incidents.queries import find_visible, measured, record_of
from secondstory.library.queries.search import search
from secondstory.library.rules.query_language import QueryProblem
from secondstory.reports.queries import report_of
from secondstory.timeline.queries import events_of

api = NinjaAPI(
    title="Second Story",
    version=__version__,
    description="Read the library, add to timelines, and have a text looked at. "
    "Send `Authorization: Bearer <token>`; tokens are made under your account.",
    urls_namespace="api",
    openapi_url="/v1/openapi.json",
    docs_url=None,
    auth=ReadToken(),
)
library = Router()


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Say the limit where a body is not even read."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
    return api.create_response(request, {"detail": f"The request is larger than {most} MB. Send less at once."}, status=413)


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """The token may do it, but the role of the person it belongs to does not allow it."""
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(ValidationError)
def mistaken(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say in one line what is wrong with a request."""
    return api.create_response(request, {"detail": sentence_of(error.errors)}, status=422)


class Me(Schema):
    name: str
    email: str
    role: str
    time_zone: str


class Found(Schema):
    key: str
    title: str
    score: float
    snippet: str


class Event(Schema):
    at: datetime | None
    time_as_stated: str
    kind: str
    text: str


class Action(Schema):
    text: str
    owner: str | None
    due_on: date | None
    ticket: str
    state: str
    action_class: str
    strength: str

    @staticmethod
    def resolve_owner(obj: Any) -> str | None:
        return obj.owner.name if obj.owner else obj.owner_as_stated or None


class Factor(Schema):
    role: str
    category: str
    text: str


class Section(Schema):
    kind: str
    title: str
    markdown: str


class ReportOut(Schema):
    status: str
    what_happened: str
    impact: str
    resolution: str
    takeaways: str
    published_at: datetime | None
    sections: list[Section]
    factors: list[Factor]


class Measure(Schema):
    name: str
    short: str
    start: datetime
    end: datetime
    minutes: float


class IncidentOut(Schema):
    key: str
    title: str
    kind: str
    severity: str | None
    status: str
    occurred_on: date | None
    time_zone: str
    impact_started_at: datetime | None
    detected_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    measures: Annotated[list[Measure], Field(description="Durations between two milestones, as the organisation defines them.")]
    teams: list[str]
    components: list[str]
    report: ReportOut | None
    timeline: list[Event]
    actions: list[Action]


def person_asking(request: HttpRequest) -> Person:
    return cast(Person, request.auth)  # type: ignore[attr-defined]


@library.get("/me", response={200: Me, 401: Problem}, url_name="me")
def me(request: HttpRequest) -> Person:
    """Say whose token this is."""
    return person_asking(request)


@library.get("/search", response={200: list[Found], 400: Problem, 401: Problem}, url_name="search")
def find(
    request: HttpRequest,
    q: Annotated[str, Field(description="Words, phrases and filters as in the search box.")],
    limit: Annotated[int, Field(ge=1, le=100)] = 20,
    offset: Annotated[int, Field(ge=0)] = 0,
) -> Any:
    """Search the reports that you may see, best first."""
    try:
        found = search(q, person=person_asking(request), limit=limit, offset=offset)
    except QueryProblem as problem:
        return 400, {"detail": str(problem)}
    return [{"key": hit.key, "title": hit.title, "score": hit.score, "snippet": hit.snippet} for hit in found.hits]


@library.get("/incidents/{key}", response={200: IncidentOut, 401: Problem, 404: Problem}, url_name="incident")
def incident(request: HttpRequest, key: str) -> Any:
    """Return the whole record of an incident with its timeline, report and action items."""
    found = find_visible(key, person=person_asking(request))
    if found is None:
        raise Http404("There is no such incident.")
    record = record_of(found)
    written = report_of(found)
    plain = {name for name in IncidentOut.model_fields if hasattr(found, name)} - {"severity", "teams", "components", "report"}
    return {
        **{name: getattr(found, name) for name in plain},
        "severity": found.severity.name if found.severity else found.severity_as_stated or None,
        "measures": [
            {"name": span.words, "short": span.short, "start": span.start, "end": span.end, "minutes": span.minutes}
            for span in measured(found.milestones).spans
        ],
        "teams": [team.name for team in record.teams],
        "components": [component.name for component in record.components],
        "report": written and {**vars(written.report), "sections": list(written.sections), "factors": list(written.factors)},
        "timeline": list(events_of(found)),
        "actions": list(actions_of(found)),
    }


api.add_router("/v1", library)
api.add_router("", lint_router)
api.add_router("", event_import_router)  # before the address of one event, which would take its last part for a number
api.add_router("", timeline_router)
