"""What outside systems recorded of events."""

from django.db import models
from django.utils import timezone

from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices
from secondstory.timeline.models.changes import ChangeSet
from secondstory.timeline.models.events import LONGEST_ACTOR, TimelineEvent
from secondstory.timeline.rules import SetAside

LONGEST_ID = 500
LONGEST_NAME = 200


class Evidence(models.Model):
    """One record of an outside system. An event can rest on several: repeats, and the same told by another system.

    One without an event is set aside: noise, taken back in its source, or removed from the timeline by somebody.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="evidence", db_index=False)
    event = models.ForeignKey(TimelineEvent, null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence")
    set_aside = models.CharField(max_length=12, blank=True, choices=choices(SetAside))
    source = models.CharField(max_length=40, help_text="Name of the event source.")
    external_id = models.CharField(max_length=LONGEST_ID, blank=True, help_text="The event's identity in its source.")
    at = models.DateTimeField(null=True, blank=True, help_text="As the source states it, before any shift of its clock.")
    kind = models.CharField(max_length=24, blank=True, help_text="As the source states it.")
    text = models.TextField(blank=True, help_text="What the source recorded, as plain text.")
    words = models.TextField(blank=True, help_text="What the source said word for word, where the text differs.")
    actor = models.CharField(max_length=LONGEST_ACTOR, blank=True)
    actor_email = models.CharField(max_length=LONGEST_NAME, blank=True)
    actor_handle = models.CharField(max_length=LONGEST_NAME, blank=True)
    component = models.CharField(max_length=LONGEST_NAME, blank=True)
    vendor_type = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="What the source calls this type of event.")
    link = models.URLField(max_length=2000, blank=True)
    file = models.CharField(max_length=500, blank=True, help_text="The file or the connection it came from.")
    arrived_in = models.ForeignKey(ChangeSet, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrived")
    arrived_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["incident", "set_aside"], name="evidence_set_aside")]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "source", "external_id"], condition=~models.Q(external_id=""), name="evidence_arrives_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"


class ClockShift(models.Model):
    """By how much the clock of a source was wrong during an incident: its events are told that much later (or earlier)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="clock_shifts")
    source = models.CharField(max_length=40)
    seconds = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "source"], name="one_shift_a_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.seconds:+} s"
