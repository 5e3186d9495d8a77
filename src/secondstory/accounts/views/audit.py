from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from secondstory.accounts.models import AuditRecord
from secondstory.accounts.queries import audit_records, signed_in
from secondstory.accounts.views.doors import PER_PAGE, administrators_only, words_of
from secondstory.kit.vocabulary import label


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
    context = {"entries": [(each, detail_words(each)) for each in shown], "words": words, "older_url": older, "is_first": before is None}
    return render(request, "accounts/audit.html", context)


def detail_words(record: AuditRecord) -> list[tuple[str, str]]:
    """Return the details that say something, as a person reads them: what changed from what to what, several things in a row.

    The rows that a merge dropped stay in the database for the operator: they can speak of incidents that the reader may not see.
    """
    return [(label(name), words) for name, value in record.detail.items() if name != "dropped" and (words := _words(value))]


def _words(value: object) -> str:
    if isinstance(value, dict) and value.keys() == {"from", "to"}:
        return f"{_words(value['from']) or 'nothing'} → {_words(value['to']) or 'nothing'}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(_words(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _before(text: str) -> tuple[datetime, int] | None:
    at, _, number = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, int(number)) if number.isdigit() and moment.tzinfo else None
