from secondstory.integrations.sentry.signature import is_signed
from secondstory.integrations.sentry.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="sentry",
    title="Sentry",
    recognises=recognises,
    translate=events,
    covers="Webhooks of internal and public integrations (issues, alerts, errors, comments) and of the older plugin; issues of the API.",
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
