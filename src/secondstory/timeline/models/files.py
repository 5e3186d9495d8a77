"""Pictures and files that events show. Their bytes lie in the database, so that every web machine reaches them."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident
from secondstory.kit.uploads.names import LONGEST_NAME

PART_BYTES = 512 * 1024


class EventFile(models.Model):
    """One file that was given to an event. It never changes, and stays when it is removed from the event, so that this can be undone.

    Which event shows it, the event itself states (`TimelineEvent.files`), since that is what people change, see in the history and undo.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="event_files")
    name = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=60, help_text="Of the content, as recognised.")
    size = models.PositiveIntegerField(help_text="In bytes.")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="Of pictures that are shown, in pixels.")
    height = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the bytes that are kept.")
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in pages, which only those are that were drawn anew."""
        return self.width is not None


class FilePart(models.Model):
    """A piece of the bytes of a file, so that a large one is sent without being held whole; or the small picture of it."""

    file = models.ForeignKey(EventFile, on_delete=models.CASCADE, related_name="parts", db_index=False)
    is_small = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "is_small", "number"], name="one_part_a_number")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.file_id}"
