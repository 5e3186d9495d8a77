"""Documents that were brought in: the files kept, and the runs that brought them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now

STUCK_AFTER = timedelta(minutes=3)


class RunState(models.TextChoices):
    """An upload is read, waits for a yes, and is stored; the command line begins with storing."""

    READING = "reading", "Reading"
    READY = "ready", "Waiting for your yes"
    STORING = "storing", "Importing"
    DONE = "done", "Done"
    UNDOING = "undoing", "Undoing"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Stopped"


class ImportRun(models.Model):
    """One import. It is seen by the person who started it; administrators also see those of the command line."""

    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.READING)
    started_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_from_command_line = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_at = models.DateTimeField(default=timezone.now, help_text="When it last got on: an old one that is not finished has stopped.")
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why it stopped, in words for a person.")
    removed = models.PositiveIntegerField(default=0, help_text="Records removed by undoing.")
    kept = models.PositiveIntegerField(default=0, help_text="Records kept at undoing, because somebody edited them since.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in {RunState.READING, RunState.STORING, RunState.UNDOING}

    @property
    def is_stuck(self) -> bool:
        """Whether it should get on and has not for a while: its worker or its terminal is gone."""
        return self.is_working and now() - self.moved_at > STUCK_AFTER


class UploadedFile(models.Model):
    """The bytes of an upload until they are imported. In the database, so that any worker can read them."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=600)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """What a run foresees for a file, or did with it: `is_stored` tells which. Where there is a record, its visibility rules."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=600)
    status = models.CharField(max_length=12)
    reason = models.CharField(max_length=2500, blank=True)
    is_stored = models.BooleanField(default=False)
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    preview = models.JSONField(default=dict, help_text="title, date, severity, events, actions, summary, warnings")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_result_a_file")]

    def __str__(self) -> str:
        return f"{self.name}: {self.status}"


class SourceDocument(models.Model):
    """The file from which a record was made. One identity may stand twice: when a record is hidden from whoever imported the other."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="sources")
    identity = models.CharField(max_length=610, help_text="id:… from the front matter, else path:…")
    name = models.CharField(max_length=600)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes.")
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=40, blank=True)
    warnings = models.JSONField(default=list)
    incident_revision = models.PositiveIntegerField(help_text="The record's revision when it was imported: a higher one was edited since.")
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_in = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="created", help_text="The run that made the record."
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["identity"]), models.Index(fields=["digest"])]

    def __str__(self) -> str:
        return self.name


class SourceContent(models.Model):
    """The bytes of a source, compressed with zlib, apart from the row that lists read."""

    source = models.OneToOneField(SourceDocument, primary_key=True, on_delete=models.CASCADE, related_name="content")
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"content of {self.source_id}"
