from secondstory.integrations.statuspage.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="statuspage",
    title="Statuspage",
    recognises=recognises,
    translate=events,
    covers="Incidents of the API; webhooks to subscribers; Atom and RSS feeds of a page's history; parsed histories as JSON Lines.",
    says_nothing=says_nothing,
)
