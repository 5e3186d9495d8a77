from secondstory.integrations.vmware_vrealize.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="vmware_vrealize",
    title="VMware Aria Operations (vRealize)",
    recognises=recognises,
    translate=events,
    covers="Alerts of its REST notification plug-in.",
)
