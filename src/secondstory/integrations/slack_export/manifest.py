from secondstory.integrations.slack_export.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="slack_export",
    title="Slack export",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    covers="Workspace export (zip), or one day of a channel out of it (JSON).",
)
