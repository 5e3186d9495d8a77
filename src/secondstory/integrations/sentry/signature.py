"""The signature of the integration platform: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/"""

from datetime import datetime

from secondstory.integrations.signatures import is_signed_body
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Sentry states when it sent a request in a header, but does not sign that header, so it proves nothing and is not looked at."""
    del now
    return is_signed_body(payload, secret, header="sentry-hook-signature")
