"""How webhooks prove where they come from: https://docs.gitlab.com/user/project/integrations/webhooks/#validate-payloads-by-using-a-secret-token"""

from datetime import datetime
from hmac import compare_digest

from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """GitLab sends the secret itself; it signs neither the body nor a time."""
    del now
    return bool(secret) and compare_digest(secret.encode(), payload.headers.get("x-gitlab-token", "").encode())
