"""What outside systems recorded of events."""

from django.db import models
from django.utils import timezone

from secondstory.incidents.models import Incident
from secondstory.timeline.models.events import LONGEST_ACTOR, TimelineEvent

LONGEST_ID = 500


class Evidence(models.Model):
    """What an outside system recorded of an event. One event can be told by several systems."""

    event = models.ForeignKey(TimelineEvent, on_delete=models.CASCADE, related_name="evidence")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=40, help_text="Name of the event source.")
    external_id = models.CharField(max_length=LONGEST_ID, blank=True, help_text="The event's identity in its source.")
    actor = models.CharField(max_length=LONGEST_ACTOR, blank=True)
    words = models.TextField(blank=True, help_text="What the source said word for word, where the event's text differs.")
    link = models.URLField(max_length=2000, blank=True)
    file = models.CharField(max_length=500, blank=True, help_text="The file it was read from.")
    arrived_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "source", "external_id"], condition=~models.Q(external_id=""), name="evidence_arrives_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
