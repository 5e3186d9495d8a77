"""The timeline as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from secondstory.accounts.queries import signed_in
from secondstory.incidents.queries import visible_incident
from secondstory.timeline.forms import filter_of
from secondstory.timeline.queries import events_of
from secondstory.timeline.queries.exports import FORMATS, Export, export_of


@require_GET
def export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The events that the page shows with the same query, all of them, as a file."""
    incident = visible_incident(key, person=signed_in(request))
    if form not in FORMATS:
        raise Http404(f"There is no export called {form}.")
    return as_download(export_of(incident, list(filter_of(request.GET).apply(events_of(incident))), form=FORMATS[form]))


def as_download(file: Export) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
