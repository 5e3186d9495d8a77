"""The events of an incident."""

from django.db import models

from secondstory.incidents.models import Incident
from secondstory.incidents.rules import MILESTONE_WORDS
from secondstory.kit.vocabulary import choices
from secondstory.timeline.rules import Certainty, EventKind

LONGEST_ACTOR = 200
LONGEST_REASON = 300


class TimelineEvent(models.Model):
    """One thing that happened. Events are told in the order of `position`, which follows time where time is known."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="timeline_events", db_index=False)
    position = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True, blank=True, help_text="None where the source states no full point in time.")
    until = models.DateTimeField(null=True, blank=True, help_text="The latest it can have been, of a time between two.")
    certainty = models.CharField(max_length=8, choices=choices(Certainty), default=Certainty.EXACT)
    time_as_stated = models.CharField(
        max_length=40, blank=True, help_text="What is known where `at` is empty: a day (2026-05-08) or a time of day (14:02)."
    )
    kind = models.CharField(max_length=24, choices=choices(EventKind), default=EventKind.OTHER)
    text = models.TextField(help_text="Markdown.")
    is_starred = models.BooleanField(default=False, help_text="Told in the report's drawing.")
    is_learnt_later = models.BooleanField(default=False, help_text="Nobody knew of it while the incident went on.")
    link = models.URLField(max_length=2000, blank=True, help_text="Evidence.")
    actor = models.CharField(max_length=LONGEST_ACTOR, blank=True, help_text="Who or what did it, as the source shows it to people.")
    milestone = models.CharField(
        max_length=20, blank=True, choices=list(MILESTONE_WORDS.items()), help_text="The milestone of the incident that this event is."
    )
    suggested_kind = models.CharField(max_length=24, blank=True, help_text="A kind that a rule proposes and nobody has answered yet.")
    suggested_because = models.CharField(max_length=LONGEST_REASON, blank=True)
    repeats = models.PositiveIntegerField(default=1, help_text="How often the same was recorded: one alert that fires again and again.")
    last_at = models.DateTimeField(null=True, blank=True, help_text="When it was recorded last, of one that repeats.")
    files = models.JSONField(default=list, blank=True, help_text="What it shows: number, name and words for each, in order.")
    version = models.PositiveIntegerField(default=1, editable=False, help_text="Goes up with every change to this event.")

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["incident", "position"])]
        constraints = [
            models.UniqueConstraint(fields=["incident", "milestone"], condition=~models.Q(milestone=""), name="one_event_a_milestone")
        ]

    def __str__(self) -> str:
        return f"{self.at or self.time_as_stated} {self.text[:60]}"
