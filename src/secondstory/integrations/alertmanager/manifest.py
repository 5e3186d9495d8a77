from secondstory.integrations.alertmanager.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="alertmanager",
    title="Prometheus Alertmanager",
    recognises=recognises,
    translate=events,
    covers="Webhook notifications, versions 3 and 4; the list of alerts of its API, version 2.",
    says_nothing=says_nothing,
)
