from secondstory.integrations.zabbix.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="zabbix",
    title="Zabbix",
    recognises=recognises,
    translate=events,
    covers="Problems and events of the API; real-time export of problems; a webhook media type as the page describes it.",
)
