from secondstory.integrations.redmine.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="redmine",
    title="Redmine",
    recognises=recognises,
    translate=events,
    covers="Issues of the REST API, with their journals where they were asked for.",
    says_nothing=says_nothing,
)
