"""Who changed what in a timeline, so that it can be read and undone."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices
from secondstory.timeline.rules import Verb


class ChangeSet(models.Model):
    """What one person did at once: one edit, or one act on many events."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="timeline_changes", db_index=False)
    verb = models.CharField(max_length=24, choices=choices(Verb))
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    count = models.PositiveIntegerField(default=0, help_text="How many events it touched.")
    note = models.CharField(max_length=200, blank=True, help_text="Where the events came from, or what was said of it.")
    milestones = models.JSONField(default=dict, blank=True, help_text="Milestones of the incident that moved: name -> before and after.")
    shifts = models.JSONField(default=dict, blank=True, help_text="Clocks of sources that were moved: name -> seconds before and after.")
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["incident", "-id"], name="changes_newest")]

    def __str__(self) -> str:
        return f"{self.verb} {self.count}"


class EventChange(models.Model):
    """How one event was before and after. `before` is empty where it was added, `after` where it was removed.

    The event is named by its number and not by a key, since it may be gone.
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    event_id = models.BigIntegerField(db_index=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"event {self.event_id}"
