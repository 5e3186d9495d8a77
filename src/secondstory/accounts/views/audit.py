from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from secondstory.accounts.queries import audit_records, signed_in
from secondstory.accounts.views.doors import PER_PAGE, administrators_only, words_of


@require_GET
@administrators_only
def audit_page(request: HttpRequest) -> HttpResponse:
    """List who changed what, newest first. Pages continue after a record, so that a long history costs no more than a short one."""
    words = words_of(request)
    before = _before(request.GET.get("before", ""))
    records = list(audit_records(signed_in(request), words=words, before=before)[: PER_PAGE + 1])
    shown = records[:PER_PAGE]
    older = ""
    if len(records) > PER_PAGE:
        query = request.GET.copy()
        query["before"] = f"{shown[-1].at.isoformat()}~{shown[-1].pk}"
        older = f"?{query.urlencode()}"
    context = {"records": shown, "words": words, "older_url": older, "is_first": before is None}
    return render(request, "accounts/audit.html", context)


def _before(text: str) -> tuple[datetime, int] | None:
    at, _, number = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, int(number)) if number.isdigit() and moment.tzinfo else None
