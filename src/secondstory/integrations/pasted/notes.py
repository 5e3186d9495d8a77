"""Times as people write them before what happened, and as chat windows show them when a conversation is copied."""

import re
from datetime import date, datetime
from functools import lru_cache

from secondstory.documents.extraction.stamps import Day, Notation, Stamp, leading_stamp
from secondstory.documents.extraction.zones import offset_of
from secondstory.integrations.pasted.log_lines import Read
from secondstory.integrations.reading import local_moment, moment

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?"
_HEADING = re.compile(
    rf"(?P<name>[^\W\d_][^\n:<>\[\]|]{{0,60}}?)(?:\s{{1,8}}|\s?[—–·|]\s?)(?:Today at |Yesterday at )?\[?(?P<clock>{_CLOCK})\]?\s*"
)
_SPEAKER = re.compile(r"<[@+%~& ]?(?P<nick>[^<>\s]{1,64})>\s?(?P<text>.*)", re.DOTALL)
_NAMED = re.compile(r"(?P<nick>[^\W\d_][^\n:<>\[\]]{0,50}): (?P<text>.*)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-*•+]|\d{1,2}[.)])\s+(?=\S)")
_NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?!\d)")


class Notes:
    """Reads lines in their order: a day that stands alone holds for the times below it."""

    def __init__(self, sample: list[str]) -> None:
        self._day: Day | None = None
        self._first, self._is_ambiguous = _order_of_days(sample)

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
        if stamp.day and stamp.day.year and self._is_ambiguous and _NUMERIC_DAY.match(bare.lstrip("[(*_ ")):
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
        day = stamp.day if stamp.day and stamp.day.year else None if stamp.day else self._day
        if day is None or day.year is None or stamp.clock is None:
            return None, None
        clock = f"{stamp.clock.hour:02}:{stamp.clock.minute:02}:{stamp.clock.second or 0:02}"
        written = f"{day.year:04}-{day.month:02}-{day.day:02} {clock}"
        if not stamp.zone:
            return None, local_moment(written)
        offset = _offset(stamp.zone, day)
        return (moment(written + offset), None) if offset else (None, local_moment(written))


def is_day_alone(line: str) -> bool:
    stamp = leading_stamp(line.strip(" #*_-"), Notation())
    return stamp is not None and stamp.clock is None and not line.strip(" #*_-")[stamp.length :].strip(" :#*_-–—)]")


def _bullet_length(line: str) -> int:
    found = _BULLET.match(line)
    return found.end() if found else len(line) - len(line.lstrip())


@lru_cache(maxsize=256)
def _offset(zone: str, day: Day) -> str | None:
    try:
        return offset_of(zone, date(day.year or 1, day.month, day.day))
    except ValueError:
        return None


def _said(text: str, *, is_chat: bool = False) -> tuple[str, str]:
    """Who said it, where the text shows that, and what."""
    text = text.strip()
    found = _SPEAKER.match(text) or (_NAMED.match(text) if is_chat else None)
    return (found["nick"].strip(), found["text"].strip()) if found else ("", text)


def _order_of_days(sample: list[str]) -> tuple[Notation, bool]:
    """Whether days like 3/4/2024 begin with the day or the month, and whether the text leaves that open."""
    found = [match for line in sample if (match := _NUMERIC_DAY.search(line))]
    if any(int(one[1]) > 12 for one in found):
        return Notation(day_first=True), False
    if any(int(one[2]) > 12 for one in found):
        return Notation(day_first=False), False
    return Notation(), bool(found) and not all("." in one[0] for one in found)
