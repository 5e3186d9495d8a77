from secondstory.integrations.mail.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="mail",
    title="E-mail",
    recognises=recognises,
    translate=events,
    covers="Mailboxes (mbox, list archives), single messages (.eml), inbound mail as JSON (Grafana OnCall, Postmark).",
)
