from secondstory.integrations.grafana.signature import is_signed
from secondstory.integrations.grafana.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="grafana",
    title="Grafana",
    recognises=recognises,
    translate=events,
    covers="Webhook notifications of alerting, and of the legacy alerting before version 8; annotations of the API.",
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
