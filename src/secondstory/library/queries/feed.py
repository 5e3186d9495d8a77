"""What is new, for feed readers."""

from django.db.models import QuerySet

from secondstory.accounts.models import Person
from secondstory.incidents.queries import is_visible_to
from secondstory.reports.models import Report
from secondstory.reports.rules import ReportStatus

MOST_ENTRIES = 50


def new_reports(person: Person, *, among: list[int] | None = None) -> QuerySet[Report]:
    """Return the reports published last that the person may see; `among` narrows to these incidents."""
    rows = Report.objects.filter(is_visible_to(person, through="incident"), status=ReportStatus.PUBLISHED)
    if among is not None:
        rows = rows.filter(incident_id__in=among)
    return rows.select_related("incident").order_by("-published_at", "-pk")[:MOST_ENTRIES]
