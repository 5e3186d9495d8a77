from datetime import UTC, datetime
from pathlib import Path

from secondstory.integrations.sentry.manifest import SOURCE
from secondstory.timeline.ports import Payload

NOW = datetime(2026, 1, 19, 17, tzinfo=UTC)
BODY = b'{"action": "created"}'
# Made with: printf '{"action": "created"}' | openssl dgst -sha256 -hmac 'a client secret'
SIGNED = "0a804c9398c113ddf7fb8399f97d0fc492bcc8089940193db59e3c73a6e10141"
FIXTURES = Path(__file__).parents[1] / "sentry/fixtures"


def signed(header: str) -> bool:
    assert SOURCE.checks_signature is not None
    return SOURCE.checks_signature(Payload(BODY, headers={"Sentry-Hook-Signature": header}), "a client secret", NOW)


def test_a_request_must_be_signed_with_the_client_secret() -> None:
    assert signed(SIGNED)
    assert not signed("")
    assert not signed("é")
    assert not signed("0" * 64)


def test_a_change_of_an_issue_happened_when_sentry_sent_it() -> None:
    content = (FIXTURES / "issue_assigned.json").read_bytes()
    [event] = SOURCE.translate(Payload(content, headers={"Sentry-Hook-Timestamp": "1768842600"}))
    assert event.at == datetime(2026, 1, 19, 17, 10, tzinfo=UTC)
