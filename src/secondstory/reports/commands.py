"""Changes to reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondstory.accounts.commands import ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import touch
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.rows_at_once import insert_rows
from secondstory.reports.events import ReportChanged
from secondstory.reports.models import ContributingFactor, Report, Section
from secondstory.reports.rules import FactorCategory, FactorRole, ReportStatus, SectionKind, word_count


@dataclass(frozen=True, slots=True)
class Summary:
    """The executive summary in its four parts, each Markdown."""

    what_happened: str = ""
    impact: str = ""
    resolution: str = ""
    takeaways: str = ""


@dataclass(frozen=True, slots=True)
class SectionText:
    """A titled passage in Markdown; `level` is the depth of its heading, 2 to 6."""

    title: str
    markdown: str
    kind: str = SectionKind.OTHER
    level: int = 2


@dataclass(frozen=True, slots=True)
class Factor:
    """A contributing factor: "X made Y more likely, which led to Z"."""

    text: str
    role: str = FactorRole.CONTRIBUTING
    category: str = FactorCategory.UNKNOWN
    evidence: str = ""


def start_report(incident: Incident, *, by: Person | None, author: Person | None = None) -> Report:
    """Return the report of the incident, made as an empty draft where there is none."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        report, is_new = Report.objects.get_or_create(incident=incident, defaults={"author": author or by})
        if is_new:
            _changed(report, "report started", by=by)
    return report


def edit_summary(report: Report, summary: Summary, *, by: Person | None) -> None:
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        for part in ("what_happened", "impact", "resolution", "takeaways"):
            setattr(report, part, getattr(summary, part))
        report.save()
        _changed(report, "summary edited", by=by)


def replace_sections(report: Report, sections: Sequence[SectionText], *, by: Person | None) -> None:
    """Write the sections anew, in this order."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        _put_sections(report, sections)
        _changed(report, "sections written", by=by, sections=len(sections))


def replace_factors(report: Report, factors: Sequence[Factor], *, by: Person | None) -> None:
    """State the contributing factors anew, in this order."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        _put_factors(report, factors)
        _changed(report, "factors stated", by=by, factors=len(factors))


def set_status(report: Report, status: ReportStatus, *, by: Person | None, published_at: datetime | None = None) -> None:
    """Move the report on. To publish, or to change what is out, needs a role that may publish; the first time sets the publication's."""
    is_or_goes_out = {report.status, status} & {ReportStatus.PUBLISHED, ReportStatus.SUPERSEDED}
    ensure_may(by, Ability.PUBLISH if is_or_goes_out else Ability.WRITE)
    with announcing_together():
        report.status = status
        if status == ReportStatus.PUBLISHED and report.published_at is None:
            report.published_at = published_at or now()
        report.save()
        _changed(report, f"report {status.replace('_', ' ')}", by=by)


def write_whole_report(
    incident: Incident,
    *,
    summary: Summary,
    sections: Sequence[SectionText],
    factors: Sequence[Factor],
    status: ReportStatus,
    by: Person | None,
    published_at: datetime | None = None,
    author: Person | None = None,
) -> Report:
    """Write a report in one go, replacing what stood there, with as few statements as possible."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        report = Report.objects.filter(incident=incident).first() or Report(incident=incident)
        is_new = report.pk is None
        for part in ("what_happened", "impact", "resolution", "takeaways"):
            setattr(report, part, getattr(summary, part))
        report.status, report.published_at, report.author = status, published_at, author
        texts = [summary.what_happened, summary.impact, summary.resolution, summary.takeaways, *(s.markdown for s in sections)]
        report.word_count = word_count(*texts)
        report.save()
        if sections or not is_new:
            _put_sections(report, sections)
        if factors or not is_new:
            _put_factors(report, factors)
        touch(incident)
        record("report written", incident, by=by)
        announce(ReportChanged(incident.pk))
    return report


@dataclass(frozen=True, slots=True)
class WholeReport:
    """All of a report, as an import brings it."""

    summary: Summary
    sections: tuple[SectionText, ...] = ()
    factors: tuple[Factor, ...] = ()
    status: str = ReportStatus.DRAFT
    published_at: datetime | None = None
    author: Person | None = None


def write_first(reports: Sequence[tuple[Incident, WholeReport]], *, by: Person | None) -> None:
    """Write the reports of many incidents made in this transaction, whose record in the audit log covers it."""
    ensure_may(by, Ability.WRITE)
    with announcing_together():
        rows = [_new_report(incident, whole) for incident, whole in reports]
        Report.objects.bulk_create(rows)
        pairs = [(row, whole) for row, (_, whole) in zip(rows, reports, strict=True)]
        insert_rows(
            Section,
            ("report", "kind", "title", "level", "markdown", "position"),
            ((row.pk, s.kind, s.title[:300], s.level, s.markdown, n) for row, whole in pairs for n, s in enumerate(whole.sections)),
        )
        insert_rows(
            ContributingFactor,
            ("report", "role", "category", "text", "evidence", "position"),
            ((row.pk, f.role, f.category, f.text, f.evidence, n) for row, whole in pairs for n, f in enumerate(whole.factors)),
        )
        for incident, _ in reports:
            announce(ReportChanged(incident.pk))


def _new_report(incident: Incident, whole: WholeReport) -> Report:
    row = Report(incident=incident, status=whole.status, published_at=whole.published_at, author=whole.author)
    parts = {part: getattr(whole.summary, part) for part in ("what_happened", "impact", "resolution", "takeaways")}
    for part, text in parts.items():
        setattr(row, part, text)
    row.word_count = word_count(*parts.values(), *(section.markdown for section in whole.sections))
    return row


def _section(report: Report, section: SectionText, position: int) -> Section:
    return Section(
        report=report, kind=section.kind, title=section.title[:300], level=section.level, markdown=section.markdown, position=position
    )


def _factor(report: Report, factor: Factor, position: int) -> ContributingFactor:
    return ContributingFactor(
        report=report, role=factor.role, category=factor.category, text=factor.text, evidence=factor.evidence, position=position
    )


def _put_sections(report: Report, sections: Sequence[SectionText]) -> None:
    report.sections.all().delete()
    Section.objects.bulk_create(_section(report, section, position) for position, section in enumerate(sections))


def _put_factors(report: Report, factors: Sequence[Factor]) -> None:
    report.factors.all().delete()
    ContributingFactor.objects.bulk_create(_factor(report, factor, position) for position, factor in enumerate(factors))


def _changed(report: Report, verb: str, *, by: Person | None, **detail: object) -> None:
    sections = report.sections.values_list("markdown", flat=True)
    report.word_count = word_count(report.what_happened, report.impact, report.resolution, report.takeaways, *sections)
    report.save(update_fields=["word_count", "updated_at"])
    touch(report.incident)
    record(verb, report.incident, by=by, **detail)
    announce(ReportChanged(report.incident_id))
