from secondstory.integrations.newrelic.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="newrelic",
    title="New Relic",
    recognises=recognises,
    translate=events,
    covers="Webhooks of workflows and of legacy notification channels; issues and incidents of NerdGraph.",
)
