"""What vendors do to prove that a request is theirs. All comparing takes the same time for right and wrong, and no empty secret fits."""

import base64
import binascii
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, new

from secondstory.integrations.reading import text_of
from secondstory.timeline.ports import Payload

TOLERANCE = timedelta(minutes=5)
"""How far the signed time of a request may be from now, either way."""


def is_signed_body(payload: Payload, secret: str, *, header: str, prefix: str = "") -> bool:
    """HMAC with SHA-256 of the body, in hexadecimal digits."""
    return bool(secret) and is_same(prefix + hmac_of(secret, payload.content), payload.headers.get(header, ""))


def is_token(secret: str, given: str) -> bool:
    """The vendor sends the secret itself, and signs neither body nor time."""
    return bool(secret) and is_same(secret, given)


def is_token_in_body(payload: Payload, secret: str) -> bool:
    return is_token(secret, text_of(payload.object, "token"))


def is_standard_webhook(payload: Payload, secret: str, now: datetime) -> bool:
    """https://www.standardwebhooks.com: identity, time and body are signed with a key in Base64; one of several signatures is enough."""
    identity, stamp = payload.headers.get("webhook-id", ""), payload.headers.get("webhook-timestamp", "")
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return False
    if not key or not is_recent(stamp, now):
        return False
    signed = f"{identity}.{stamp}.".encode("utf-8", "replace") + payload.content
    wanted = f"v1,{base64.b64encode(new(key, signed, sha256).digest()).decode()}"
    return any(is_same(wanted, one) for one in payload.headers.get("webhook-signature", "").split())


def is_recent(stamp: str, now: datetime) -> bool:
    """Whether a time in seconds since 1970, as a header states it, is near enough."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return False
    return abs(now.timestamp() - int(stamp)) <= TOLERANCE.total_seconds()


def hmac_of(secret: str, content: bytes) -> str:
    return new(secret.encode(), content, sha256).hexdigest()


def is_same(wanted: str, given: str) -> bool:
    return compare_digest(wanted.encode("utf-8", "replace"), given.strip().encode("utf-8", "replace"))
