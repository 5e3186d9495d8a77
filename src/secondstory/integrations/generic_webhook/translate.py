"""The form of https://grafana.com/docs/oncall/latest/configure/integrations/references/webhook/"""

from collections.abc import Iterable

from secondstory.integrations.formatted_alerts import FIELDS, formatted_event
from secondstory.integrations.reading import objects
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload


def recognises(payload: Payload) -> bool:
    return payload.object.keys() >= FIELDS


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    found = list(objects(body if isinstance(body, list) else [body]))
    if not found or not any({"title", "message"} & one.keys() for one in found):
        raise UnreadablePayload("This is no formatted alert: it has neither a title nor a message.")
    return (formatted_event(one, actor="") for one in found)
