"""Requests of chats are signed, or repeat a secret; anything else is refused."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from secondstory.integrations import event_sources
from secondstory.timeline.ports import Payload

BODY = b'{"type": "event_callback"}'
SECRET = "shh"
NOW = datetime(2024, 3, 1, 13, 22, 31, tzinfo=UTC)


def checked(source: str, headers: dict[str, str], *, secret: str = SECRET, body: bytes = BODY, now: datetime = NOW) -> bool:
    check = event_sources()[source].checks_signature
    assert check is not None
    return check(Payload(body, headers=headers), secret, now)


def slack_headers(*, secret: bytes = b"shh", stamp: str = "1709299351") -> dict[str, str]:
    digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + BODY, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def test_slack_signs_body_and_time() -> None:
    assert checked("slack_api", slack_headers())
    assert not checked("slack_api", slack_headers(secret=b"other"))
    assert not checked("slack_api", slack_headers(), body=BODY + b" ")
    assert not checked("slack_api", {})
    assert not checked("slack_api", {**slack_headers(), "X-Slack-Request-Timestamp": "yesterday"})


def test_an_old_request_of_slack_is_refused() -> None:
    assert checked("slack_api", slack_headers(), now=NOW + timedelta(minutes=5))
    assert not checked("slack_api", slack_headers(), now=NOW + timedelta(minutes=5, seconds=1))
    assert not checked("slack_api", slack_headers(), now=NOW - timedelta(minutes=6))


def test_the_greeting_of_slack_is_answered_with_its_challenge() -> None:
    answers = event_sources()["slack_api"].answers
    assert answers is not None
    assert answers(Payload(b'{"type": "url_verification", "challenge": "abc", "token": "t"}')) == "abc"
    assert answers(Payload(BODY)) is None
    assert answers(Payload(b"\xff")) is None


def test_teams_signs_with_a_key_in_base64() -> None:
    key = base64.b64encode(b"key of teams").decode()
    signature = base64.b64encode(hmac.new(b"key of teams", BODY, hashlib.sha256).digest()).decode()
    assert checked("msteams", {"Authorization": f"HMAC {signature}"}, secret=key)
    assert not checked("msteams", {"Authorization": f"HMAC {signature}"}, secret="not base64!")
    assert not checked("msteams", {"Authorization": f"Bearer {signature}"}, secret=key)
    assert not checked("msteams", {}, secret=key)


def test_telegram_repeats_its_token() -> None:
    assert checked("telegram", {"X-Telegram-Bot-Api-Secret-Token": "shh"})
    assert not checked("telegram", {"X-Telegram-Bot-Api-Secret-Token": "other"})
    assert not checked("telegram", {})


def test_discourse_signs_the_body() -> None:
    digest = hmac.new(b"shh", BODY, hashlib.sha256).hexdigest()
    assert checked("discourse", {"X-Discourse-Event-Signature": f"sha256={digest}"})
    assert not checked("discourse", {"X-Discourse-Event-Signature": "sha256=0"})


@pytest.mark.parametrize("name", ["mattermost", "rocketchat"])
def test_outgoing_webhooks_repeat_the_token_that_was_made_for_them(name: str) -> None:
    assert checked(name, {}, body=b'{"token": "shh", "text": "slow"}')
    assert not checked(name, {}, body=b'{"token": "other", "text": "slow"}')
    assert not checked(name, {}, body=b'{"token": ["shh"]}')
    assert not checked(name, {}, body=b'{"text": "shh"}')
    assert not checked(name, {}, body=b"token=shh")
