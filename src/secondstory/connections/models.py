"""Connections: where outside systems send to."""

from django.db import models
from django.utils import timezone

from secondstory.accounts.models import Person
from secondstory.connections.rules import DAYS_RAW_IS_KEPT


class Connection(models.Model):
    """An address at which one outside system may send.

    Of the secret in the address two forms are stored: the digest, which is all that a request is compared with, and the secret itself,
    encrypted, because whoever sets up the vendor's side has to copy the address from the page, perhaps months later. A signing secret is
    stored encrypted and never shown again. A removed connection stays as a row without secrets, since what it brought names it.
    """

    source = models.CharField(max_length=40, help_text="Name of the event source.")
    title = models.CharField(max_length=120)
    address_digest = models.CharField(max_length=64, help_text="SHA-256 of the secret in the address.")
    address_sealed = models.TextField(help_text="The secret in the address, encrypted.")
    signing_sealed = models.TextField(blank=True, help_text="The secret with which the vendor signs, encrypted.")
    former_signing_sealed = models.TextField(blank=True)
    former_signing_until = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    raw_days = models.PositiveIntegerField(default=DAYS_RAW_IS_KEPT, help_text="For how many days the requests are kept as they came.")
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    arrived = models.PositiveBigIntegerField(default=0, help_text="How many requests were taken.")
    last_arrival_at = models.DateTimeField(null=True, blank=True)
    refused = models.PositiveBigIntegerField(default=0, help_text="How many requests with the right address were turned away.")
    last_refused_at = models.DateTimeField(null=True, blank=True)
    last_refusal = models.CharField(max_length=300, blank=True, help_text="Why the last one was turned away.")

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def has_signing_secret(self) -> bool:
        return bool(self.signing_sealed)
