"""The signature of webhooks: https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new

from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Bitbucket signs no time."""
    del now
    wanted = f"sha256={new(secret.encode(), payload.content, sha256).hexdigest()}"
    return compare_digest(wanted.encode(), payload.headers.get("x-hub-signature", "").strip().encode())
