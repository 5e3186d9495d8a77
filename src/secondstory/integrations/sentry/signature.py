"""The signature of the integration platform: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Sentry states when it sent a request in a header, but does not sign that header, so it proves nothing and is not looked at."""
    del now
    wanted = new(secret.encode(), payload.content, sha256).hexdigest()
    return compare_digest(wanted.encode(), payload.headers.get("sentry-hook-signature", "").strip().encode())
