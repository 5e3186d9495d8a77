from secondstory.integrations.elastalert.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="elastalert",
    title="ElastAlert",
    recognises=recognises,
    translate=events,
    covers="Alerts that it records (index elastalert_status) or posts over HTTP; a plain message.",
    general=True,
)
