from secondstory.integrations.cloudtrail.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="cloudtrail",
    title="AWS CloudTrail",
    recognises=recognises,
    translate=events,
    covers="Log files, as JSON or compressed with gzip; the answer of lookup-events; single events of EventBridge.",
    says_nothing=says_nothing,
)
