"""How webhooks prove where they come from: https://docs.gitlab.com/user/project/integrations/webhooks/#validate-payloads-by-using-a-secret-token"""

from datetime import datetime

from secondstory.integrations.signatures import is_standard_webhook, is_token
from secondstory.timeline.ports import Payload


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Newer versions sign body and time with a signing token; a connection that holds one is content with nothing less. Else GitLab
    sends its secret token itself."""
    if secret.startswith("whsec_"):
        return is_standard_webhook(payload, secret, now)
    return is_token(secret, payload.headers.get("x-gitlab-token", ""))
