"""Every source that checks what a vendor signs: with no secret nothing fits, and a signed time must be near. The signatures are made here
as the vendors' documentation describes them, with the standard library alone."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import new

import pytest

from secondstory.integrations import event_sources
from secondstory.timeline.ports import Payload

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
BODY = b'{"alerts": []}'
KEY = b"thirty-two bytes are in this key"
SIGNING = sorted(source.name for source in event_sources().values() if source.checks_signature)
STAMPED = "X-Grafana-Alerting-Timestamp"


def fits(name: str, headers: Mapping[str, str], *, secret: str, body: bytes = BODY, now: datetime = NOW) -> bool:
    check = event_sources()[name].checks_signature
    assert check is not None
    return check(Payload(body, headers=headers), secret, now)


def grafana(secret: bytes, *, stamp: str = "") -> dict[str, str]:
    signed = new(secret, f"{stamp}:".encode() + BODY if stamp else BODY, sha256).hexdigest()
    return {"X-Grafana-Alerting-Signature": signed} | ({STAMPED: stamp} if stamp else {})


def gitlab(key: bytes, *, stamp: str = STAMP) -> dict[str, str]:
    signed = base64.b64encode(new(key, f"msg_1.{stamp}.".encode() + BODY, sha256).digest()).decode()
    return {"webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": f"v1,{signed}"}


def test_these_vendors_prove_that_a_request_is_theirs() -> None:
    assert SIGNING == [
        "bitbucket", "discourse", "github", "gitlab", "grafana", "jira", "mattermost", "msteams", "pagerduty", "rocketchat", "sentry",
        "slack_api", "telegram",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SIGNING)
def test_an_empty_secret_fits_nothing(name: str) -> None:
    digest = new(b"", BODY, sha256).hexdigest()
    for value in ("", digest, f"sha256={digest}", f"v1={digest}"):
        for header in ("X-Hub-Signature", "X-Hub-Signature-256", "X-Gitlab-Token", "X-Discourse-Event-Signature", "X-PagerDuty-Signature"):
            assert not fits(name, {header: value}, secret="")
        for header in ("X-Telegram-Bot-Api-Secret-Token", "Sentry-Hook-Signature", "X-Grafana-Alerting-Signature"):
            assert not fits(name, {header: value}, secret="")
    assert not fits(name, {}, secret="")
    assert not fits(name, {}, secret="", body=b'{"token": ""}')
    assert not fits(name, {"Authorization": f"HMAC {base64.b64encode(bytes.fromhex(digest)).decode()}"}, secret="")
    slack = new(b"", f"v0:{STAMP}:".encode() + BODY, sha256).hexdigest()
    assert not fits(name, {"X-Slack-Request-Timestamp": STAMP, "X-Slack-Signature": f"v0={slack}"}, secret="")
    assert not fits(name, grafana(b"", stamp=STAMP), secret="")
    assert not fits(name, gitlab(b""), secret="whsec_")


@pytest.mark.parametrize("name", SIGNING)
def test_headers_of_any_form_are_refused_and_raise_nothing(name: str) -> None:
    headers = ("x-hub-signature", "x-slack-request-timestamp", "webhook-timestamp", "webhook-signature", "authorization", "x-gitlab-token")
    for value in ("é", "\ud800", "9" * 400, "v1,", "HMAC", "²", "-1", "1e9", "\0"):
        assert not fits(name, dict.fromkeys([*headers, STAMPED, "x-grafana-alerting-signature"], value), secret="whsec_YQ==")


def test_grafana_signs_the_body_alone_where_no_header_is_named_for_the_time() -> None:
    assert fits("grafana", grafana(KEY), secret=KEY.decode())
    assert not fits("grafana", grafana(KEY), secret="another")
    assert not fits("grafana", grafana(KEY), secret=KEY.decode(), body=BODY + b" ")


def test_grafana_signs_the_time_where_a_header_is_named_for_it() -> None:
    headers = grafana(KEY, stamp=STAMP)
    assert fits("grafana", headers, secret=KEY.decode(), now=NOW + timedelta(minutes=5))
    assert not fits("grafana", headers, secret=KEY.decode(), now=NOW + timedelta(minutes=5, seconds=1))
    assert not fits("grafana", {**headers, STAMPED: str(int(STAMP) + 1)}, secret=KEY.decode())
    assert not fits("grafana", {name: value for name, value in headers.items() if name != STAMPED}, secret=KEY.decode())


def test_gitlab_signs_with_a_signing_token() -> None:
    secret = f"whsec_{base64.b64encode(KEY).decode()}"
    assert fits("gitlab", gitlab(KEY), secret=secret)
    assert fits("gitlab", {**gitlab(KEY), "webhook-signature": f"v1,AAAA {gitlab(KEY)['webhook-signature']}"}, secret=secret)
    assert not fits("gitlab", gitlab(b"another key"), secret=secret)
    assert not fits("gitlab", gitlab(KEY), secret=secret, body=BODY + b" ")
    assert not fits("gitlab", {**gitlab(KEY), "webhook-id": "msg_2"}, secret=secret)
    assert not fits("gitlab", gitlab(KEY), secret=secret, now=NOW + timedelta(minutes=6))
    assert not fits("gitlab", gitlab(KEY), secret=secret, now=NOW - timedelta(minutes=6))


def test_a_signing_token_of_gitlab_sent_as_a_plain_token_is_no_signature() -> None:
    secret = f"whsec_{base64.b64encode(KEY).decode()}"
    assert not fits("gitlab", {"X-Gitlab-Token": secret}, secret=secret)
