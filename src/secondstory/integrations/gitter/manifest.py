from secondstory.integrations.gitter.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="gitter",
    title="Gitter",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    covers="Messages of a room, saved from its API.",
)
