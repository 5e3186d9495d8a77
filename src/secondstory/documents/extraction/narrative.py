"""Passages of texts that do not head them: the paragraph that plays the part, where it is clear."""

from collections.abc import Callable, Iterator

from secondstory.documents.extraction.inline import plain
from secondstory.documents.extraction.outline import Piece, Section
from secondstory.documents.extraction.passages import Passages
from secondstory.documents.extraction.prose import is_prose, states_cause
from secondstory.documents.extraction.stamps import Notation, stamps_in
from secondstory.documents.extraction.wording import wording
from secondstory.documents.values import BlockKind

_INCIDENT = wording("passages", "incident")
_FINDING = wording("passages", "finding")
_REASON = wording("passages", "reason")
_IMPACT = wording("passages", "impact")
_LESSONS = wording("passages", "lessons")
_MOST_PREAMBLE = 8  # longer preambles are the report itself, and their first paragraph the summary
_BEGINNING = 240
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_HEADED_OTHERWISE = ("timeline", "actions", "plans", "lessons", "went", "appendix", "people", "impact", "resolution")


def place_narrative(passages: Passages, notation: Notation, *, summarised: bool, described: bool) -> None:
    """Fill the parts that no heading names. `summarised` tells that the front matter has a summary, `described` a description."""
    if not summarised and "summary" not in passages:
        _place_summary(passages, notation, described=described)
    if "causes" not in passages:
        _place_causes(passages)
    if "impact" not in passages and not any(section.plays("summary", "causes") for section in _headed(passages)):
        _place_first(passages, "impact", _free_paragraphs(passages), lambda text: bool(_IMPACT.match(text)))
    if "lessons" not in passages:
        _place_lessons(passages)


def _place_summary(passages: Passages, notation: Notation, *, described: bool) -> None:
    preamble = _preamble(passages)
    if preamble and (not described or _states_incident(preamble[0].text, notation)):
        passages.found["summary"] = passages.move(preamble)
    elif not described:
        sections = passages.sections_of("summary", weak=True)
        pieces = [piece for section in sections for piece in passages.content_of(section)]
        pieces = _before_other_parts(passages, pieces) if pieces else _first_words(passages)
        if pieces:
            passages.found["summary"] = passages.move(pieces)


def _first_words(passages: Passages) -> list[Piece]:
    """The first paragraph of a report that tells its story under headings of its own."""
    headed = _headed(passages)
    if not headed or headed[0].part is not None:
        return []
    return next(([piece] for piece in headed[0].pieces if _is_free(piece)), [])


def _preamble(passages: Passages) -> list[Piece]:
    """The prose before the first section, or the first paragraph where the text has no sections."""
    opening = [section for section in passages.sections if section.level == 0 or section is passages.title]
    prose = [piece for section in opening for piece in section.pieces if _is_free(piece)]
    whole = all(section.labelled or section.level == 0 or section is passages.title for section in passages.sections)
    return prose[:1] if whole or len(prose) > _MOST_PREAMBLE else _before_other_parts(passages, prose)


def _before_other_parts(passages: Passages, pieces: list[Piece]) -> list[Piece]:
    """The paragraphs before the one that tells the cause or the impact, which is no summary where no heading names that part either."""
    for number, piece in enumerate(pieces):
        if number and piece.kind is BlockKind.PARAGRAPH and _tells_other_part(passages, piece.text):
            return pieces[:number]
    return pieces


def _tells_other_part(passages: Passages, text: str) -> bool:
    if "causes" not in passages and (states_cause(text) or _FINDING.search(text[:_BEGINNING])):
        return True
    return "impact" not in passages and bool(_IMPACT.match(plain(text[:300])))


def _states_incident(text: str, notation: Notation) -> bool:
    return bool(_INCIDENT.search(text)) or any(True for _ in stamps_in(plain(text), notation))


def _place_causes(passages: Passages) -> None:
    """A paragraph that names the cause, else a heading that may head it, else a paragraph that tells a finding or a reason."""
    free = list(_free_paragraphs(passages))
    cause = _first(free, states_cause)
    if cause is None or any(piece is cause for section in passages.sections if section.plays("causes") for piece in section.pieces):
        passages.place_weakly_headed("causes")
    if "causes" in passages:
        return
    cause = cause or _first(free, lambda text: bool(_FINDING.search(text)))
    if cause is None and not _headed(passages):
        cause = _first(free, lambda text: bool(_REASON.search(text)))
    if cause is not None:
        passages.found["causes"] = passages.move([cause])
    else:
        _take_cause_out_of_summary(passages)


def _take_cause_out_of_summary(passages: Passages) -> None:
    """A summary of several paragraphs may be the only place that names the cause: from that paragraph on it is the cause."""
    pieces = passages.placed.get("summary", [])
    for number, piece in enumerate(pieces):
        if number and piece.kind is BlockKind.PARAGRAPH and states_cause(piece.text[:_BEGINNING]):
            end = number + 1 + len(_list_after(pieces, number + 1, untaken=False))
            passages.found["causes"] = passages.move(pieces[number:end])
            passages.found["summary"] = passages.move([*pieces[:number], *pieces[end:]])
            return


def _place_lessons(passages: Passages) -> None:
    """An item or the lead of a list that tells what was learned, with the items after it."""
    for section in passages.sections:
        if section.plays("actions", "plans", "timeline", "appendix", "people"):
            continue
        for number, piece in enumerate(section.pieces):
            is_item = piece.kind is BlockKind.LIST_ITEM
            may_tell = not piece.taken and piece.kind in _TEXTS and (is_item or piece.text.rstrip().endswith(":"))
            if not may_tell or not _LESSONS.search(piece.text):
                continue
            run = [piece, *_list_after(section.pieces, number + 1)]
            if is_item or len(run) > 1:
                passages.found["lessons"] = passages.move(run)
                return


def _place_first(passages: Passages, name: str, pieces: Iterator[Piece], says: Callable[[str], bool]) -> None:
    found = next((piece for piece in pieces if says(piece.said)), None)
    if found is not None:
        passages.found[name] = passages.move([found])


def _free_paragraphs(passages: Passages) -> Iterator[Piece]:
    for section in passages.sections:
        if not section.plays(*_HEADED_OTHERWISE):
            yield from (piece for piece in section.pieces if _is_free(piece) and not piece.depth)


def _is_free(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and not piece.taken and is_prose(piece)


def _headed(passages: Passages) -> list[Section]:
    return [section for section in passages.sections if not section.labelled and section.marker and section is not passages.title]


def _first(pieces: list[Piece], says: Callable[[str], bool]) -> Piece | None:
    """The first paragraph that says something at its beginning, else anywhere."""
    at_once = next((piece for piece in pieces if says(piece.text[:_BEGINNING])), None)
    return at_once or next((piece for piece in pieces if says(piece.text)), None)


def _list_after(pieces: list[Piece], start: int, *, untaken: bool = True) -> list[Piece]:
    run: list[Piece] = []
    for piece in pieces[start:]:
        if (untaken and piece.taken) or (piece.kind is not BlockKind.LIST_ITEM and not piece.depth):
            break
        run.append(piece)
    return run
