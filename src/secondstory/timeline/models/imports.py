"""Files of events between the upload and the yes."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.kit.clock import now
from secondstory.kit.vocabulary import choices
from secondstory.timeline.models.changes import ChangeSet
from secondstory.timeline.models.events import LONGEST_ACTOR
from secondstory.timeline.models.evidence import LONGEST_ID
from secondstory.timeline.rules.importing import Fate, ImportState

STUCK_AFTER = timedelta(minutes=3)
LONGEST_FORESEEN = 500


class EventImport(models.Model):
    """Files that somebody brings to a timeline. Only that person sees them before they are taken."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="event_imports")
    started_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=choices(ImportState), default=ImportState.ARRIVING)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="Of times that state none; empty for the zone of the incident.")
    read_so_far = models.PositiveIntegerField(default=0, help_text="Events read, while it is being read.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_at = models.DateTimeField(default=timezone.now, help_text="When it last got on: an old one that is not finished has stopped.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it stopped, in words for a person.")
    kept = models.PositiveIntegerField(default=0, help_text="Events kept at undoing, because somebody edited them since.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Import of events {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in {ImportState.READING, ImportState.STORING, ImportState.UNDOING}

    @property
    def is_stuck(self) -> bool:
        return self.is_working and now() - self.moved_at > STUCK_AFTER


class BroughtFile(models.Model):
    """One file of an import, or what was pasted; and what was found in it when it was last read."""

    run = models.ForeignKey(EventImport, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    source_stated = models.CharField(max_length=40, blank=True, help_text="The source that somebody chose; empty to recognise it.")
    columns = models.JSONField(default=dict, blank=True, help_text="Of a table: which column says what, where somebody said it.")
    source = models.CharField(max_length=40, blank=True, help_text="The source by which it was read.")
    refusal = models.CharField(max_length=600, blank=True)
    remark = models.CharField(max_length=600, blank=True)
    told = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0, help_text="Known events that were edited or taken back in their source.")
    noise = models.PositiveIntegerField(default=0)
    taken_back = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    without_time = models.PositiveIntegerField(default=0)
    without_zone = models.PositiveIntegerField(default=0)
    is_stored = models.BooleanField(default=False)
    added = models.PositiveIntegerField(default=0, help_text="Events it put into the timeline.")
    change_set = models.ForeignKey(ChangeSet, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class FilePiece(models.Model):
    """A part of the bytes of a file until it is taken or forgotten. In the database, so that any worker can read it."""

    file = models.ForeignKey(BroughtFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_piece_a_number")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


class ForeseenEvent(models.Model):
    """An event as the preview shows it. What is taken is read from the file again."""

    file = models.ForeignKey(BroughtFile, on_delete=models.CASCADE, related_name="foreseen")
    identity = models.CharField(max_length=LONGEST_ID)
    at = models.DateTimeField(null=True, blank=True)
    is_without_zone = models.BooleanField(default=False)
    actor = models.CharField(max_length=LONGEST_ACTOR, blank=True)
    kind = models.CharField(max_length=24)
    text = models.CharField(max_length=LONGEST_FORESEEN)
    fate = models.CharField(max_length=12, choices=choices(Fate))
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["file", "fate", "at"], name="foreseen_by_time")]

    def __str__(self) -> str:
        return self.text[:60]
