from secondstory.integrations.alertmanager.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="alertmanager",
    title="Prometheus Alertmanager",
    recognises=recognises,
    translate=events,
    covers="Webhook notifications, versions 3 and 4.",
)
