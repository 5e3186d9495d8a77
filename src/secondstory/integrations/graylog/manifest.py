from secondstory.integrations.graylog.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="graylog",
    title="Graylog",
    recognises=recognises,
    translate=events,
    covers="HTTP notifications of event definitions, and of the alert conditions before version 3.1.",
)
