"""Action items of an incident."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.actions.rules import DONE_STATES, OPEN_STATES, ActionState, Horizon, Strength, open_questions, ticket_words
from secondstory.incidents.models import Incident
from secondstory.kit.clock import today
from secondstory.kit.vocabulary import choices
from secondstory.language.actions import ActionClass


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

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today()

    @property
    def days_past(self) -> int:
        """By how many days an open item is past its date."""
        return (today() - self.due_on).days if self.is_overdue and self.due_on else 0

    @property
    def open_questions(self) -> list[str]:
        return open_questions(has_owner=self.owner_id is not None, has_date=self.due_on is not None, done_when=self.done_when)

    @property
    def done_when_words(self) -> str:
        """What follows “Done when”: a first capital goes, unless the word is written so."""
        first, rest = self.done_when[:1], self.done_when[1:]
        return (first.lower() if rest[:1].islower() or rest[:1] == " " else first) + rest

    @property
    def ticket_url(self) -> str:
        """The address of the ticket, empty where only its key is known."""
        return self.ticket if self.ticket.startswith(("https://", "http://")) else ""

    @property
    def ticket_words(self) -> str:
        """The ticket as its key, as far as an address ends with one."""
        return ticket_words(self.ticket)
