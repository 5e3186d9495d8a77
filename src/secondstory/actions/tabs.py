"""The tabs above the list of all action items."""

from dataclasses import dataclass

from secondstory.actions.queries import ActionCounts, ActionFilter


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    count: int
    is_current: bool


def tabs_of(counts: ActionCounts, narrowed: ActionFilter | None) -> list[Tab]:
    """Return the usual ways to narrow the list, each with its true count."""
    ways = (
        ("Mine", "?mine=1", counts.mine, ActionFilter(mine=True)),
        ("Open", "?", counts.open, ActionFilter()),
        ("Past their date", "?overdue=1", counts.overdue, ActionFilter(overdue=True)),
        ("Done", "?state=done", counts.done, ActionFilter(state="done")),
        ("All", "?state=all", counts.all, ActionFilter(state="all")),
    )
    return [Tab(label, url, count, narrowed == way) for label, url, count, way in ways]
