"""What code hosts and trackers sign, or send as a secret."""

from datetime import UTC, datetime
from hashlib import sha256
from hmac import new

import pytest

from secondstory.integrations import event_sources
from secondstory.timeline.ports import Payload

BODY = b'{"any": "body"}'
NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
SIGNED = f"sha256={new(b'known to both', BODY, sha256).hexdigest()}"
HEADERS = [
    ("github", "X-Hub-Signature-256", SIGNED),
    ("gitlab", "X-Gitlab-Token", "known to both"),
    ("jira", "X-Hub-Signature", SIGNED),
    ("bitbucket", "X-Hub-Signature", SIGNED),
]


def is_signed(name: str, headers: dict[str, str], *, secret: str) -> bool:
    check = event_sources()[name].checks_signature
    assert check is not None
    return check(Payload(BODY, headers=headers), secret, NOW)


@pytest.mark.parametrize(("name", "header", "value"), HEADERS)
def test_only_a_request_signed_with_the_secret_of_the_connection_is_taken(name: str, header: str, value: str) -> None:
    assert is_signed(name, {header: value}, secret="known to both")
    assert not is_signed(name, {header: value}, secret="another")
    assert not is_signed(name, {header: value[:-1]}, secret="known to both")
    assert not is_signed(name, {header: ""}, secret="known to both")
    assert not is_signed(name, {}, secret="known to both")
