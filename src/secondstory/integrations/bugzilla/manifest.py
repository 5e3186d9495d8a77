from secondstory.integrations.bugzilla.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="bugzilla",
    title="Bugzilla",
    recognises=recognises,
    translate=events,
    covers="Bugs, histories, comments and attachments of the REST API; bugs as XML; the page of a bug's activity; lists as CSV; webhooks.",
    says_nothing=says_nothing,
)
