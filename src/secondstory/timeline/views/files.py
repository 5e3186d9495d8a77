"""Files of events: taken from a page, and handed out so that nothing in them can act in the name of who opens them."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.queries import visible_incident
from secondstory.kit.uploads.pictures import SMALL_TYPE
from secondstory.timeline.commands.files import TooManyFiles, change_files
from secondstory.timeline.file_forms import FilesForm
from secondstory.timeline.models import EventFile
from secondstory.timeline.queries import event_of
from secondstory.timeline.queries.files import Content, file_of


@require_GET
def whole(request: HttpRequest, key: str, file_id: int, name: str) -> HttpResponseBase:
    """The file: a picture to look at, anything else to be saved."""
    file = _file(request, key, file_id, name)
    return _sent(request, Content(file, is_small=False), media_type=file.media_type, is_shown=file.is_picture)


@require_GET
def small(request: HttpRequest, key: str, file_id: int, name: str) -> HttpResponseBase:
    """The small picture that lists show."""
    file = _file(request, key, file_id, name)
    if not file.is_picture:
        raise Http404("It is no picture.")
    return _sent(request, Content(file, is_small=True), media_type=SMALL_TYPE, is_shown=True)


def _file(request: HttpRequest, key: str, file_id: int, name: str) -> EventFile:
    file = file_of(visible_incident(key, person=signed_in(request)), file_id)
    if file.name != name:
        raise Http404("The file has another name.")
    return file


def _sent(request: HttpRequest, content: Content, *, media_type: str, is_shown: bool) -> HttpResponseBase:
    etag = f'"{content.file.sha256[:32]}{"-small" if content.is_small else ""}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        pieces = _in_turn(content) if isinstance(request, ASGIRequest) else content.parts()
        answer = StreamingHttpResponse(pieces, content_type=media_type)
        answer.headers["Content-Disposition"] = content_disposition_header(not is_shown, content.file.name) or "inline"
        if not content.is_small:
            answer.headers["Content-Length"] = str(content.file.size)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


async def _in_turn(content: Content) -> AsyncIterator[bytes]:
    """Read the next piece when the one before is sent."""
    for number in await sync_to_async(content.numbers)():
        yield await sync_to_async(content.part)(number)


@require_POST
def add(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Put files on an event: all that were sent, or none of them."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    event = event_of(incident, event_id)
    ensure_may(person, Ability.WRITE)
    files, before = FilesForm(request), event.version
    if not files.problem:
        try:
            change_files(event, files.changes, by=person)
        except TooManyFiles as error:
            files.refuse(error)
    if request.headers.get("X-Requested-With") == "timeline":
        if files.problem:
            return JsonResponse({"error": files.problem}, status=422)
        context = {"incident": incident, "event": event, "files": files.shown(event)}
        listed = render_to_string("timeline/_edit_file_list.html", context, request)
        said = "" if event.version != before else "The event shows it already."
        return JsonResponse({"before": before, "version": event.version, "list": listed, "said": said})
    if files.problem:
        messages.warning(request, files.problem)
    return redirect("timeline:edit", key, event_id)
