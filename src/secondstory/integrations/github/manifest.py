from secondstory.integrations.github.signature import is_signed
from secondstory.integrations.github.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="github",
    title="GitHub",
    recognises=recognises,
    translate=events,
    covers=(
        "Webhooks of repositories and organisations; issues, pull requests, comments, reviews, commits, releases, deployments, "
        "workflow runs and events of the REST API; timelines of the GraphQL API."
    ),
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
