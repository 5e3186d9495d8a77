from secondstory.integrations.datadog.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="datadog",
    title="Datadog",
    recognises=recognises,
    translate=events,
    covers="Webhooks of monitors (the default payload, or one with the fields that the page lists); events of the API, versions 1 and 2.",
    says_nothing=says_nothing,
)
