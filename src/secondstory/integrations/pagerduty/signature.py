"""The signature of webhooks, version 3: https://developer.pagerduty.com/docs/verifying-webhook-signatures"""

from datetime import datetime

from secondstory.integrations.signatures import hmac_of, is_same
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Several signatures can be given while a secret is being changed; one that fits is enough. PagerDuty signs no time."""
    del now
    wanted = f"v1={hmac_of(secret, payload.content)}"
    return bool(secret) and any(is_same(wanted, one) for one in payload.headers.get("x-pagerduty-signature", "").split(","))
