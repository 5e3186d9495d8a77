"""Times as people write them before what happened."""

import re
from dataclasses import replace
from datetime import datetime

from secondstory.documents.extraction.stamps import Day, Notation, Stamp, days_in, leading_stamp
from secondstory.documents.extraction.zones import ZONE
from secondstory.integrations.pasted.log_lines import Read
from secondstory.integrations.pasted.rows import Rows
from secondstory.integrations.stated_times import NUMERIC_DAY, moments_of, order_of_days

_SPEAKER = re.compile(r"<[@+%~& ]?(?P<nick>[^<>\s]{1,64})>\s?(?P<text>.*)", re.DOTALL)
_NAMED = re.compile(r"(?P<nick>[~+]?[^\W_][^\n:<>]{0,50}): (?P<text>.*)", re.DOTALL)
_EXPORTED = re.compile(
    r"\W?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)? - (?P<named>[^:\n]{1,50}: )?"
)
_LEVELS = {
    "ERROR",
    "ERR",
    "WARN",
    "WARNING",
    "INFO",
    "NOTICE",
    "DEBUG",
    "TRACE",
    "FATAL",
    "CRITICAL",
    "ALERT",
    "HTTP",
    "HTTPS",
    "NOTE",
    "TODO",
}
_BULLET = re.compile(r"\s*(?:[-*•+–]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_LEAD = re.compile(
    r"(?:At|By|Around|About|From|Shortly (?:after|before)|Just (?:after|before)|around|about|approx\.?|circa|ca\.)\s(?=~?\d)"
)
_ABOUT = re.compile(r"(?:[~≈]|(?:around|about|approx\.?|circa|ca\.)\s)", re.IGNORECASE)
_HOURS = re.compile(r"Uhr\b[\s:,–-]*")
_ZONE_OF_ALL = re.compile(
    rf"(?:\(?\s?(?:\ball\s+)?\btimes?(?:\s?zone)?\b(?:\s+(?:are|is|in|shown|given|below|stated|of)){{0,4}}\s*[:(\[]?\s*(?:in\s+)?|\(\s?)(?P<zone>{ZONE})",
    re.IGNORECASE,
)
_OTHER_DAYS = re.compile(
    r"\b(?:review|written|published|meeting|updated|created|due|posted|post-?mortem|draft|printed|exported|version)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\s[-–—|]\s|:\s")
_DAYS = re.compile(r"\d\s?[-–]\s?\d{1,2}\s?[A-Z]")
_LONGEST_TITLE = 120
_HALF_A_DAY = 12 * 60
_INVISIBLE = re.compile(r"^[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


class Notes:
    """Reads lines in their order: a day, and a zone, that stands above holds for the times below it."""

    def __init__(self, sample: list[str]) -> None:
        self._day: Day | None = None
        self._zone = ""
        self._before = -1
        self._has_begun = False
        self._rows = Rows()
        self._is_exported_chat = _is_exported_chat(sample)
        self.order, self._is_ambiguous = order_of_days(sample)

    def read(self, line: str) -> Read | None:
        """Return what a line says that begins with a time of day; None for any other, among them a line that only names a day."""
        line = _INVISIBLE.sub("", line)
        row = self._rows.read(line)
        bare = row.time if row else line[_bullet_length(line) :]
        lead = _LEAD.match(bare)
        stamp = leading_stamp(bare, self.order, lead=lead is not None) if bare[:1].strip() else None
        if stamp is None or stamp.clock is None:
            self._heed(line, bare, stamp)
            return None
        self._has_begun = True
        is_dated = stamp.day is not None
        is_exported = self._is_exported_chat and is_dated and bare[: stamp.length].endswith("- ")
        is_chat = line.lstrip()[:1] == "[" or is_exported
        actor, text = _said(bare[stamp.length :], is_chat=is_chat)
        if row:
            actor, text = row.actor or actor, ", ".join(part for part in (text, row.text) if part)
        elif lead:
            text = bare.strip()
        text = _HOURS.sub("", text, count=1) if text.startswith("Uhr") else text
        if is_dated and self.is_open(bare):
            return Read(text, stated=bare[: stamp.end].strip(" [("), actor=actor, kind="note")
        at, local = self.moments(stamp, holds=True)
        text = _with_end(text, stamp, bare) if (at or local) and not lead else text
        stated = "" if at or local or lead else bare[: stamp.end].strip(" [(*_")
        return Read(text, at, local, stated, actor, kind="note", is_noise=is_exported and not actor)

    def moments(self, stamp: Stamp, *, holds: bool = False) -> tuple[datetime | None, datetime | None]:
        """Return the moment of a stamp, or else its time without a zone. `holds`: a day that it states is that of times after it."""
        day = stamp.day if stamp.day and stamp.day.year else None
        if stamp.day is None and stamp.clock:
            minutes = stamp.clock.hour * 60 + stamp.clock.minute
            if minutes < self._before - _HALF_A_DAY:
                self._day = None  # past midnight, without a line that says which day began
            self._before = minutes
            day = self._day
        elif holds and day:
            self._day, self._before = day, -1
        return moments_of(stamp if stamp.zone or not self._zone else replace(stamp, zone=self._zone), day)

    def forget_day(self) -> None:
        """A later day began, and the text does not say which."""
        self._day, self._before = None, -1

    def is_open(self, written: str) -> bool:
        """Whether a day in numbers stands here, and nothing in the text shows if the day or the month comes first."""
        return self._is_ambiguous and NUMERIC_DAY.search(written[:40]) is not None

    def _heed(self, line: str, bare: str, stamp: Stamp | None) -> None:
        """Take the day and the zone that a line states for the times below it."""
        if len(line) > _LONGEST_TITLE:
            return
        if ("ime" in line or "(" in line) and (found := _ZONE_OF_ALL.search(line)):
            self._zone = found["zone"]
        if stamp and stamp.day and stamp.day.year and is_day_alone(bare) and not self.is_open(bare):
            self._day, self._before = stamp.day, -1
        elif not self._has_begun and not self.is_open(line) and not _OTHER_DAYS.search(line):
            title = _PARTS.split(_ZONE_OF_ALL.sub("", line).rstrip(" )*_:"))[-1]
            days = list(days_in(title, self.order))
            if len(days) == 1 and days[0].year and re.search(r"\d$", title) and not _DAYS.search(title):
                self._day, self._before = days[0], -1


def is_day_alone(line: str) -> bool:
    bare = line.strip(" #*_-|\t")
    stamp = leading_stamp(bare, Notation())
    return stamp is not None and stamp.clock is None and not bare[stamp.length :].strip(" :#*_-–—)]|\t")


def _bullet_length(line: str) -> int:
    found = _BULLET.match(line)
    return found.end() if found else len(line) - len(line.lstrip())


def _said(text: str, *, is_chat: bool = False) -> tuple[str, str]:
    """Who said it, where the text shows that, and what."""
    text = text.strip()
    found = _SPEAKER.match(text) or (_NAMED.match(text) if is_chat else None)
    if found and found["nick"].strip().upper() in _LEVELS:
        return "", text
    return (found["nick"].strip(), _INVISIBLE.sub("", found["text"]).strip()) if found else ("", text)


def _with_end(text: str, stamp: Stamp, bare: str) -> str:
    """An event has one time; that it went on until another, or was only about then, is said in its text."""
    if stamp.end_clock:
        return f"{text} (until {stamp.end_clock.hour:02}:{stamp.end_clock.minute:02})"
    if _ABOUT.match(bare) and stamp.clock:
        return f"{text} (about {stamp.clock.hour:02}:{stamp.clock.minute:02})"
    return text


def _is_exported_chat(sample: list[str]) -> bool:
    """WhatsApp writes day, time, dash, name and colon; what stands there without a name, it tells itself."""
    lines = [found for line in sample if (found := _EXPORTED.match(line))]
    return sum(found["named"] is not None for found in lines) * 2 > len(lines) > 1
