"""Which of the first lines of a plain text is its title: mostly the first one, but saved pages begin with a menu."""

import re
from dataclasses import dataclass

from secondstory.documents.extraction.stamps import Notation, leading_stamp
from secondstory.documents.extraction.vocabulary import MENU, Rank, normal_title, part_named
from secondstory.documents.extraction.wording import wording

_LONGEST = 160
_MOST_LINES = 3
_MOST_CANDIDATES = 25
_FEWEST_OF_MENU = 3  # short lines in a row that make a menu
_FEWEST_OF_SENTENCE = 10
_FEWEST_OF_PROSE = 12  # words of a line that belongs to the text
_NOTATION = Notation(dotted=True)
_INCIDENT = wording("titles", "incident")
_BYLINE = wording("titles", "byline")
_LABEL = re.compile(r"[A-Z][A-Za-z '/-]{1,30}:(?:\s|$)")
_FINITE = re.compile(r"\b(?:was|were|had|has been|have been|is|are|did)\b")
_DATED_TITLE = re.compile(r"\d{4}-\d\d-\d\d\s*[-–:]?\s*[A-Z]")


@dataclass(frozen=True, slots=True)
class Title:
    """The lines that a title stands on, `end` exclusive."""

    start: int
    end: int
    text: str


def title_in(lines: list[str], *, furniture: list[str]) -> Title | None:
    """The title, where the text has one. What the running header of its pages says as well is most likely it."""
    candidates = _candidates(lines)
    if len(candidates) == 1:
        return None if _is_menu(candidates[0].text) else candidates[0]
    header = " ".join(dict.fromkeys(furniture))
    scores = [_score(candidates, number, header) for number in range(len(candidates))]
    best = max(range(len(candidates)), key=lambda number: (scores[number], -number), default=None)
    return candidates[best] if best is not None and scores[best] > 0 else None


def _candidates(lines: list[str]) -> list[Title]:
    """The short lines before the text begins, wrapped ones joined."""
    found: list[Title] = []
    number = 0
    while number < len(lines) and len(found) < _MOST_CANDIDATES:
        text = lines[number].strip()
        if not text:
            number += 1
            continue
        part = part_named(text)
        if part is not None and part.rank is Rank.EXACT and not _is_menu(text):
            return found
        title = _joined(lines, number)
        if title is not None and _is_title_like(title.text) and not (found and len(title.text.split()) >= _FEWEST_OF_PROSE):
            if "   " not in title.text:
                found.append(title)
        elif len(found) < _FEWEST_OF_MENU or title is None or len(title.text.split()) >= _FEWEST_OF_PROSE:
            return found
        number = title.end
    return found


def _joined(lines: list[str], number: int) -> Title | None:
    """The line with those that go on with it; None where it is the beginning of prose."""
    texts = [lines[number].strip()]
    end = number + 1
    while True:
        following = next((at for at in range(end, min(end + 2, len(lines))) if lines[at].strip()), None)
        if following is None or not _goes_on(texts[-1], lines[following].strip()):
            break
        texts.append(lines[following].strip())
        end = following + 1
        if len(texts) > _MOST_LINES:
            return None
    return Title(number, end, " ".join(texts))


def _goes_on(text: str, following: str) -> bool:
    if text.endswith(("–", "-", "—")):
        return True
    return following[0].islower() and " / " not in following and "." not in following.split(maxsplit=1)[0] and len(text.split()) > 2


def _is_title_like(text: str) -> bool:
    if len(text) > _LONGEST or text[-1] in ".;,:" or text[0] in "•-*" or text[0].islower():
        return False
    if _DATED_TITLE.match(text):
        return True
    if len(text.split()) >= _FEWEST_OF_SENTENCE and _FINITE.search(text):
        return False
    label = _LABEL.match(text)
    part = part_named(label[0].rstrip(": ")) if label else None
    if part is not None and label and label[0].strip(": ").lower() != "resolved":
        return False
    stamp = leading_stamp(text, _NOTATION, lead=True)
    return stamp is None or stamp.clock is None or bool(text[stamp.length :].strip())


def _is_menu(text: str) -> bool:
    return normal_title(text) in MENU


def _score(candidates: list[Title], number: int, header: str) -> int:
    text = candidates[number].text
    words = len(text.split())
    if _is_menu(text) or _BYLINE.search(text) or words < 2:
        return 0
    before_byline = number + 1 < len(candidates) and bool(_BYLINE.search(candidates[number + 1].text))
    last = number + 1 == len(candidates)
    in_header = 10 * (words > 2 and text in header)
    return min(words, 8) + 5 * bool(_INCIDENT.search(text)) + 3 * before_byline + 3 * (number == 0) + last + in_header
