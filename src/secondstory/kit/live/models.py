"""What one process says to all, kept for some minutes, and who has which room open."""

from django.db import models

from secondstory.kit.clock import now
from secondstory.kit.live.vocabulary import Purpose
from secondstory.kit.vocabulary import choices


class Notice(models.Model):
    """Something that open pages should know, written in the transaction that makes it true."""

    purpose = models.CharField(max_length=10, choices=choices(Purpose), default=Purpose.CHANGE)
    room = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["room", "id"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.pk} {self.purpose} {self.room} {self.kind}"


class Presence(models.Model):
    """A room that a page has open. It counts while the process that holds the page's socket says so."""

    socket = models.CharField(max_length=32)
    room = models.CharField(max_length=120)
    process = models.CharField(max_length=32, db_index=True)
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    editing = models.CharField(max_length=100, blank=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["socket", "room"], name="one_presence_a_socket_and_room")]
        indexes = [models.Index(fields=["room", "seen_at"])]

    def __str__(self) -> str:
        return f"{self.name} in {self.room}"
