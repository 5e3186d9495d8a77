"""Requests of Slack, as https://api.slack.com/authentication/verifying-requests-from-slack describes them."""

from datetime import datetime

from secondstory.integrations.reading import text_of
from secondstory.integrations.signatures import hmac_of, is_recent, is_same
from secondstory.timeline.ports import Payload


def signed(payload: Payload, secret: str, now: datetime) -> bool:
    stamp = payload.headers.get("x-slack-request-timestamp", "")
    if not secret or not is_recent(stamp, now):
        return False
    return is_same(f"v0={hmac_of(secret, b'v0:%s:%s' % (stamp.encode(), payload.content))}", payload.headers.get("x-slack-signature", ""))


def challenge(payload: Payload) -> str | None:
    """Slack greets a new address and wants its challenge back."""
    body = payload.object
    return (text_of(body, "challenge") or None) if body.get("type") == "url_verification" else None
