"""The form of alert that Grafana OnCall made common for systems without one of their own: Zabbix, scripts, schedulers."""

from collections.abc import Mapping
from typing import Any

from secondstory.integrations.reading import moment, text_of
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules.vocabulary import EventKind

FIELDS = {"alert_uid", "title", "state", "message"}


def formatted_event(body: Mapping[str, Any], *, actor: str) -> SourceEvent:
    """The form states no time; a sender may add one as `at`."""
    title, message, state = (text_of(body, key) for key in ("title", "message", "state"))
    identity = text_of(body, "alert_uid")
    told = f"{title} ({state})" if state not in {"", "alerting"} else title
    return SourceEvent(
        text=": ".join(part for part in (told, message) if part),
        at=moment(body.get("at")),
        actor=actor,
        kind=EventKind.SIGNAL if state == "alerting" else EventKind.OTHER,
        external_id=identity if state == "alerting" or not identity else f"{identity}/{state}",
        link=text_of(body, "link_to_upstream_details"),
        vendor_type=state,
    )
