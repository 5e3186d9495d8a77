"""Doors to writing a report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.queries import names_of_people, visible_incident
from secondstory.reports.commands import start_report
from secondstory.reports.forms import MoveForm, ReportForms
from secondstory.reports.models import Report
from secondstory.reports.queries import report_of
from secondstory.reports.rules import ReportStatus, moves_from


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Write the report: summary, sections, contributing factors."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    written = report_of(incident)
    forms = ReportForms(request.POST if request.method == "POST" else None, incident=incident, written=written)
    if forms.is_ready():
        forms.save(by=person)
        messages.success(request, f"Saved. The summary reads in {forms.summary.seconds} seconds.")
        return redirect("reports:edit", key)
    status = written.report.status if written else ReportStatus.DRAFT
    context = {
        "incident": incident,
        "forms": forms,
        "report": written.report if written else None,
        "people": names_of_people(incident),
        "read_url": (written.report if written else Report(incident=incident)).get_absolute_url(),
        "moves": moves_from(status, may_publish=person.may(Ability.PUBLISH)) if written else {},
    }
    return render(request, "reports/edit.html", context)


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Move the report on, or back."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    report = start_report(incident, by=person)
    form = MoveForm(request.POST, report=report, by=person)
    if form.is_valid():
        form.save()
        messages.success(request, f"The report is {report.get_status_display().lower()} now.")
        return redirect(report)
    messages.warning(request, "The report cannot go there from here. Somebody may have moved it meanwhile.")
    return redirect("reports:edit", key)
