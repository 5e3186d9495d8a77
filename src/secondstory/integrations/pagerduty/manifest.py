from secondstory.integrations.pagerduty.signature import is_signed
from secondstory.integrations.pagerduty.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="pagerduty",
    title="PagerDuty",
    recognises=recognises,
    translate=events,
    covers="Log entries, incidents, alerts, notes and change events of the REST API; webhooks, versions 1 to 3.",
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
