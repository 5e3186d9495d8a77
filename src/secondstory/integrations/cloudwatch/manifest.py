from secondstory.integrations.cloudwatch.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="cloudwatch",
    title="Amazon CloudWatch",
    recognises=recognises,
    translate=events,
    covers="Alarm notifications, with and without the envelope of SNS; alarm events of EventBridge; the alarm history of the command line.",
    says_nothing=says_nothing,
)
