"""The signature of webhooks, version 3: https://developer.pagerduty.com/docs/verifying-webhook-signatures"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Several signatures can be given while a secret is being changed; one that fits is enough. PagerDuty signs no time."""
    del now
    wanted = f"v1={new(secret.encode(), payload.content, sha256).hexdigest()}".encode()
    given = payload.headers.get("x-pagerduty-signature", "").split(",")
    return any(compare_digest(wanted, one.strip().encode()) for one in given)
