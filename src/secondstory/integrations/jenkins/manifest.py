from secondstory.integrations.jenkins.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="jenkins",
    title="Jenkins",
    recognises=recognises,
    translate=events,
    covers="Builds and jobs with their builds from the remote access API; requests of the Notification plugin.",
    says_nothing=says_nothing,
)
