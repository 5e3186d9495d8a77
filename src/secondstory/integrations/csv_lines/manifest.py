from secondstory.integrations.csv_lines.translate import events, recognises
from secondstory.timeline.ports import EventSource

SOURCE = EventSource(
    name="csv_lines",
    title="CSV or JSON Lines",
    recognises=recognises,
    translate=events,
    covers="Tables with a column of times (CSV, separated by commas, semicolons or tabs) and one JSON object a line.",
    general=True,
)
