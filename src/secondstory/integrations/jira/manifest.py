from secondstory.integrations.jira.signature import is_signed
from secondstory.integrations.jira.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="jira",
    title="Jira",
    recognises=recognises,
    translate=events,
    covers="Webhooks; issues with their history, histories and comments of the REST API; tables exported as CSV.",
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
