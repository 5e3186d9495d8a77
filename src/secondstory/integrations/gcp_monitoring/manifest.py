from secondstory.integrations.gcp_monitoring.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="gcp_monitoring",
    title="Google Cloud Monitoring",
    recognises=recognises,
    translate=events,
    covers="Webhook notifications of incidents, directly and through Pub/Sub.",
)
