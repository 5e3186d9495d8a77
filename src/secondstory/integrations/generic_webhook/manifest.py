from secondstory.integrations.generic_webhook.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="generic_webhook",
    title="Formatted webhook",
    recognises=recognises,
    translate=events,
    covers="Alerts in the formatted form of Grafana OnCall, from any system or script.",
)
