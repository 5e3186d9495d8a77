from secondstory.integrations.dockerhub.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="dockerhub",
    title="Docker Hub",
    recognises=recognises,
    translate=events,
    covers="Webhooks of pushed images.",
)
