from secondstory.integrations.riemann.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="riemann",
    title="Riemann",
    recognises=recognises,
    translate=events,
    covers="Events as its webhook and HTTP outputs send them: one, or a list.",
)
