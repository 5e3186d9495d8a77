"""People, with or without an account, the teams they work in, and the ways in: invitations, claims and tokens."""

from collections.abc import Iterable
from datetime import time
from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from secondstory.accounts.rules import Ability, Role, may, name_key
from secondstory.kit.vocabulary import choices


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(f"“{value}” is not a time zone. Choose one such as Europe/Berlin or UTC.")


def working_week() -> list[int]:
    """Monday to Friday, as ISO weekday numbers."""
    return [1, 2, 3, 4, 5]


class NameKeyField(models.CharField[str, str]):
    """The form of `name` under which spellings count as the same, written with every save, also in bulk."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, "name", ""))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class PersonManager(BaseUserManager["Person"]):
    def with_account(self) -> models.QuerySet["Person"]:
        """People who can sign in, or could until they were deactivated."""
        return self.filter(HAS_ACCOUNT)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


HAS_ACCOUNT = models.Q(email__isnull=False) & ~models.Q(password="") & ~models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class Person(AbstractBaseUser):
    """Somebody the product knows by name. Without an e-mail address the person has no account, and may claim one later."""

    name = models.CharField(max_length=200)
    name_key = NameKeyField(max_length=200, editable=False, default="")
    email = models.EmailField(
        max_length=254, null=True, blank=True, unique=True, help_text="Lower case; none for people only named in records."
    )
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.MEMBER)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    work_starts = models.TimeField(default=time(9))
    work_ends = models.TimeField(default=time(17))
    work_days = models.JSONField(default=working_week, help_text="ISO weekday numbers, 1 is Monday.")
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports_to_them")
    is_leader = models.BooleanField(default=False, help_text="A senior leader: not proposed for a debrief unless directly involved.")
    is_active = models.BooleanField(default=True)
    sign_in_round = models.PositiveIntegerField(default=0, editable=False, help_text="Counting it up ends every session.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        indexes = [models.Index(fields=["name"]), models.Index(fields=["name_key"])]
        constraints = [
            models.UniqueConstraint(fields=["name_key"], condition=models.Q(email__isnull=True), name="one_person_a_name_without_account"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: object) -> None:
        """Save, with the key of the name beside the name."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(update_fields=update_fields, **kwargs)  # type: ignore[arg-type]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must carry; a new password or a new round ends the sessions before."""
        return salted_hmac(
            "secondstory.accounts.session", f"{self.password}:{self.sign_in_round}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def has_account(self) -> bool:
        """Whether this person can sign in while active: an e-mail address and a password."""
        return bool(self.email and self.password) and self.has_usable_password()

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


class SetUp(models.Model):
    """The one row that the first administrator's set-up leaves; its key is always 1, so a second set-up cannot be stored."""

    ONLY_KEY = 1

    done_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"set up {self.done_at:%Y-%m-%d}"


class Invitation(models.Model):
    """An administrator's invitation. The link carries a secret of which only the digest is kept."""

    email = models.EmailField(max_length=254, help_text="Lower case.")
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.MEMBER)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations")
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
        help_text="Named in records so far, gets the account.",
    )
    token_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret in the link.")
    invited_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    send_problem = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        indexes = [models.Index(fields=["-invited_at", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether its link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired


class Claim(models.Model):
    """Somebody with an account says of a name in the records: this is me. An administrator confirms or declines."""

    claimant = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claimed_by")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["claimant", "person"], name="one_claim_a_name")]

    def __str__(self) -> str:
        return f"{self.claimant_id} claims {self.person_id}"


class ApiToken(models.Model):
    """A key for programs that act as a person. Only its digest is kept; `hint` is its first characters, to tell tokens apart."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    hint = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.hint}… {self.name}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


class AuditRecord(models.Model):
    """One change: who made it, to what, when. `actor` is empty where the operator or the product itself did it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=60, help_text="Kind and id, such as incident:42.")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["target", "at"]), models.Index(fields=["-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
