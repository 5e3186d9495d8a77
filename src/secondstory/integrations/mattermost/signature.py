"""What outgoing webhooks prove."""

from datetime import datetime

from secondstory.integrations.signatures import is_token_in_body
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Mattermost signs nothing, but repeats in every request the token that it made for the webhook."""
    del now
    return is_token_in_body(payload, secret)
