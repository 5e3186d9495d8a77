"""Files of alerts to try a set-up with: payloads under names, beside the parameters that are filled into them."""

from collections.abc import Mapping
from typing import Any

TEMPLATES = "It holds templates of alerts, whose values are filled in later; nothing in it has happened."


def named_payloads(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the payloads of such a file; none if it is anything else."""
    found = [one.get("payload") if isinstance(one, dict) else None for one in body.values()]
    payloads: list[Mapping[str, Any]] = [one for one in found if isinstance(one, dict)]
    return payloads if len(payloads) == len(found) else []
