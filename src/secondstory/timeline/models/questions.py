"""Questions about a timeline that somebody has answered."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.incidents.models import Incident


class AnsweredQuestion(models.Model):
    """That a question needs not be asked again. It is known by its name, the same as long as the same is asked."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="answered_questions", db_index=False)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "name"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return self.name
