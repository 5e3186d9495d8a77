"""The HMAC signature of contact points: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/"""

from datetime import datetime

from secondstory.integrations.signatures import hmac_of, is_recent, is_same, is_signed_body
from secondstory.timeline.ports import Payload

_SIGNATURE = "x-grafana-alerting-signature"
_TIMES = ("x-grafana-alerting-signature-timestamp", "x-grafana-alerting-timestamp")


def is_signed(payload: Payload, secret: str, now: datetime) -> bool:
    """Where the contact point names a header for it, Grafana signs the time too, and it is looked at."""
    stamp = next((payload.headers[name] for name in _TIMES if name in payload.headers), None)
    if stamp is None:
        return is_signed_body(payload, secret, header=_SIGNATURE)
    if not secret or not is_recent(stamp, now):
        return False
    return is_same(hmac_of(secret, f"{stamp}:".encode() + payload.content), payload.headers.get(_SIGNATURE, ""))
