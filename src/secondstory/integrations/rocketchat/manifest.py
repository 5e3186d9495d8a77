from secondstory.integrations.rocketchat.signature import is_signed
from secondstory.integrations.rocketchat.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="rocketchat",
    title="Rocket.Chat",
    recognises=recognises,
    translate=events,
    checks_signature=is_signed,
    says_nothing=says_nothing,
    covers="Messages of its API (channels.history and alike), outgoing webhooks.",
)
