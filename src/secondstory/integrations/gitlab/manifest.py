from secondstory.integrations.gitlab.signature import is_signed
from secondstory.integrations.gitlab.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="gitlab",
    title="GitLab",
    recognises=recognises,
    translate=events,
    covers=(
        "Webhooks of projects, groups and the whole system; issues, merge requests, notes, commits, pipelines, jobs, deployments and "
        "releases of the REST API."
    ),
    checks_signature=is_signed,
    says_nothing=says_nothing,
)
