"""Whether a document is a post-mortem at all: decided by what it holds, never by one word."""

import re

from secondstory.documents.recognition import ending_of
from secondstory.documents.values import PostMortem
from secondstory.language.structure.parts import headings_of, normal
from secondstory.language.structure.wording import wording

_PARTS = ("impact", "causes", "timeline", "lessons", "went", "resolution", "actions", "summary")
_TELLING = ("impact", "causes", "timeline")
_TOLD_OF_INCIDENTS = (*_TELLING, "went", "lessons")
_FEWEST_TIMED = 2
_LONGEST_NAME = 200


def is_post_mortem(post_mortem: PostMortem) -> bool:
    """Whether a document tells of one incident: it says so, and has parts that only such a report has."""
    if _is_about_reports(post_mortem):
        return False
    parts = _parts_of(post_mortem)
    telling = parts & {*_TELLING}
    if _says_so(post_mortem):
        return bool(telling) or len(parts) > 1 or post_mortem.kind is not None
    if not telling or not (_is_timed(post_mortem) or "causes" in parts):
        return False
    return len(parts) > 2 or {"causes", "resolution"} <= parts or (_is_timed(post_mortem) and len(parts & {*_TOLD_OF_INCIDENTS}) > 1)


def is_clearly_post_mortem(post_mortem: PostMortem) -> bool:
    """Whether parts that are not there are missing: the document has other headed parts of a report."""
    return is_post_mortem(post_mortem) and len(_parts_of(post_mortem)) > 1


def _says_so(post_mortem: PostMortem) -> bool:
    said = ((post_mortem.title or "")[:_LONGEST_NAME], post_mortem.name[-_LONGEST_NAME:], *post_mortem.tags)
    return bool(wording("names_incident").search("\n".join(said)))


def _is_about_reports(post_mortem: PostMortem) -> bool:
    """A template, a guide, a list of changes: named like one, and without the times of an incident."""
    name = post_mortem.name.rpartition("/")[2].removesuffix(f".{ending_of(post_mortem.name)}")
    named = f"{(post_mortem.title or '')[:_LONGEST_NAME]} {re.sub(r'[-_.]', ' ', name)}"
    return bool(wording("about_reports").search(named)) and not _is_timed(post_mortem)


def _is_timed(post_mortem: PostMortem) -> bool:
    """Whether the times of day of an incident are told."""
    clocks = [entry for entry in post_mortem.timeline if entry.at is not None and ":" in entry.at.iso]
    moments = (post_mortem.started_at, post_mortem.detected_at, post_mortem.resolved_at)
    return len(clocks) >= _FEWEST_TIMED or any(moment is not None and ":" in moment.iso for moment in moments)


def _parts_of(post_mortem: PostMortem) -> set[str]:
    """The parts that a heading or label names, and a timeline or a cause that is there without one."""
    found = {part for part in _PARTS if headings_of(post_mortem, part)}
    if sum(entry.at is not None for entry in post_mortem.timeline) >= _FEWEST_TIMED:
        found.add("timeline")
    if any("what happened" in normal(label) for label in post_mortem.labels):
        found.add("summary")
    return found
