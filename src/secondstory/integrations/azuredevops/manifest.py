from secondstory.integrations.azuredevops.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="azuredevops",
    title="Azure DevOps",
    recognises=recognises,
    translate=events,
    covers="Service hooks (web hooks): pushes, builds, pipelines, releases, deployments, pull requests, work items and any other event.",
)
