from secondstory.integrations.pingdom.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="pingdom",
    title="Pingdom",
    recognises=recognises,
    translate=events,
    covers="Webhooks of checks; outages (summary.outage) and sent alerts (actions) of the API.",
)
