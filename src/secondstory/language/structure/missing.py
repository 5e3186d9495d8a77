"""Parts that a report of an incident needs, where nothing of them is to be found."""

from collections.abc import Iterator

from secondstory.documents.values import PostMortem
from secondstory.language.structure.evidence import is_clearly_post_mortem
from secondstory.language.structure.impact import has_number
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import normal
from secondstory.language.structure.wording import wording

_SEVERAL = 2


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    if not is_clearly_post_mortem(post_mortem):
        return
    titles = "\n".join(normal(title) for title in (*post_mortem.labels, *(passage.title for passage in post_mortem.body)))
    body = (passage.markdown for passage in post_mortem.body)
    told = "\n\n".join((post_mortem.summary, post_mortem.causes, post_mortem.resolution, post_mortem.lessons, *body))
    if not post_mortem.impact and not wording("impact_headed").search(titles) and not _tells_impact(post_mortem.summary, told):
        yield Note("impact-missing")
    if not post_mortem.timeline and not wording("timeline_headed").search(titles) and not _tells_order(f"{told}\n{post_mortem.impact}"):
        yield Note("timeline-missing")
    if not post_mortem.action_items and not wording("plans_headed").search(titles) and not wording("plans").search(told):
        yield Note("actions-missing")


def _tells_impact(summary: str, told: str) -> bool:
    """Whether the summary says what it did or how much, or a paragraph elsewhere says whom it affected, in numbers."""
    if wording("effect").search(summary) or has_number(summary):
        return True
    return any(wording("affected").search(paragraph) and has_number(paragraph) for paragraph in told.split("\n\n"))


def _tells_order(told: str) -> bool:
    """Whether the order of events is told in sentences."""
    return any(len(wording(name).findall(told)) >= _SEVERAL for name in ("clock", "order"))
