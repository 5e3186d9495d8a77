from secondstory.integrations.discourse.translate import events, recognises, says_nothing, signed
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="discourse",
    title="Discourse",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    checks_signature=signed,
    covers="Topics (/t/….json), lists of topics, webhooks for posts and topics.",
)
