"""An impact that can be weighed: how many, how long, how much."""

import re
from collections.abc import Iterator

from secondstory.documents.extraction.prose import says_nothing
from secondstory.documents.values import PostMortem
from secondstory.language.structure.notes import Note
from secondstory.language.structure.parts import headings_of, prose_of, sentences_of, words_in
from secondstory.language.structure.wording import wording

FEWEST_WORDS = 4
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_NUMERAL = re.compile(r"\S{0,40}\d\S{0,40}")
_MEASURE = re.compile(r"[~≈<>≥≤+±$€£¥-]*\d[\d,.:]*(?:[-–/x]\d[\d,.:]*)*(?:%|[a-zA-Zµ]{1,5}(?:\d{1,2}[a-z]{1,3})*)?\+?")
_NAME_OF_SOMETHING = re.compile(
    r"[345]xx\w?|\d{1,2}(?:st|nd|rd|th)|(?:19|20)\d\d(?:[-./]\d\d?[-./]\d\d?\S*)?|\d\d?[-./]\d\d?[-./]\d{2,4}|\d+\.\d+\.\d+\S*"
)
_STATUS_CODE = re.compile(r"[1-5][0-5]\ds?")
_NEAR = 16  # characters beside a numeral in which the word next to it stands
_EDGES = ".,;:!?()[]{}\"'“”‘’*_`"


def notes(post_mortem: PostMortem) -> Iterator[Note]:
    headings = headings_of(post_mortem, "impact")
    if not post_mortem.impact or not headings or says_nothing(post_mortem.impact):
        return
    said = prose_of(post_mortem.impact)
    first = next(iter(sentences_of(said)), said)
    if words_in(said) >= FEWEST_WORDS and not has_number(said) and not wording("nothing_lost").search(first):
        yield Note("impact-without-number", headings[0], post_mortem.impact)


def has_number(text: str) -> bool:
    """Whether a text measures something. Dates, versions, status codes and numbers in names do not."""
    text = _ADDRESS.sub(" ", text)
    return bool(wording("number_word").search(text)) or any(_measures(text, found) for found in _NUMERAL.finditer(text))


def _measures(text: str, found: re.Match[str]) -> bool:
    numeral = found[0].strip(_EDGES)
    if not _MEASURE.fullmatch(numeral) or _NAME_OF_SOMETHING.fullmatch(numeral):
        return False
    before = " ".join(text[max(0, found.start() - _NEAR) : found.start()].split()[-1:])
    after = " ".join(text[found.end() : found.end() + _NEAR].split()[:1])
    if _STATUS_CODE.fullmatch(numeral):
        return not (numeral.endswith("s") or wording("before_code").search(before) or wording("after_code").search(after))
    is_day = numeral.isdecimal() and int(numeral) <= 31 and (wording("month").fullmatch(before) or wording("month").fullmatch(after))
    return not is_day
