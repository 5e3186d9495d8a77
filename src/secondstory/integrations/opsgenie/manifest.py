from secondstory.integrations.opsgenie.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="opsgenie",
    title="Opsgenie",
    recognises=recognises,
    translate=events,
    covers="Outgoing webhooks; alerts, alert logs and notes of the REST API.",
    says_nothing=says_nothing,
)
