"""The signature of webhooks: https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks"""

from datetime import datetime

from secondstory.integrations.signatures import is_signed_body
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Jira signs no time."""
    del now
    return is_signed_body(payload, secret, header="x-hub-signature", prefix="sha256=")
