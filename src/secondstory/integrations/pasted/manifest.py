from secondstory.integrations.pasted.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="pasted",
    title="Pasted text",
    recognises=recognises,
    translate=events,
    covers="Notes with times, chat copied from a window, excerpts of logs (syslog, web servers, anything that begins with a time).",
    general=True,
)
