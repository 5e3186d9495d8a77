"""The events of an incident."""

from django.db import models

from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices
from secondstory.timeline.rules import EventKind

LONGEST_ACTOR = 200


class TimelineEvent(models.Model):
    """One thing that happened. Events are told in the order of `position`, which follows time where time is known."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="timeline_events")
    position = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True, blank=True, help_text="None where the source states no full point in time.")
    time_as_stated = models.CharField(
        max_length=40, blank=True, help_text="What is known where `at` is empty: a day (2026-05-08) or a time of day (14:02)."
    )
    kind = models.CharField(max_length=24, choices=choices(EventKind), default=EventKind.OTHER)
    text = models.TextField(help_text="Markdown.")
    is_starred = models.BooleanField(default=False, help_text="Told in the report's drawing.")
    link = models.URLField(max_length=2000, blank=True, help_text="Evidence.")
    actor = models.CharField(max_length=LONGEST_ACTOR, blank=True, help_text="Who or what did it, as the source shows it to people.")

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["incident", "position"])]

    def __str__(self) -> str:
        return f"{self.at or self.time_as_stated} {self.text[:60]}"
