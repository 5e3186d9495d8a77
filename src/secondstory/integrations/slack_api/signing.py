"""Requests of Slack, as https://api.slack.com/authentication/verifying-requests-from-slack describes them."""

import hashlib
import hmac
from datetime import datetime

from secondstory.integrations.reading import text_of
from secondstory.timeline.ports import Payload

TOLERANCE_IN_SECONDS = 300


def signed(payload: Payload, secret: str, now: datetime) -> bool:
    stamp = payload.headers.get("x-slack-request-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15) or abs(now.timestamp() - int(stamp)) > TOLERANCE_IN_SECONDS:
        return False
    wanted = hmac.new(secret.encode(), b"v0:%s:%s" % (stamp.encode(), payload.content), hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={wanted}".encode(), payload.headers.get("x-slack-signature", "").encode())


def challenge(payload: Payload) -> str | None:
    """Slack greets a new address and wants its challenge back."""
    body = payload.object
    return (text_of(body, "challenge") or None) if body.get("type") == "url_verification" else None
