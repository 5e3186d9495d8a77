from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.queries import visible_incident
from secondstory.web.queries.report import report_page


def report(request: HttpRequest, key: str) -> HttpResponse:
    """The report as it is read. People are shown by role; `?people=names` shows names."""
    person = signed_in(request)
    page = report_page(visible_incident(key, person=person), shows_names=request.GET.get("people") == "names")
    context = {"page": page, "incident": page.incident, "hub": page.hub, "report": page.report, "may_write": person.may(Ability.WRITE)}
    return render(request, "web/report.html", context)
