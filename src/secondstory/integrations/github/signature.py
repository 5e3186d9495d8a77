"""The signature of webhooks: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"""

from datetime import datetime

from secondstory.integrations.signatures import is_signed_body
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Only the signature with SHA-256 counts, which GitHub always sends beside the older one. It signs no time."""
    del now
    return is_signed_body(payload, secret, header="x-hub-signature-256", prefix="sha256=")
