from secondstory.integrations.csv_lines.translate import events, events_by, proposed, recognises
from secondstory.timeline.ports import ByColumns, EventSource

SOURCE = EventSource(
    name="csv_lines",
    title="CSV or JSON Lines",
    recognises=recognises,
    translate=events,
    covers="Tables with a column of times (CSV, separated by commas, semicolons or tabs) and one JSON object a line.",
    by_columns=ByColumns(proposes=proposed, translate=events_by),
    general=True,
)
