"""Bring in what a team already has: upload, look, import, undo; and the files that were kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.kit.pages import page_of
from secondstory.library.commands import import_runs
from secondstory.library.forms import UploadForm
from secondstory.library.models import ImportRun
from secondstory.library.queries.imports import bytes_of, counts_of, files_visible_to, find_source, runs_visible_to
from secondstory.library.rules.import_lines import ImportStatus


def imports(request: HttpRequest) -> HttpResponse:
    """Upload files, and find earlier imports again."""
    person = signed_in(request)
    ensure_may(person, Ability.IMPORT)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        run = import_runs.begin_upload([(file.name or "unnamed", file.read()) for file in form.cleaned_data["documents"]], by=person)
        return redirect("library:import_run", run.pk)
    context = {"form": form, "page": page_of(request, runs_visible_to(person).select_related("started_by"), per_page=20)}
    return render(request, "library/import.html", context, status=422 if form.errors else 200)


@require_GET
def import_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One import: what it would do, how far it is, or what it did. htmx asks for the changing part alone."""
    person, run = _run(request, run_id)
    files = files_visible_to(person, run=run)
    shown = request.GET.get("show", "")
    status = ImportStatus(shown) if shown in set(ImportStatus) else None
    context = {
        "run": run,
        "counts": counts_of(files),
        "page": page_of(request, files.filter(status=status) if status else files),
        "shown": status or "",
        "statuses": list(ImportStatus),
    }
    template = "library/_import_run.html" if request.headers.get("HX-Request") else "library/import_run.html"
    return render(request, template, context)


@require_POST
def confirm(request: HttpRequest, run_id: int) -> HttpResponse:
    return _change(request, run_id, import_runs.confirm)


@require_POST
def resume(request: HttpRequest, run_id: int) -> HttpResponse:
    return _change(request, run_id, import_runs.resume)


@require_POST
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    return _change(request, run_id, import_runs.undo)


@require_POST
def discard(request: HttpRequest, run_id: int) -> HttpResponse:
    person, run = _run(request, run_id)
    import_runs.discard(run, by=person)
    messages.success(request, "The upload is forgotten. Nothing was imported.")
    return redirect("library:imports")


@require_GET
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """A kept file, as it was. Always a download: what somebody once wrote is never run by a browser of ours."""
    found = find_source(source_id, person=signed_in(request))
    if found is None:
        raise Http404("There is no such file.")
    response = HttpResponse(bytes_of(found), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name.rpartition("/")[2]) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _run(request: HttpRequest, run_id: int) -> tuple[Person, ImportRun]:
    person = signed_in(request)
    ensure_may(person, Ability.IMPORT)
    run = runs_visible_to(person).select_related("started_by").filter(pk=run_id).first()
    if run is None:
        raise Http404("There is no such import.")
    return person, run


def _change(request: HttpRequest, run_id: int, command: Callable[..., None]) -> HttpResponse:
    person, run = _run(request, run_id)
    command(run, by=person)
    return redirect("library:import_run", run.pk)
