"""The report as people write it: summary, sections and contributing factors in one form."""

from django import forms
from django.http import QueryDict

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.kit.facts import announcing_together
from secondstory.kit.rows import TypedForm, is_rearranging, rearranged, rows_of
from secondstory.kit.vocabulary import choices
from secondstory.reports.commands import (
    Factor,
    SectionText,
    Summary,
    edit_summary,
    replace_factors,
    replace_sections,
    set_status,
    start_report,
)
from secondstory.reports.models import Report
from secondstory.reports.queries import WrittenReport
from secondstory.reports.rules import (
    FactorCategory,
    FactorRole,
    ReportStatus,
    SectionKind,
    moves_from,
    seconds_to_read,
    word_count,
)

SUMMARY_PARTS = ("what_happened", "impact", "resolution", "takeaways")
CHANGED_MEANWHILE = (
    "Somebody changed this record while you were writing. What you typed is kept: look at theirs, then save again to keep yours."
)
LONGEST = 200_000


def _passage(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-lint": "markdown"})


class SummaryForm(TypedForm):
    what_happened = forms.CharField(
        required=False, max_length=LONGEST, widget=_passage(3), help_text="One sentence that somebody from another team understands."
    )
    impact = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_passage(3),
        help_text="Who was hit and how much; the numbers of the overview stand above it.",
    )
    resolution = forms.CharField(required=False, max_length=LONGEST, widget=_passage(3), help_text="What ended it.")
    takeaways = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=_passage(3),
        help_text="One or two changes to the system. Readers who stop here take these with them.",
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def words(self) -> int:
        return word_count(*(str(self[part].value() or "") for part in SUMMARY_PARTS))

    @property
    def seconds(self) -> int:
        return seconds_to_read(self.words)


class SectionRow(TypedForm):
    telling = ("title", "markdown")

    title = forms.CharField(required=False, max_length=300)
    kind = forms.ChoiceField(choices=choices(SectionKind), initial=SectionKind.NARRATIVE, label="What it tells")
    level = forms.TypedChoiceField(
        choices=[(2, "Chapter"), (3, "Under the one above"), (4, "Two below"), (5, "Three below"), (6, "Four below")],
        coerce=int,
        initial=2,
        label="Depth",
    )
    markdown = forms.CharField(required=False, max_length=LONGEST, widget=_passage(8), label="Text", help_text="Markdown.")


class FactorRow(TypedForm):
    telling = ("text", "evidence")

    text = forms.CharField(
        max_length=LONGEST,
        widget=_passage(2),
        label="What made it possible",
        help_text="X made Y more likely, which led to Z. Put what was built so between *stars*.",
    )
    role = forms.ChoiceField(choices=choices(FactorRole), initial=FactorRole.CONTRIBUTING)
    category = forms.ChoiceField(choices=choices(FactorCategory), initial=FactorCategory.UNKNOWN)
    evidence = forms.CharField(required=False, max_length=LONGEST, help_text="What shows it: a time, a link, a number.")


SectionRows = rows_of(SectionRow)
FactorRows = rows_of(FactorRow)


class ReportForms:
    """The form of a whole report. Without `data` it shows what is stored."""

    def __init__(self, data: QueryDict | None, *, incident: Incident, written: WrittenReport | None) -> None:
        self.incident, self.written = incident, written
        typed = rearranged(data, prefixes=("sections", "factors")) if data is not None else None
        self.summary = SummaryForm(typed, initial=_stated(incident, written))
        self.sections = SectionRows(typed, prefix="sections", initial=_stated_sections(written))
        self.factors = FactorRows(typed, prefix="factors", initial=_stated_factors(written))
        self.is_asked_to_save = data is not None and not is_rearranging(data)
        self.shows_preview = data is not None and data.get("do") == "preview"
        if data is not None and not self.is_asked_to_save:
            for part in (self.summary, self.sections, self.factors):
                part.unjudged = True

    def is_ready(self) -> bool:
        """Say whether to save: the button was Save and all of it is well."""
        if not self.is_asked_to_save:
            return False
        parts_are_valid = [part.is_valid() for part in (self.summary, self.sections, self.factors)]
        if self.summary.cleaned_data.get("revision") != self.incident.revision:
            self.summary.add_error(None, CHANGED_MEANWHILE)
            self.summary.retype("revision", str(self.incident.revision))
            return False
        return all(parts_are_valid)

    def save(self, *, by: Person) -> Report:
        """Save what changed, and start the report where there is none."""
        ensure_may(by, Ability.WRITE)
        with announcing_together():
            report = start_report(self.incident, by=by)
            summary = Summary(**{part: self.summary.cleaned_data[part].strip() for part in SUMMARY_PARTS})
            if summary != _summary(self.written):
                edit_summary(report, summary, by=by)
            sections = [SectionText(row["title"], row["markdown"], row["kind"], row["level"]) for row in self.sections.filled]
            if sections != _sections(self.written):
                replace_sections(report, sections, by=by)
            factors = [Factor(row["text"], row["role"], row["category"], row["evidence"]) for row in self.factors.filled]
            if factors != _factors(self.written):
                replace_factors(report, factors, by=by)
        return report


class MoveForm(forms.Form):
    """Where the report goes next."""

    to = forms.ChoiceField()

    def __init__(self, data: QueryDict, *, report: Report, by: Person) -> None:
        super().__init__(data)
        self.report, self.by = report, by
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
        field.choices = list(moves_from(report.status, may_publish=True).items())

    def save(self) -> None:
        set_status(self.report, ReportStatus(self.cleaned_data["to"]), by=self.by)


def _summary(written: WrittenReport | None) -> Summary:
    return Summary(**{part: getattr(written.report, part) for part in SUMMARY_PARTS}) if written else Summary()


def _sections(written: WrittenReport | None) -> list[SectionText]:
    return [SectionText(s.title, s.markdown, s.kind, s.level) for s in (written.sections if written else ())]


def _factors(written: WrittenReport | None) -> list[Factor]:
    return [Factor(f.text, f.role, f.category, f.evidence) for f in (written.factors if written else ())]


def _stated(incident: Incident, written: WrittenReport | None) -> dict[str, object]:
    summary = _summary(written)
    return {"revision": incident.revision, **{part: getattr(summary, part) for part in SUMMARY_PARTS}}


def _stated_sections(written: WrittenReport | None) -> list[dict[str, object]]:
    return [{"title": s.title, "markdown": s.markdown, "kind": s.kind, "level": s.level} for s in _sections(written)]


def _stated_factors(written: WrittenReport | None) -> list[dict[str, object]]:
    return [{"text": f.text, "role": f.role, "category": f.category, "evidence": f.evidence} for f in _factors(written)]
