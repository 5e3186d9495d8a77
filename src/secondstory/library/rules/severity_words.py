"""Which of the organisation's severity levels a document means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERED = re.compile(r"\b(?:sev(?:erity)?|p(?:riority|rio)?|s|level|tier|class|impact)[\s:#._-]*([0-9])\b|^\W*([0-9])\b", re.IGNORECASE)
_NEAR_MISS = re.compile(r"\bnear[\s-]?miss\b", re.IGNORECASE)
# Counted from the worst level; what is more than the organisation has falls to its mildest.
_WORDS = (
    (1, r"critical|crit|catastrophic|disaster|emergency|blocker|urgent|very high|highest|red"),
    (2, r"major|high|serious|significant|severe|orange|amber"),
    (3, r"minor|low|lowest|trivial|cosmetic|negligible|informational|info|medium|moderate|normal|yellow|green"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A severity level as configured; rank 1 is the worst."""

    rank: int
    name: str
    is_near_miss: bool = False


def level_meant(stated: str | None, levels: Sequence[Level]) -> Level | None:
    """Return the level that a document's words mean, or None where they do not say clearly.

    The organisation's own names come first, then numbers (SEV1, P2, "Severity: 3"; 0 is the worst too), then common words.
    """
    if not stated or not stated.strip() or not levels:
        return None
    words = _plain(stated)
    for level in levels:
        if _plain(level.name) == words:
            return level
    if _NEAR_MISS.search(stated):
        return next((level for level in levels if level.is_near_miss), None)
    ladder = sorted((level for level in levels if not level.is_near_miss), key=lambda level: level.rank)
    number = _number_in(stated)
    if number is None or not ladder:
        return None
    return ladder[min(max(number, 1), len(ladder)) - 1]


def _number_in(stated: str) -> int | None:
    if found := _NUMBERED.search(stated):
        return int(found[1] or found[2])
    rest, meant = stated, set()
    for number, words in _WORDS:
        rest, found_words = re.subn(rf"\b(?:{words})\b", " ", rest, flags=re.IGNORECASE)
        meant |= {number} if found_words else set()
    return meant.pop() if len(meant) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
