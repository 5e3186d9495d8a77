from secondstory.integrations.ics.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="ics",
    title="Calendar",
    recognises=recognises,
    translate=events,
    says_nothing=says_nothing,
    covers="iCalendar files (.ics): meetings, maintenance windows, to-dos and journal entries.",
    general=True,
)
