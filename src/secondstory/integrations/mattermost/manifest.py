from secondstory.integrations.mattermost.signature import is_signed
from secondstory.integrations.mattermost.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="mattermost",
    title="Mattermost",
    recognises=recognises,
    translate=events,
    checks_signature=is_signed,
    says_nothing=says_nothing,
    covers="Posts of its API, bulk exports (JSON Lines, zip), outgoing webhooks.",
)
