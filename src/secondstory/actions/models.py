"""Action items of an incident."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.actions.rules import ActionClass, ActionState, Horizon, Strength
from secondstory.incidents.models import Incident
from secondstory.kit.vocabulary import choices


class ActionItem(models.Model):
    """One change to the system, owned by exactly one person, with a date and a way to tell that it is done."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="action_items")
    text = models.TextField()
    description = models.TextField(blank=True, help_text="Markdown.")
    done_when = models.TextField(blank=True, help_text="How anybody can check that it is done.")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="action_items")
    owner_as_stated = models.CharField(max_length=200, blank=True, help_text="What an imported document wrote, where it is not one person.")
    due_on = models.DateField(null=True, blank=True)
    ticket = models.CharField(max_length=500, blank=True, help_text="Address or key in the team's tracker.")
    state = models.CharField(max_length=20, choices=choices(ActionState), default=ActionState.CANDIDATE)
    state_note = models.TextField(blank=True, help_text="Help needed where blocked; the reason and who decided where declined.")
    action_class = models.CharField(max_length=16, choices=choices(ActionClass), blank=True)
    strength = models.CharField(max_length=12, choices=choices(Strength), blank=True)
    horizon = models.CharField(max_length=12, choices=choices(Horizon), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["incident", "position"])]

    def __str__(self) -> str:
        return self.text[:80]
