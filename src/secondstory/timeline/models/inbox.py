"""The evidence inbox: requests as they came, and the events they told."""

from django.db import models
from django.utils import timezone

from secondstory.connections.models import Connection
from secondstory.kit.vocabulary import choices
from secondstory.timeline.rules import web_address
from secondstory.timeline.rules.inbox import DeliveryState

LONGEST_ID = 500
LONGEST_NAME = 200


class Delivery(models.Model):
    """One request to the address of a connection, as it came. The same bytes again are the same delivery."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the body.")
    body = models.BinaryField()
    headers = models.TextField(help_text="JSON: those that a translator may need.")
    arrived_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=12, choices=choices(DeliveryState), default=DeliveryState.WAITING.value)
    words = models.CharField(max_length=400, blank=True, help_text="Why it holds no event, or cannot be read.")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["connection", "-id"], name="deliveries_newest"),
            models.Index(fields=["id"], condition=models.Q(state=DeliveryState.WAITING.value), name="deliveries_waiting"),
        ]
        constraints = [models.UniqueConstraint(fields=["connection", "digest"], name="one_delivery_a_body")]

    def __str__(self) -> str:
        return f"{self.connection_id} {self.digest[:12]} {self.state}"


class InboxItem(models.Model):
    """One event that a connection brought, whether or not a timeline has taken it."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="items", db_index=False)
    delivery = models.ForeignKey(
        Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="items", help_text="None once it is no longer kept."
    )
    source = models.CharField(max_length=40, help_text="Name of the event source.")
    external_id = models.CharField(max_length=LONGEST_ID, help_text="The event's identity in its source, or one made of what it states.")
    at = models.DateTimeField(null=True, blank=True, help_text="As the source states it.")
    local_at = models.CharField(max_length=32, blank=True, help_text="ISO 8601 without zone, where the source states none.")
    sorted_at = models.DateTimeField(help_text="`at`, else when it arrived.")
    text = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="What the source said word for word, where the text differs.")
    kind = models.CharField(max_length=24)
    actor = models.CharField(max_length=LONGEST_NAME, blank=True)
    actor_email = models.CharField(max_length=LONGEST_NAME, blank=True)
    actor_handle = models.CharField(max_length=LONGEST_NAME, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    component = models.CharField(max_length=LONGEST_NAME, blank=True)
    vendor_type = models.CharField(max_length=LONGEST_NAME, blank=True)
    thread = models.CharField(max_length=LONGEST_ID, blank=True)
    is_noise = models.BooleanField(default=False)
    is_deleted = models.BooleanField(default=False, help_text="Taken back in its source.")
    edited_at = models.DateTimeField(null=True, blank=True, help_text="When the last edit arrived.")
    earlier = models.JSONField(default=list, help_text="What was said before each edit.")
    arrived_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sorted_at", "-id"]
        indexes = [
            models.Index(fields=["-sorted_at", "-id"], name="inbox_newest"),
            models.Index(fields=["source", "-sorted_at"], name="inbox_source"),
            models.Index(fields=["component", "-sorted_at"], name="inbox_component"),
        ]
        constraints = [models.UniqueConstraint(fields=["connection", "external_id"], name="item_arrives_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

    @property
    def safe_link(self) -> str:
        """The link where it leads to the web, else nothing."""
        return web_address(self.link)
