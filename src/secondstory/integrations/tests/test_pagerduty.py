from datetime import UTC, datetime

from secondstory.integrations.pagerduty.manifest import SOURCE
from secondstory.timeline.ports import Payload

NOW = datetime(2026, 2, 11, 6, tzinfo=UTC)
BODY = b'{"event": {}}'
# Made with: printf '{"event": {}}' | openssl dgst -sha256 -hmac 'a secret'
SIGNED = "0c47eb88b8b6a772a75bc5ef1ca50cf6d78adfe10b2c1b88000b0d79a1745fd5"


def signed(header: str, body: bytes = BODY) -> bool:
    assert SOURCE.checks_signature is not None
    return SOURCE.checks_signature(Payload(body, headers={"X-PagerDuty-Signature": header}), "a secret", NOW)


def test_one_fitting_signature_of_several_is_enough() -> None:
    assert signed(f"v1={SIGNED}")
    assert signed(f"v1={'0' * 64}, v1={SIGNED}")


def test_anything_else_is_no_signature() -> None:
    assert not signed("")
    assert not signed(SIGNED)
    assert not signed(f"v2={SIGNED}")
    assert not signed(f"v1={'0' * 64}")
    assert not signed("v1=é")
    assert not signed(f"v1={SIGNED}", BODY + b" ")


def test_an_error_answer_holds_no_event() -> None:
    payload = Payload(b'{"error": {"message": "Not Found", "code": 2100}}')
    assert SOURCE.recognises(payload)
    assert list(SOURCE.translate(payload)) == []
    assert SOURCE.says_nothing(payload) == "It is an error answer of PagerDuty: Not Found."
