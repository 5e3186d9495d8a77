"""Action items that somebody has taken on, until a day."""

from collections.abc import Iterator

from secondstory.documents.values import ActionEntry, PostMortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import headings_of, words_in
from secondstory.language.structure.wording import wording

_ALL = {1: "One action item", 2: "Both action items"}


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    """An item that is done needs neither; one that has a ticket has both there."""
    heading = next(iter(headings_of(post_mortem, "actions")), "")
    still_open = [item for item in post_mortem.action_items if not item.done and item.ticket is None and _is_open_task(item.title)]
    if heading and still_open:
        yield from _without("action-without-owner", heading, [item for item in still_open if not item.owner], len(still_open))
        yield from _without("action-without-date", heading, [item for item in still_open if item.due_on is None], len(still_open))


def _is_open_task(title: str) -> bool:
    """Whether this is something to do: not what was done already, nor a scrap of a table."""
    return words_in(title) > 1 and not wording("done").search(title)


def _without(rule: str, heading: str, items: list[ActionEntry], of_all: int) -> Iterator[Note]:
    if not items:
        return
    share = f"{len(items)} of {of_all} action items" if len(items) < of_all else _ALL.get(of_all, f"All {of_all} action items")
    yield Note(rule, heading, items[0].title, {"items": share, "have": "has" if len(items) == 1 else "have"})
