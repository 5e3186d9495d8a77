from secondstory.integrations.secondstory.translate import events, recognises
from secondstory.timeline.ports import EventSource
from secondstory.timeline.rules.records import OWN_SOURCE

SOURCE = EventSource(
    name=OWN_SOURCE,
    title="Second Story",
    recognises=recognises,
    translate=events,
    covers="Timelines exported by Second Story as CSV or JSON.",
)
