from secondstory.integrations.slack_api.signing import challenge, signed
from secondstory.integrations.slack_api.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="slack_api",
    title="Slack",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    checks_signature=signed,
    answers=challenge,
    covers="Events API, and saved answers of conversations.history and conversations.replies.",
)
