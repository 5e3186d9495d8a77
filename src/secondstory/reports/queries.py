"""Reads about reports. Whether a person may see a report follows from its incident."""

from dataclasses import dataclass

from secondstory.incidents.models import Incident
from secondstory.reports.models import ContributingFactor, Report, Section


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report with its parts, read in three statements."""

    report: Report
    sections: tuple[Section, ...]
    factors: tuple[ContributingFactor, ...]


def report_of(incident: Incident) -> WrittenReport | None:
    """Return the report of an incident that the caller may see, or None if none is written yet."""
    report = Report.objects.select_related("author").filter(incident=incident).first()
    if report is None:
        return None
    report.incident = incident
    return WrittenReport(report=report, sections=tuple(report.sections.all()), factors=tuple(report.factors.all()))
