from secondstory.integrations.msteams.translate import events, recognises, says_nothing, signed
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="msteams",
    title="Microsoft Teams",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    checks_signature=signed,
    covers="Teams data export (messages.json), messages of Microsoft Graph, outgoing webhooks.",
)
