from secondstory.integrations.gerrit.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="gerrit",
    title="Gerrit",
    recognises=recognises,
    translate=events,
    covers="Answers of `gerrit query` with comments and patch sets, and its stream of events, also as webhooks.",
    says_nothing=says_nothing,
)
