"""Searches that people keep."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person


class SavedSearch(models.Model):
    """A search of one person's, by name. `query` is the text of the search box, filters included."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_saved_search_a_name")]

    def __str__(self) -> str:
        return self.name
