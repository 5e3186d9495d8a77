"""A summary that is read: in a minute, with one sentence for what happened and one or two takeaways."""

import re
from collections.abc import Iterator

from secondstory.documents.values import BlockKind, PostMortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import headings_of, normal, prose_of, sections_of, sentences_of, title_of, words_in

WORDS_A_MINUTE = 238
"""How fast adults read English non-fiction in silence: the mean of 190 studies (Brysbaert 2019, J. Memory and Language 109, 104047)."""

LONGEST_SUMMARY = 60  # seconds
MOST_TAKEAWAYS = 2
_RUN_IN = re.compile(
    r"[ \t]{0,3}(?:[-*+][ \t]+)?(?:\*\*|__)?([Ww]hat happened)\b[ \t]{0,3}\??[ \t]{0,3}(?:\*\*|__)?[ \t]{0,3}[:.–—-][*_]{0,2}[ \t]"
)
_HAPPENED = "what happened"


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    headings = headings_of(post_mortem, "summary")
    if post_mortem.summary and headings:
        yield from _too_long(post_mortem.summary, headings[0])
        yield from _too_many_sentences(post_mortem, headings)
    yield from _too_many_takeaways(post_mortem)


def seconds_to_read(text: str) -> int:
    """How long a person needs to read a text in silence."""
    return round(words_in(text) * 60 / WORDS_A_MINUTE)


def _too_long(summary: str, heading: str) -> Iterator[Note]:
    said = prose_of(summary)
    seconds = seconds_to_read(said)
    if seconds > LONGEST_SUMMARY:
        figures = {"words": words_in(said), "seconds": seconds, "most": WORDS_A_MINUTE * LONGEST_SUMMARY // 60}
        yield Note("long-summary", heading, summary, figures)


def _too_many_sentences(post_mortem: PostMortem, headings: list[str]) -> Iterator[Note]:
    heading, told = _what_happened(post_mortem, headings)
    count = len(sentences_of(prose_of(told)))
    if count > 1:
        yield Note("long-account", heading, told, {"sentences": count})


def _what_happened(post_mortem: PostMortem, headings: list[str]) -> tuple[str, str]:
    """The part of the summary that is labelled so; the story of a report, under a heading of its own, is another thing."""
    for paragraph in post_mortem.summary.split("\n\n"):
        found = _RUN_IN.match(paragraph)
        if found:
            return found[1], paragraph[found.end() :].split("\n**", 1)[0]
    depth = min(_depth(heading) for heading in headings)
    for label in post_mortem.labels:
        if normal(label) == _HAPPENED and _depth(label) > depth > 0:
            title, held = next(iter(sections_of(post_mortem.summary)))
            return label, "" if title else "\n\n".join(block.text for block in held)
    return "", ""


def _depth(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))


def _too_many_takeaways(post_mortem: PostMortem) -> Iterator[Note]:
    heading = next((label for label in post_mortem.labels if "takeaway" in normal(label)), "")
    if not heading:
        return
    parts = {normal(title) or normal(heading): held for title, held in sections_of(post_mortem.lessons)}
    items = [block for block in parts.get(normal(heading), []) if block.kind is BlockKind.LIST_ITEM and block.level == 1]
    if len(items) > MOST_TAKEAWAYS:
        yield Note("many-takeaways", title_of(heading), items[MOST_TAKEAWAYS].text, {"takeaways": len(items)})
