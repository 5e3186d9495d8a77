"""The signature of webhooks: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Only the signature with SHA-256 counts, which GitHub always sends beside the older one. It signs no time."""
    del now
    wanted = f"sha256={new(secret.encode(), payload.content, sha256).hexdigest()}"
    return compare_digest(wanted.encode(), payload.headers.get("x-hub-signature-256", "").strip().encode())
