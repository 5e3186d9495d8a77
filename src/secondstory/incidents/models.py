"""The incident record: facts, measures of impact, people, and who may see it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person, Team
from secondstory.incidents.rules import GOING_ON, MILESTONE_WORDS, MILESTONES, DetectedBy, InvolvedAs, Kind, Milestones, Status
from secondstory.kit.vocabulary import choices


class SeverityLevel(models.Model):
    """A level of severity as the organisation names it; rank 1 is the worst."""

    rank = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=40, unique=True)
    description = models.CharField(max_length=200, blank=True)
    is_near_miss = models.BooleanField(default=False, help_text="Nothing was hit, but it could have been.")

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name

    @property
    def rungs(self) -> int:
        """What the drawn ladder shows: the rank, and 0 for a near miss."""
        return 0 if self.is_near_miss else self.rank


class MeasureDefinition(models.Model):
    """A measure of time that the organisation wants to know of its incidents: from one milestone to another."""

    name = models.CharField(max_length=60, unique=True)
    short = models.CharField(max_length=12, blank=True, help_text="The abbreviation, such as TTD.")
    start = models.CharField(max_length=20, choices=list(MILESTONE_WORDS.items()))
    end = models.CharField(max_length=20, choices=list(MILESTONE_WORDS.items()))
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True, help_text="Shown with incidents.")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(start=models.F("end")), name="measure_between_two_milestones")]

    def __str__(self) -> str:
        return self.name


class Component(models.Model):
    """A thing that can be affected: a service, a process, a campaign channel."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    owning_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="components")
    product_owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owns_products")
    neighbours = models.ManyToManyField("self", blank=True, symmetrical=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """Something that went wrong, or nearly did. Its number is its primary key; a restricted one leaves a gap for everybody else."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=choices(Kind), default=Kind.TECHNICAL)
    severity = models.ForeignKey(SeverityLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents")
    severity_as_stated = models.CharField(max_length=80, blank=True, help_text="What an imported document called it.")
    status = models.CharField(max_length=20, choices=choices(Status), default=Status.OPEN)
    detected_by = models.CharField(max_length=20, choices=choices(DetectedBy), blank=True)
    teams = models.ManyToManyField(Team, blank=True, related_name="incidents")
    components = models.ManyToManyField(Component, blank=True, related_name="incidents")

    occurred_on = models.DateField(null=True, blank=True, help_text="The day it began, in its own time zone.")
    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA name, or a fixed offset such as UTC-08:00.")
    impact_started_at = models.DateTimeField(null=True, blank=True)
    first_signal_at = models.DateTimeField(null=True, blank=True)
    detected_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    diagnosed_at = models.DateTimeField(null=True, blank=True)
    mitigated_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    is_restricted = models.BooleanField(default=False)
    restricted_to_people = models.ManyToManyField(Person, blank=True, related_name="restricted_incidents")
    restricted_to_teams = models.ManyToManyField(Team, blank=True, related_name="restricted_incidents")

    people = models.ManyToManyField(Person, through="Involvement", related_name="incidents")
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(
        default=1, editable=False, help_text="Goes up with every change to the record, whichever step made it."
    )

    class Meta:
        ordering = ["-occurred_on", "-id"]
        indexes = [
            models.Index(models.F("occurred_on").desc(), models.F("id").desc(), name="incident_newest"),
            models.Index(fields=["status"]),
            models.Index(fields=["is_restricted"]),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of its page, which config names: this step does not know the doors after it."""
        raise NotImplementedError("config says where the page of an incident is: ABSOLUTE_URL_OVERRIDES")

    @property
    def key(self) -> str:
        return f"{settings.KEY_PREFIX}-{self.pk}"

    @property
    def is_going_on(self) -> bool:
        return self.status in GOING_ON

    @property
    def milestones(self) -> Milestones:
        return Milestones(**{name: getattr(self, f"{name}_at") for name in MILESTONES})


class ImpactMeasure(models.Model):
    """One hard number of the impact, such as 6,210 checkouts."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="impact_measures")
    name = models.CharField(max_length=120)
    value = models.CharField(max_length=60, help_text="As a person would write it: 6,210 or 0.4.")
    unit = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.value} {self.unit} {self.name}"


class Involvement(models.Model):
    """That a person had a part in an incident, and which."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="involvements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="involvements")
    role = models.CharField(max_length=20, choices=choices(InvolvedAs), default=InvolvedAs.RESPONDER)
    directly_involved = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["incident", "person", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role}"
