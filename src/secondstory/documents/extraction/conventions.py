"""What holds for a whole document: how it writes dates, its own day, and the zone it states for its times."""

import re
from dataclasses import dataclass
from datetime import date

from secondstory.documents.extraction.stamps import Clock, Day, Notation, Stamp, is_possible, leading_stamp
from secondstory.documents.extraction.zones import ZONE, offset_of, zone_of_city
from secondstory.documents.values import Moment

_NUMERIC = re.compile(r"[0-9](?<![\d/.:-].)([0-9]?)([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d.:])")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d"
)
_DOTTED = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?\*{0,2}(?:[01]?\d|2[0-3])[. ][0-5]\d(?:[ \t]+[^\s\d]|[ \t]*[-–:][ \t])", re.MULTILINE)
_MONTH_FIRST_HINT = re.compile(r"\b(?:[PMCE][SD]T|US/(?:Pacific|Eastern|Central|Mountain)|America/\w+|\d\s?[ap]\.?m\b)", re.IGNORECASE)
_DAY_FIRST_HINT = re.compile(r"\b(?:CES?T|BST|GMT|EES?T|WES?T|AE[SD]T|NZ[SD]T|Europe/\w+)\b")

_TIME_WORDS = ("time", "timing", "tz", "events", "all in")
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s?[ap]m\b")
_CITY_AFTER = re.compile(r"[^.\n|:]{0,40}? (?:in|of) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: time)?[.)*_\s]")
_ZONE_AFTER = re.compile(rf"[^.\n|]{{0,60}}?[\s*_(\[:=]({ZONE})")


@dataclass(slots=True)
class Conventions:
    """`day` is the document's own day, from which left-out years and days are taken; `zone` is stated for all its times."""

    notation: Notation
    day: date | None = None
    zone: str | None = None

    def day_of(self, day: Day | None, *, near: date | None = None) -> date | None:
        """The calendar day that a written day means; a left-out year is the one that brings it closest to `near` or the document's day."""
        if day is None:
            return None
        if day.year:
            return date(day.year, day.month, day.day)
        anchor = near or self.day
        if anchor is None:
            return None
        candidates = [
            date(year, day.month, day.day)
            for year in (anchor.year - 1, anchor.year, anchor.year + 1)
            if is_possible(year, day.month, day.day)
        ]
        return min(candidates, key=lambda candidate: abs((candidate - anchor).days), default=None)

    def moment(self, day: date | None, clock: Clock | None, zone: str | None) -> Moment | None:
        """The moment as far as it is stated; the document's zone stands in for one that is not."""
        if clock is None:
            return Moment(day.isoformat()) if day else None
        written = f"T{clock.hour:02d}:{clock.minute:02d}"
        if day is None:
            return Moment(written)
        if clock.second:
            written += f":{clock.second:02d}"
        zone = zone or self.zone
        return Moment(f"{day.isoformat()}{written}{(offset_of(zone, day) or '') if zone else ''}")

    def moment_of(self, stamp: Stamp, *, day: date | None = None) -> Moment | None:
        return self.moment(self.day_of(stamp.day, near=day) or day or self.day, stamp.clock, stamp.zone)


def notation_of(text: str) -> Notation:
    """How `text` writes its dates, from what it shows: a number over 12, an ISO date it agrees with, else its zones and clocks."""
    return Notation(day_first=_is_day_first(text), dotted=len(_DOTTED.findall(text, 0)) >= 3)


def _is_day_first(text: str) -> bool:
    found = list(_NUMERIC.finditer(text))
    if not found:
        return True
    numeric = [(int(match[0][0] + match[1]), match[2], int(match[3])) for match in found]
    first_over = sum(first > 12 for first, _, _ in numeric)
    second_over = sum(second > 12 for _, _, second in numeric)
    if first_over != second_over:
        return first_over > second_over
    iso = {(int(month), int(day)) for _, month, day in _ISO.findall(text)} | {
        (stamp.day.month, stamp.day.day)
        for found in _NAMED.finditer(text)
        if (stamp := leading_stamp(text, Notation(), start=found.start())) and stamp.day
    }
    as_day_first = sum((second, first) in iso for first, _, second in numeric)
    as_month_first = sum((first, second) in iso for first, _, second in numeric)
    if as_day_first != as_month_first:
        return as_day_first > as_month_first
    if _DAY_FIRST_HINT.search(text):
        return True
    return not (_MONTH_FIRST_HINT.search(text) or any(joint == "/" for _, joint, _ in numeric))


def stated_zone(text: str) -> str | None:
    """The zone that a text states for its times ("All times in CET", "times are US/Pacific", "Timeline (UTC)")."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some capitals have longer small letters
        lowered = text
    for word in _TIME_WORDS:
        at = lowered.find(word)
        while at >= 0:
            zone = _zone_after(text, at + len(word))
            if zone:
                return zone
            at = lowered.find(word, at + len(word))
    return None


def _zone_after(text: str, position: int) -> str | None:
    found = _ZONE_AFTER.match(text, position)
    if found and not _CLOCK.search(text, position, found.start(1)):
        return found[1]
    city = _CITY_AFTER.match(text, position)
    return zone_of_city(city[1]) if city else None
