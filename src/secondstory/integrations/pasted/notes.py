"""Times as people write them before what happened, and as chat windows show them when a conversation is copied."""

import re
from datetime import datetime

from secondstory.documents.extraction.stamps import Day, Notation, Stamp, leading_stamp
from secondstory.integrations.pasted.log_lines import Read
from secondstory.integrations.stated_times import NUMERIC_DAY, moments_of, order_of_days

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?"
_HEADING = re.compile(
    rf"(?P<name>[^\W\d_][^\n:<>\[\]|]{{0,60}}?)(?:\s{{1,8}}|\s?[—–·|]\s?)(?:Today at |Yesterday at )?\[?(?P<clock>{_CLOCK})\]?\s*"
)
_SPEAKER = re.compile(r"<[@+%~& ]?(?P<nick>[^<>\s]{1,64})>\s?(?P<text>.*)", re.DOTALL)
_NAMED = re.compile(r"(?P<nick>[^\W\d_][^\n:<>\[\]]{0,50}): (?P<text>.*)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-*•+]|\d{1,2}[.)])\s+(?=\S)")


class Notes:
    """Reads lines in their order: a day that stands alone holds for the times below it."""

    def __init__(self, sample: list[str]) -> None:
        self._day: Day | None = None
        self._first, self._is_ambiguous = order_of_days(sample)

    def read(self, line: str) -> Read | None:
        """Return what a line says that begins with a time of day; None for any other, among them a line that only names a day."""
        bare = line[_bullet_length(line) :]
        stamp = leading_stamp(bare, self._first) if bare[:1].strip() else None
        if stamp is None:
            return None
        if stamp.clock is None:
            rest = bare[stamp.length :].strip(" :#*_-–—)]")
            if not rest and stamp.day and stamp.day.year:
                self._day = stamp.day
            return None
        is_chat = line.lstrip()[:1] == "[" or bare[: stamp.length].endswith("- ")
        actor, text = _said(bare[stamp.length :], is_chat=is_chat)
        if stamp.day and stamp.day.year and self._is_ambiguous and NUMERIC_DAY.match(bare.lstrip("[(*_ ")):
            return Read(text, stated=bare[: stamp.end].strip(" [("), actor=actor, kind="note")
        at, local = self._moments(stamp)
        stated = "" if at or local else bare[: stamp.end].strip(" [(*_")
        return Read(text, at, local, stated, actor, kind="note")

    def heading(self, line: str) -> Read | None:
        """A name and a time on a line of their own, as a chat window shows them above a message."""
        found = _HEADING.fullmatch(line)
        if found is None or len(found["name"].split()) > 6:
            return None
        at, local = self._moments(leading_stamp(found["clock"], self._first) or Stamp())
        return Read("", at, local, "" if at or local else found["clock"].strip(), found["name"].strip(" —–·|"), kind="chat")

    def _moments(self, stamp: Stamp) -> tuple[datetime | None, datetime | None]:
        return moments_of(stamp, stamp.day if stamp.day and stamp.day.year else None if stamp.day else self._day)


def is_day_alone(line: str) -> bool:
    stamp = leading_stamp(line.strip(" #*_-"), Notation())
    return stamp is not None and stamp.clock is None and not line.strip(" #*_-")[stamp.length :].strip(" :#*_-–—)]")


def _bullet_length(line: str) -> int:
    found = _BULLET.match(line)
    return found.end() if found else len(line) - len(line.lstrip())


def _said(text: str, *, is_chat: bool = False) -> tuple[str, str]:
    """Who said it, where the text shows that, and what."""
    text = text.strip()
    found = _SPEAKER.match(text) or (_NAMED.match(text) if is_chat else None)
    return (found["nick"].strip(), found["text"].strip()) if found else ("", text)
