"""The report of an incident: its summary, sections and contributing factors."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices
from secondstory.reports.rules import FactorCategory, FactorRole, ReportStatus, SectionKind


class Report(models.Model):
    """The executive summary has four parts, each Markdown, which together read in a minute."""

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="report")
    status = models.CharField(max_length=12, choices=choices(ReportStatus), default=ReportStatus.DRAFT)
    what_happened = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    resolution = models.TextField(blank=True)
    takeaways = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    published_at = models.DateTimeField(null=True, blank=True)
    word_count = models.PositiveIntegerField(default=0, help_text="Of the summary and the sections.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index("status", models.F("published_at").desc(), models.F("id").desc(), name="report_newest")]

    def __str__(self) -> str:
        return f"Report {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address where it is read, which config names."""
        raise NotImplementedError("config says where a report is read: ABSOLUTE_URL_OVERRIDES")


class Section(models.Model):
    """A titled passage of the report, in Markdown."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=16, choices=choices(SectionKind), default=SectionKind.OTHER)
    title = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=2, help_text="Depth of its heading, 2 to 6.")
    markdown = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class ContributingFactor(models.Model):
    """Something that made the incident more likely, worse, or less bad: "X made Y more likely, which led to Z"."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="factors")
    role = models.CharField(max_length=16, choices=choices(FactorRole), default=FactorRole.CONTRIBUTING)
    category = models.CharField(max_length=24, choices=choices(FactorCategory), default=FactorCategory.UNKNOWN)
    text = models.TextField()
    evidence = models.TextField(blank=True, help_text="What shows it: links, events, numbers. Markdown.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["category"])]

    def __str__(self) -> str:
        return self.text[:80]
