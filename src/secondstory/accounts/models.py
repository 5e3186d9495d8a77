"""People, with or without an account, and the teams they work in."""

from datetime import time
from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from secondstory.accounts.rules import Ability, Role, may
from secondstory.kit.vocabulary import choices


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(f"“{value}” is not a time zone. Choose one such as Europe/Berlin or UTC.")


def working_week() -> list[int]:
    """Monday to Friday, as ISO weekday numbers."""
    return [1, 2, 3, 4, 5]


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody the product knows by name. Without an e-mail address the person has no account, and may claim one later."""

    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, null=True, blank=True, unique=True, help_text="Lower case; none for people only named in records.")
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.MEMBER)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    work_starts = models.TimeField(default=time(9))
    work_ends = models.TimeField(default=time(17))
    work_days = models.JSONField(default=working_week, help_text="ISO weekday numbers, 1 is Monday.")
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports_to_them")
    is_leader = models.BooleanField(default=False, help_text="A senior leader: not proposed for a debrief unless directly involved.")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def has_account(self) -> bool:
        """Whether this person can sign in, once invited and with a password."""
        return bool(self.email) and self.has_usable_password()

    def may(self, ability: Ability) -> bool:
        return self.is_active and may(self.role, ability)


class PersonAlias(models.Model):
    """Another spelling under which records name a person; import finds the person by it."""

    name_key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.name_key


class Team(models.Model):
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    support_lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="supports")
    members = models.ManyToManyField(Person, blank=True, related_name="teams")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AuditRecord(models.Model):
    """One change: who made it, to what, when. `actor` is empty where the operator or the product itself did it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=60, help_text="Kind and id, such as incident:42.")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["target", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
