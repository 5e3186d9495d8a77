from secondstory.integrations.kapacitor.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="kapacitor",
    title="Kapacitor",
    recognises=recognises,
    translate=events,
    covers="Alerts of its HTTP post handler.",
)
