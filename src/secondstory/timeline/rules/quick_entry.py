"""One line that a person types, read as an event: “14:05 saw 503s from the payment provider”."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from secondstory.kit.zones import UnreadableTime, read_time, zone_named, zone_or_utc
from secondstory.timeline.rules.kind_words import label_of, tag_of
from secondstory.timeline.rules.vocabulary import Certainty, EventKind

_LIVE = timedelta(days=7)
_A_LITTLE_AHEAD = timedelta(minutes=10)
_MOST_DAYS = 31
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says. `at` and `until` are in UTC; `until` is set for a time between two.

    `stated` are the words that state the time, empty where none do. `note` is a sentence about a time that cannot be taken as written, or
    that could mean two moments; where `at` is None although a time is stated, `text` is the whole line, so that nothing is lost.
    """

    at: datetime | None
    until: datetime | None
    certainty: Certainty
    text: str
    kind: EventKind | None
    stated: str
    note: str = ""


def read_quick_entry(
    typed: str,
    *,
    day: date | None,
    zone: str,
    now: datetime,
    begin: datetime | None = None,
    end: datetime | None = None,
    near: datetime | None = None,
) -> QuickEntry:
    """Read a line that was typed by a person in `zone` (an IANA name or an offset; UTC where it is unknown). Accepts any text.

    A time without a day is on the day that fits best. Without `begin` that is `day`; without a day either, today, or yesterday where
    today's would lie ahead of `now`. With `begin` (and `end`, else `now` while the incident is younger than a week) all days from the one
    to the other are tried, and the one day before and after: a moment between the two beats one outside, which counts by how far outside
    it is; of several between them the one nearest to `near` (such as the event told before) is taken, else in a live incident the latest
    that is not ahead of `now`, else the first. So 00:10 in an incident from 23:50 to 01:00 is on the second day.

    Where the clocks are put back a time comes twice: the first is taken, and `note` says how to write the second. Where they are put
    forward a time is missing: none is taken, and `note` says so.
    """
    text = " ".join(typed.split())
    kind, rest = _without_kind(text)
    found = _find_time(rest)
    if found is None:
        return QuickEntry(None, None, Certainty.EXACT, rest or text, kind, "")
    if kind is None:
        kind, said = _without_kind(found.rest)
    else:
        said = found.rest
    days = _Days(day, zone_or_utc(zone), now, begin, end, near)
    try:
        at, until, note = _moments(found, days)
    except (UnreadableTime, OverflowError, ValueError) as error:
        return QuickEntry(None, None, Certainty.EXACT, text, kind, found.stated, str(error))
    certainty = Certainty.BETWEEN if until else Certainty.ABOUT if found.is_about else Certainty.EXACT
    return QuickEntry(at, until, certainty, said, kind, found.stated, note)


def _without_kind(text: str) -> tuple[EventKind | None, str]:
    """Take off a word for the kind at the start (“decision: …”, “#decision …”) or a tag at the end."""
    found = label_of(text) or tag_of(text)
    return (found[0], found[2]) if found else (None, text)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as `read_time` reads it, and the offset where one is stated."""

    words: str
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class _Found:
    stated: str
    rest: str
    is_about: bool = False
    day: str = ""
    start: _Clock | None = None
    end: _Clock | None = None
    ago: timedelta | None = None


_OFFSET = r"[+-](?:0?\d|1[0-4])"
_ZONE = (
    r"(?:\s?(?P<{0}utc>UTC|GMT|Z)(?![\w+-])"
    rf"|(?P<{{0}}offset>\s?{_OFFSET}:[0-5]\d|\s?(?:UTC|GMT){_OFFSET}(?::[0-5]\d)?|\s[+-]0\d[0-5]\d|[+-](?:0\d|1[0-4])(?:[0-5]\d)?)(?![\w:]))?"
)
_TIME = (
    r"(?P<{0}hour>\d{{1,2}})(?:(?P<{0}sign>[:.])(?P<{0}minute>\d\d)(?:[:.](?P<{0}second>\d\d)(?:[.,]\d{{1,9}})?)?)?"
    r"(?:\s?(?P<{0}half>[ap]\.?m\b\.?))?"
) + _ZONE
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_DAY = (
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:[T,]|\b)"
    rf"|(?P<dom>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<month>{_MONTH})\b\.?,?(?:\s(?P<year>\d{{4}})\b(?!:),?)?"
    rf"|(?P<month2>{_MONTH})\b\.?\s(?P<dom2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:),?(?:\s(?P<year2>\d{{4}})\b(?!:),?)?"
    r"|(?P<relative>yesterday|today)\b,?)\s?(?:at\s|on\s|-\s)?"
)
_ABOUT = r"(?P<about>(?:about|around|approximately|approx\.?|circa|ca\.?|roughly|some time around)\s|~\s?)?"
_LEAD = rf"[\[(]?(?:at\s|from\s)?{_ABOUT}(?:{_DAY})?{_ABOUT.replace('<about>', '<about2>')}(?P<between>between\s|from\s)?"
_JOIN = r"\s?(?:-|–|—|to|and|until|till)\s?"
_AFTER = r"(?P<about3>-?ish\b)?[\])]?(?:\s?[:|–—,;-](?=\s|$))?(?=\s|$)\s*"
_SPAN = re.compile(rf"{_LEAD}{_TIME.format('a')}{_JOIN}{_TIME.format('b')}{_AFTER}", re.IGNORECASE)
_MOMENT = re.compile(rf"{_LEAD}{_TIME.format('a')}{_AFTER}", re.IGNORECASE)
_NOW = re.compile(r"(?:just now|right now|now)(?:\s?[:,–—-](?=\s|$))?(?=\s|$)\s*", re.IGNORECASE)
_AGO = re.compile(
    rf"{_ABOUT}(?P<count>\d{{1,3}})\s?(?P<unit>m|mins?|minutes?|h|hrs?|hours?)\sago(?:\s?[:,–—-](?=\s|$))?(?=\s|$)\s*", re.IGNORECASE
)
_NOT_AFTER_A_DOT = re.compile(
    r"(?:%|(?:percent|s|secs?|seconds?|ms|min|minutes?|hours?|days?|x|times|[kmgt]i?b|million|billion|eur|usd|points?)\b|\d{1,2}[:.]\d\d)",
    re.IGNORECASE,
)


def _find_time(text: str) -> _Found | None:
    if found := _NOW.match(text):
        return _Found(found[0].strip(), text[found.end() :], ago=timedelta())
    if found := _AGO.match(text):
        count = int(found["count"])
        ago = timedelta(hours=count) if found["unit"][0] in "hH" else timedelta(minutes=count)
        return _Found(found[0].strip(), text[found.end() :], is_about=bool(found["about"]), ago=ago)
    for pattern in (_SPAN, _MOMENT):
        found = pattern.match(text)
        if found and _is_time(found, text[found.end() :], is_span=pattern is _SPAN):
            return _found(found, text, is_span=pattern is _SPAN)
    return None


def _is_time(found: re.Match[str], rest: str, *, is_span: bool) -> bool:
    """Say whether what looks like a time is one: “2 pods died” and “99.95 percent” are not."""
    if is_span:
        return bool(found["aminute"] or found["ahalf"] or found["bhalf"]) and bool(found["bminute"] or found["bhalf"])
    if found["between"] and found["between"].lower().startswith("between"):
        return False
    if found["ahalf"]:
        return True
    if not found["aminute"]:
        return False
    return found["asign"] == ":" or (len(found["ahour"]) == 2 and not _NOT_AFTER_A_DOT.match(rest))


def _found(found: re.Match[str], text: str, *, is_span: bool) -> _Found:
    stated = re.sub(r"[\s:|–—,;-]+$", "", found[0])
    return _Found(
        stated=stated,
        rest=text[found.end() :],
        is_about=bool(found["about"] or found["about2"] or found["about3"]),
        day=_day_words(found),
        start=_clock(found, "a", half=found["ahalf"] or (found["bhalf"] if is_span else None)),
        end=_clock(found, "b", half=found["bhalf"]) if is_span else None,
    )


def _day_words(found: re.Match[str]) -> str:
    """Return the day as 2026-05-08, as --05-08 where no year is stated, or as it is said."""
    if found["iso"]:
        return found["iso"]
    month, day, year = found["month"] or found["month2"], found["dom"] or found["dom2"], found["year"] or found["year2"]
    if month:
        return f"{year or '-'}-{_MONTHS.index(month[:3].lower()) + 1:02}-{int(day):02}"
    return (found["relative"] or "").lower()


def _clock(found: re.Match[str], part: str, *, half: str | None) -> _Clock:
    hour = int(found[f"{part}hour"])
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    elif half and hour == 0:
        hour = 99  # there is no 0 pm; read_time says that it is not on the clock
    offset = found[f"{part}offset"]
    zone = UTC if found[f"{part}utc"] else zone_named(_whole_offset(offset.strip())) if offset else None
    second = f":{found[f'{part}second']}" if found[f"{part}second"] else ""
    return _Clock(f"{hour}:{found[f'{part}minute'] or '00'}{second}", zone)


def _whole_offset(stated: str) -> str:
    return stated if ":" in stated or len(stated) < 5 or not stated[1:].isdigit() else f"{stated[:3]}:{stated[3:]}"


@dataclass(frozen=True, slots=True)
class _Days:
    """What is known of the days that a time can be on."""

    day: date | None
    zone: tzinfo
    now: datetime
    begin: datetime | None
    end: datetime | None
    near: datetime | None

    def today(self, zone: tzinfo) -> date:
        return self.now.astimezone(zone).date()

    def is_live(self) -> bool:
        return self.end is None and self.begin is not None and timedelta() <= self.now - self.begin < _LIVE

    def moment(self, clock: _Clock, stated: str) -> datetime:
        """Return the moment; raise UnreadableTime where there is none."""
        zone = clock.zone or self.zone
        if stated.startswith("--"):
            return self._in_best_year(clock, stated[2:], zone)
        if stated in {"today", "yesterday"}:
            return read_time(clock.words, on=self.today(self.zone) - timedelta(days=stated == "yesterday"), zone=zone)
        if stated:
            return read_time(f"{stated} {clock.words}", on=None, zone=zone)
        if self.begin is None:
            return self._on_one_day(clock, zone)
        return self._on_best_day(clock, zone, self.begin)

    def _in_best_year(self, clock: _Clock, month_and_day: str, zone: tzinfo) -> datetime:
        base = (self.begin.astimezone(zone).date() if self.begin else None) or self.day or self.today(zone)
        aim = self.begin or datetime(base.year, base.month, base.day, 12, tzinfo=zone)
        found: list[datetime] = []
        problem: UnreadableTime | None = None
        for year in (base.year, base.year - 1, base.year + 1):
            try:
                found.append(read_time(f"{year:04}-{month_and_day} {clock.words}", on=None, zone=zone))
            except UnreadableTime as error:
                problem = problem or error
        if not found:
            raise problem or UnreadableTime("That day is not on the calendar.")
        return min(found, key=lambda moment: abs(moment - aim))

    def _on_one_day(self, clock: _Clock, zone: tzinfo) -> datetime:
        if self.day:
            return read_time(clock.words, on=self.day, zone=zone)
        moment = read_time(clock.words, on=self.today(zone), zone=zone)
        if moment <= self.now + _A_LITTLE_AHEAD:
            return moment
        return read_time(clock.words, on=self.today(zone) - timedelta(days=1), zone=zone)

    def _on_best_day(self, clock: _Clock, zone: tzinfo, begin: datetime) -> datetime:
        end = max(begin, self.end or (self.now if self.is_live() else begin))
        first = begin.astimezone(zone).date()
        count = min((end.astimezone(zone).date() - first).days, _MOST_DAYS)
        found: list[datetime] = []
        problem: UnreadableTime | None = None
        for number in (0, *range(1, count + 2), -1):
            try:
                found.append(read_time(clock.words, on=first + timedelta(days=number), zone=zone))
            except UnreadableTime as error:
                if number == 0 and count == 0:
                    raise
                problem = problem or error
        if not found and problem:
            raise problem
        return min(found, key=lambda moment: self._misfit(moment, begin, end))

    def _misfit(self, moment: datetime, begin: datetime, end: datetime) -> tuple[timedelta, timedelta]:
        outside = max(begin - moment, moment - end - (_A_LITTLE_AHEAD if self.is_live() else timedelta()), timedelta())
        if self.near:
            return outside, abs(moment - self.near)
        return outside, abs((end if self.is_live() else begin) - moment)


def _moments(found: _Found, days: _Days) -> tuple[datetime, datetime | None, str]:
    """Return the moment or the two, and what there is to say about them."""
    if found.ago is not None or found.start is None:
        return days.now.astimezone(UTC) - (found.ago or timedelta()), None, ""
    start = found.start
    if start.zone is None and found.end and found.end.zone:
        start = _Clock(start.words, found.end.zone)
    at = days.moment(start, found.day)
    note = _comes_twice(at, start, days.zone)
    if found.end is None:
        return at, None, note
    end = _Clock(found.end.words, found.end.zone or start.zone)
    zone = end.zone or days.zone
    on = at.astimezone(zone).date()
    until = read_time(end.words, on=on, zone=zone)
    if until < at:
        until = read_time(end.words, on=on + timedelta(days=1), zone=zone)
    return at, until if until > at else None, note


def _comes_twice(at: datetime, clock: _Clock, zone: tzinfo) -> str:
    """Say that a local time comes twice that night, where it does; `read_time` takes the first."""
    if clock.zone:
        return ""
    local = at.astimezone(zone)
    second = local.replace(fold=1)
    if local.utcoffset() == second.utcoffset():
        return ""
    return f"{local:%H:%M} came twice that night, and this is the first. Write {second:%H:%M}{_offset(second)} for the second."


def _offset(moment: datetime) -> str:
    written = f"{moment:%z}"
    return f"{written[:3]}:{written[3:5]}"
