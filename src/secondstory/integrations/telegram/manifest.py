from secondstory.integrations.telegram.translate import events, recognises, says_nothing, signed
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="telegram",
    title="Telegram",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    checks_signature=signed,
    covers="Export of Telegram Desktop (result.json), updates of a bot (webhook, getUpdates).",
)
