from secondstory.integrations.bitbucket.signature import is_signed
from secondstory.integrations.bitbucket.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="bitbucket",
    title="Bitbucket",
    recognises=recognises,
    translate=events,
    covers="Webhooks of Bitbucket Cloud: pushes, pull requests, comments, issues and statuses of commits.",
    checks_signature=is_signed,
)
