from secondstory.integrations.launchpad.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="launchpad",
    title="Launchpad",
    recognises=recognises,
    translate=events,
    covers="Bugs, their tasks, activity and messages from its REST API.",
    says_nothing=says_nothing,
)
