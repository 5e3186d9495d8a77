"""A time as written in running text: day, clock and zone, in any of the orders and notations that reports use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from secondstory.documents.extraction.zones import ZONE

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])"
)
_YEAR = r"(?:19|20)\d\d(?!\d|:\d|h)"
_HALF = r"(?:\s?[ap]\.?m\.?|[ap])(?![a-z0-9])"

_SPREAD = r"(?:st|nd|rd|th)?"
_DAY_FORMS = rf"""
      (?P<iso>(?<!\d)\d{{4,5}}[-/.‑‐]\d{{1,2}}[-/.‑‐]\d{{1,2}}(?!\d))
    | (?P<numeric>(?<!\d)\d{{1,2}}(?P<joint>[-/.])\d{{1,2}}(?P=joint)(?:\d{{4}}|\d{{2}})(?![\d:]))
    | (?P<daymonth>
        (?<!\d)\d{{1,2}}\s?{_SPREAD}(?:\s?[-–]\s?\d{{1,2}}{_SPREAD})?(?:\s+of)?[\s-]{{0,2}}(?<=[\s-]){_MONTH}\.?(?:,?[\s-]{{1,2}}{_YEAR})?)
    | (?P<monthday>
        {_MONTH}\.?\s{{1,2}}\d{{1,2}}\s?{_SPREAD}(?:\s?[-–]\s?\d{{1,2}}{_SPREAD}(?!\d|:\d))?(?!\d|:\d)(?:,?\s{{1,2}}{_YEAR})?)
"""
_TOKEN = re.compile(
    rf"""
    {_DAY_FORMS}
    | (?P<compact>(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))
    | (?P<clock>
        (?<!\d)(?:[01]?\d|2[0-4])(?:[:h]|(?P<dot>[.\ ]))[0-5]\d(?::[0-5]\d(?:[.,]\d{{1,9}})?)?(?P<half>{_HALF})?
        (?:ish\b)?(?!\d|:\d|\.\d|(?-i:[a-z])))
    | (?P<hour>(?<!\d)(?:1[0-2]|0?[1-9])\s?[ap]\.?m\.?(?![a-z0-9]))
    | (?P<digits>(?<!\d)(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:h\b|hrs?\b|hours\b|UTC|GMT|Z\b|[CEMPW][DES]T\b)))
    | (?P<noon>noon\b|midday\b|midnight\b)
    | (?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?=[,.\s]))
    | (?P<zone>{ZONE})
    | (?P<unit>hrs?\b|hours\b|h\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAY_TOKEN = re.compile(_DAY_FORMS, re.VERBOSE | re.IGNORECASE)
_DAY_CANDIDATE = re.compile(  # begins with a set of characters, which makes the search for it fast
    r"[0-9JFMASOND](?:(?<=[0-9])[0-9]{0,4}(?:[-/.‑‐][0-9]|\s?(?:st|nd|rd|th)?(?:\s?[-–]\s?[0-9]{1,2})?(?:\s+of)?[\s-]{0,2}[JFMASONDjfmasond][a-z]{2})"
    r"|(?<=[A-Z])(?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec))"
)
_ZONE = re.compile(ZONE)
_ZONE_NEXT = re.compile(r"\s?" + ZONE)
_UNIX = re.compile(r"(1[0-9]{9})(?:\d{3})?(?:\.\d{1,6})?(?![\dA-Za-z])")
_SPACE = re.compile(r"[\s,|]+|[~@≈]")
_GAP = re.compile(
    r"[\s,|]+|(?:at|on|around|approximately|approx\.?|circa|about|roughly|ca\.?)(?=\s)|(?:from|between)(?=\s~?\d{1,2}[:.])|[~@≈]|T(?=\d)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:between|from|starting|since|by|before|after|until|till|the|later|early|late|in)(?=\s)|shortly\s(?:after|before)|just\s(?:after|before)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|−|->|→|(?:to|until|till|and|through)(?=\s|\d))\s*", re.IGNORECASE)
_OPENERS = re.compile(r"\*{1,3}|_{1,2}|`|\[|\(|<|\{")
_PAIRS = {"[": "]", "(": ")", "<": ">", "{": "}"}
_AFTER = re.compile(r"[\s:,|;]+|[-–—−]{1,2}(?=\s|\*|$)|-?>\s|[-–—](?=[A-Za-z\[(<@#`\"'])|\.(?=\s|$)")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(_MONTH, re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_BEGINS = r"[\s*_`\[(<{|~@≈,]{0,12}(?:[0-9]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|noon|mid)"
_FIRST = re.compile(rf"{_BEGINS})")
_FIRST_WITH_LEAD = re.compile(
    rf"{_BEGINS}|(?i:at|on|around|approx|circa|about|roughly|ca|between|from|starting|since|by|before|after|until|till|the|later|early|late|in|shortly|just)\b)"
)
_NOON = re.compile(r"[NnMm](?:oon|id(?:day|night))\b")
_SEEN_AHEAD = 48
_CLOCKS = frozenset({"clock", "hour", "digits", "noon"})
_DAYS = frozenset({"iso", "compact", "numeric", "daymonth", "monthday"})


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as written; `year` is None where it is left out."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    second: int | None = None


@dataclass(slots=True)
class Stamp:
    """A time as written, and where it stops in its text: `length` with, `end` without the separators that follow it."""

    day: Day | None = None
    clock: Clock | None = None
    zone: str | None = None
    end_day: Day | None = None
    end_clock: Clock | None = None
    length: int = 0
    end: int = 0
    impossible: str = ""
    dotted: bool = False
    unclosed: str = ""  # emphasis that the time opens and the text after it closes


@dataclass(frozen=True, slots=True)
class Notation:
    """How a document writes its times: whether the day comes first in 3/4/2021, and whether 11.20 or 11 20 is a time."""

    day_first: bool = True
    dotted: bool = False


class _Reader:
    """Reads one stamp from `text` at `start`, token by token."""

    def __init__(self, text: str, start: int, notation: Notation, lead: bool) -> None:
        self.text, self.position, self.notation, self.lead = text, start, notation, lead
        self.start = start
        self.stamp = Stamp()
        self.open: list[str] = []
        self.ranged = False
        self.clock_at = 0

    def read(self) -> Stamp | None:
        while self.position < len(self.text):
            marks = self.open.copy()
            if not self._take_next(self.position) and not self._take_rest_of_range(self.position):
                self.open = marks
                break
        return self._finished()

    def _take_next(self, before: int) -> bool:
        token = _TOKEN.match(self.text, self._skip_gaps(before))
        if token is None or not self._take(token):
            return False
        self.position = self.stamp.end = token.end()
        return True

    def _take_rest_of_range(self, before: int) -> bool:
        """The end of "14:02–14:10", "Nov 14 at 02:00 to Nov 14 at 08:30" and the like, with a zone that follows it."""
        if self.ranged or not self._complete_enough():
            return False
        joint = _RANGE.match(self.text, before)
        if joint is None or joint.end() == before:
            return False
        at = joint.end()
        taken = False
        for _ in range(2):  # a day, a clock or both
            marks = self.open.copy()
            token = _TOKEN.match(self.text, self._skip_gaps(at))
            if token is None or not self._take_end(token):
                self.open = marks
                break
            at = token.end()
            taken = True
        if taken:
            self.position = self.stamp.end = at
            self.ranged = self.stamp.end_clock is not None or self.stamp.end_day is not None
        return taken

    def _take_end(self, token: re.Match[str]) -> bool:
        kind = _kind(token)
        if kind in _CLOCKS and self.stamp.clock is None and self.stamp.end_day is None:  # "Feb 17, 2017 - 14:45": no range but a dash
            return self._take(token)
        if kind in _CLOCKS and self.stamp.clock and self.stamp.end_clock is None and self._accepts(token):
            self.stamp.end_clock = _clock(token, kind)
            return self.stamp.end_clock is not None
        if kind in _DAYS and self.stamp.day is None and self.stamp.end_clock is None:
            return self._take(token)
        if kind in _DAYS and self.stamp.end_day is None and self.stamp.end_clock is None:
            self.stamp.end_day = self._day(token, kind)
            return self.stamp.end_day is not None
        return False

    def _complete_enough(self) -> bool:
        return self.stamp.clock is not None or self.stamp.day is not None

    def _skip_gaps(self, at: int) -> int:
        text = self.text
        while True:
            if self.stamp.end:
                gap = _GAP.match(text, at)
            else:
                gap = _SPACE.match(text, at) or (self.lead and (_GAP.match(text, at) or _LEAD.match(text, at))) or None
            if gap:
                at = gap.end()
                continue
            mark = _OPENERS.match(text, at)
            if mark:
                self._toggle(mark[0])
                at = mark.end()
                continue
            if self.open and at < len(text) and text[at] in "])>}" and _PAIRS.get(self.open[-1]) == text[at]:
                self.open.pop()
                at += 1
                continue
            return at

    def _toggle(self, mark: str) -> None:
        if mark in self.open and mark not in _PAIRS:
            self.open.remove(mark)
        else:
            self.open.append(mark)

    def _take(self, token: re.Match[str]) -> bool:
        kind = _kind(token)
        stamp = self.stamp
        if kind == "weekday":
            return True
        if kind == "unit":
            return stamp.clock is not None
        if kind == "zone":
            if stamp.clock is None or not _ZONE.fullmatch(token[0]) or self._is_range(token):
                return False
            if stamp.zone is not None:
                return stamp.zone == token[0]
            stamp.zone = token[0]
            return True
        if kind in _CLOCKS:
            if stamp.clock is not None or not self._accepts(token):
                return False
            stamp.clock = _clock(token, kind)
            stamp.dotted = bool(token["dot"])
            self.clock_at = token.start()
            return stamp.clock is not None
        if stamp.day is not None:
            return False
        stamp.day = self._day(token, kind)
        return stamp.day is not None

    def _is_range(self, token: re.Match[str]) -> bool:
        """Whether "-02:45" ends a range (02:25-02:45) and is no offset, as it is in 2024-05-01T02:25-02:45."""
        return token[0][0] in "-−" and self.text[self.clock_at - 1 : self.clock_at].upper() != "T"

    def _accepts(self, token: re.Match[str]) -> bool:
        if not token["dot"] or self.notation.dotted or token["half"]:
            return True
        return token["dot"] == "." and bool(_ZONE_NEXT.match(self.text, token.end()))

    def _day(self, token: re.Match[str], kind: str) -> Day | None:
        day = _day_of(token, kind, self.notation)
        if day is None:
            self.stamp.impossible = token[0].strip()
        return day

    def _finished(self) -> Stamp | None:
        stamp = self.stamp
        if stamp.end == 0 or (stamp.clock is None and stamp.day is None):
            return stamp if stamp.impossible else None
        at = stamp.end
        text = self.text
        while at < len(text):
            after = _AFTER.match(text, at)
            if after:
                at = after.end()
                continue
            mark = _OPENERS.match(text, at)
            if mark and mark[0] in self.open and mark[0] not in _PAIRS:
                self.open.remove(mark[0])
                at = mark.end()
                continue
            if self.open and text[at] in "])>}" and text[at] in {_PAIRS.get(mark) for mark in self.open}:
                self.open.remove(next(mark for mark in reversed(self.open) if _PAIRS.get(mark) == text[at]))
                at += 1
                continue
            break
        stamp.length = at
        stamp.unclosed = "".join(mark for mark in self.open if mark not in _PAIRS)
        return stamp


def _kind(token: re.Match[str]) -> str:
    return token.lastgroup or ""


def _day_of(token: re.Match[str], kind: str, notation: Notation) -> Day | None:
    numbers = [int(number) for number in _NUMBER.findall(token[0])]
    if kind == "iso":
        year, month, day = numbers
    elif kind == "compact":
        year, month, day = numbers[0] // 10000, numbers[0] // 100 % 100, numbers[0] % 100
    elif kind == "numeric":
        first, second, year = numbers
        year += 2000 if year < 100 else 0
        day, month = (first, second) if (notation.day_first and second <= 12) or first > 12 else (second, first)
    else:
        name = _NAME.search(token[0])
        month, day = _month(name[0]) if name else 0, numbers[0]
        year = numbers[-1] if numbers[-1] > 31 else 0
    return Day(year or None, month, day) if is_possible(year, month, day) else None


def days_in(text: str, notation: Notation) -> Iterator[Day]:
    """Every day that a text names, in its order."""
    at = 0
    while True:
        candidate = _DAY_CANDIDATE.search(text, at)
        if candidate is None:
            return
        token = _DAY_TOKEN.match(text, candidate.start())
        day = _day_of(token, _kind(token), notation) if token else None
        if day:
            yield day
        at = token.end() if token else candidate.end()


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _clock(token: re.Match[str], kind: str) -> Clock | None:
    written = token[0].lower()
    if kind == "noon":
        return Clock(0 if written == "midnight" else 12, 0)
    if kind == "digits":
        return Clock(int(written[:2]), int(written[2:4]))
    numbers = [int(number) for number in _NUMBER.findall(written)]
    half = written.lstrip("0123456789 ") if kind == "hour" else (token["half"] or "").strip().lower()
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return Clock(hour % 24, minute, numbers[2] if len(numbers) > 2 else None) if hour < 24 or minute == 0 else None


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_possible(year: int, month: int, day: int) -> bool:
    """Whether a day exists; a year of 0 stands for "not stated"."""
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return False
    if year and not 1970 <= year <= 2100:
        return False
    return not (month == 2 and day == 29 and year and (year % 4 or (year % 100 == 0 and year % 400)))


_CANDIDATE = re.compile(rf"(?<![\w/.:#-])(?:\d|{_MONTH}|noon\b|midnight\b|\*\*\d)", re.IGNORECASE)


def stamps_in(text: str, notation: Notation) -> Iterator[tuple[int, Stamp]]:
    """Every stamp in a text, with the position at which it begins."""
    at = 0
    while True:
        found = _CANDIDATE.search(text, at)
        if found is None:
            return
        stamp = leading_stamp(text, notation, start=found.start())
        if stamp:
            yield found.start(), stamp
        at = max(stamp.end if stamp else 0, found.end())


def leading_stamp(text: str, notation: Notation, *, lead: bool = False, start: int = 0) -> Stamp | None:
    """The stamp with which `text` begins. With `lead`, words like "At", "Between" and "Around" may come before it."""
    if not (_FIRST_WITH_LEAD if lead else _FIRST).match(text, start):
        return None
    if not _DIGIT.search(text, start, start + _SEEN_AHEAD) and not _NOON.search(text, start, start + _SEEN_AHEAD):
        return None
    unix = _UNIX.match(text, start)
    if unix:
        return _of_unix(unix, text)
    stamp = _Reader(text, start, notation, lead).read()
    return stamp if stamp and (stamp.clock or stamp.day) else None


def _of_unix(found: re.Match[str], text: str) -> Stamp:
    moment = datetime.fromtimestamp(int(found[1]), UTC)
    after = re.compile(r"[\s:,|;\-–—]*").match(text, found.end())
    return Stamp(
        day=Day(moment.year, moment.month, moment.day),
        clock=Clock(moment.hour, moment.minute, moment.second),
        zone="UTC",
        length=after.end() if after else found.end(),
        end=found.end(),
    )
