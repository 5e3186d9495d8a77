"""Bring evidence by the web: upload or paste, look, choose, take, undo."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.kit.pages import page_of
from secondstory.timeline.commands import NothingToUndo
from secondstory.timeline.commands.importing import (
    Reading,
    begin_import,
    confirm_import,
    forget_import,
    leave_out,
    read_again,
    resume_import,
    undo_import,
)
from secondstory.timeline.forms import FileForm, FilesForm, ReadingForm, columns_of
from secondstory.timeline.forms.importing import written_window
from secondstory.timeline.models import BroughtFile, EventImport
from secondstory.timeline.ports import SourceEvent, UnreadablePayload
from secondstory.timeline.queries.imports import (
    beginning_of,
    foreseen_of,
    import_counts,
    import_of,
    imports_of,
    usual_window_of,
    zone_of,
)
from secondstory.timeline.rules.columns import WrongColumns, columns_given
from secondstory.timeline.rules.importing import FATE_WORDS, MOST_FORESEEN, Fate, ImportState
from secondstory.timeline.sources import event_sources, moment_of

PER_PAGE = 200
SAMPLE = 3


def imports(request: HttpRequest, key: str) -> HttpResponse:
    """Upload files or paste text, and find what waits for a yes."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    usual = written_window(usual_window_of(incident), incident)
    if request.method != "POST":
        form = FilesForm(incident=incident, initial=usual)
        return render(request, "timeline/import.html", _upload_page(incident, form) | {"runs": imports_of(incident, person=person)[:10]})
    stated = request.POST.copy()
    if "since" not in stated:  # dropped on the timeline, where nobody is asked for a window
        stated.update(usual)
    form = FilesForm(stated, request.FILES, incident=incident)
    if form.is_valid():
        run = begin_import(incident, form.uploads(), window=form.window(), source=form.cleaned_data["source"], by=person)
        return redirect("timeline:import", key, run.pk)
    return render(request, "timeline/import.html", _upload_page(incident, form), status=422)


def _upload_page(incident: Incident, form: FilesForm) -> dict[str, Any]:
    return {"incident": incident, "form": form}


@require_GET
def import_(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    """What would be added, how far it is, or what was done. htmx asks for the changing part alone."""
    run = _run(request, key, import_id)
    template = "timeline/_import_run.html" if request.headers.get("HX-Request") else "timeline/import_run.html"
    return render(request, template, _run_page(request, run))


def _run_page(request: HttpRequest, run: EventImport) -> dict[str, Any]:
    stated = request.GET.get("show", "")
    fate = Fate(stated) if stated in set(Fate) else Fate.TOLD
    counts = import_counts(run)
    context = {"incident": run.incident, "run": run, "counts": counts, "files": list(run.files.all()), "state": str(run.state)}
    if run.state != ImportState.READY:
        return context
    return context | {
        "fate": fate,
        "fates": [(one, FATE_WORDS[one], getattr(counts, one)) for one in Fate if getattr(counts, one) or one == Fate.TOLD],
        "page": page_of(request, foreseen_of(run, fate), per_page=PER_PAGE),
        "reading": ReadingForm(run=run),
        "file_forms": [FileForm(file=file) for file in run.files.all()],
        "most": MOST_FORESEEN,
    }


@require_POST
def again(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    """Read the files in another way: another window, zone, source or mapping of columns."""
    run = _run(request, key, import_id)
    reading = ReadingForm(request.POST, run=run)
    forms = [FileForm(request.POST, file=file) for file in run.files.all()]
    if not all([reading.is_valid(), *(form.is_valid() for form in forms)]):
        return render(request, "timeline/import_run.html", _run_page(request, run) | {"reading": reading, "file_forms": forms}, status=422)
    sources = {form.file.pk: form.cleaned_data["source"] for form in forms}
    columns = {form.file.pk: form.columns() for form in forms}
    read_again(run, Reading(reading.window(), reading.cleaned_data["zone"], sources, columns), by=signed_in(request))
    return redirect("timeline:import", key, run.pk)


@require_GET
def columns(request: HttpRequest, key: str, import_id: int, import_file_id: int) -> HttpResponse:
    """How the first rows of a table would be read by this mapping."""
    run = _run(request, key, import_id)
    file = get_object_or_404(run.files.all(), pk=import_file_id)
    file.run = run
    prefix = f"file-{file.pk}-"
    stated = {name.removeprefix(prefix): value for name, value in request.GET.items() if name.startswith(prefix)}
    context: dict[str, Any] = {"incident": run.incident}
    try:
        zone = zone_of(file)
        context["sample"] = [(event, moment_of(event, zone)) for event in _sample(file, columns_of(stated))]
    except (WrongColumns, UnreadablePayload) as error:
        context["problem"] = str(error)
    return render(request, "timeline/_import_sample.html", context)


def _sample(file: BroughtFile, stated: dict[str, str]) -> list[SourceEvent]:
    source = next((one for one in event_sources().values() if one.by_columns), None)
    if source is None or source.by_columns is None:
        return []
    return list(islice(source.by_columns.translate(beginning_of(file), columns_given(stated)), SAMPLE))


@require_POST
def take(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    """Note what was chosen on this page of the preview; then turn to another page, or take it all."""
    person = signed_in(request)
    run = _run(request, key, import_id)
    leave_out(run, shown=_numbers(request, "shown"), chosen=_numbers(request, "event"), by=person)
    go = request.POST.get("go", "")
    if go.startswith("?"):
        return redirect(f"{request.path.removesuffix('take/')}{go}")
    if request.headers.get("X-Requested-With") == "timeline":
        return HttpResponse(status=204)
    confirm_import(run, by=person)
    return redirect("timeline:import", key, run.pk)


@require_POST
def undo(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    return _change(request, key, import_id, undo_import)


@require_POST
def resume(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    return _change(request, key, import_id, resume_import)


@require_POST
def forget(request: HttpRequest, key: str, import_id: int) -> HttpResponse:
    run = _run(request, key, import_id)
    forget_import(run, by=signed_in(request))
    messages.success(request, "The upload is forgotten. Nothing was put into the timeline.")
    return redirect("timeline:imports", key)


def _run(request: HttpRequest, key: str, import_id: int) -> EventImport:
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    return import_of(incident, import_id, person=person)


def _change(request: HttpRequest, key: str, import_id: int, command: Callable[..., None]) -> HttpResponse:
    run = _run(request, key, import_id)
    try:
        command(run, by=signed_in(request))
    except NothingToUndo as error:
        messages.warning(request, str(error))
    return redirect("timeline:import", key, run.pk)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name)[:PER_PAGE] if one.isdecimal() and len(one) < 19]
