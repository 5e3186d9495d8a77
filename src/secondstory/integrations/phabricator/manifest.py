from secondstory.integrations.phabricator.translate import events, recognises, says_nothing
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="phabricator",
    title="Phabricator (Phorge)",
    recognises=recognises,
    translate=events,
    covers="Tasks of `maniphest.search` and their transactions of `maniphest.gettasktransactions`.",
    says_nothing=says_nothing,
)
