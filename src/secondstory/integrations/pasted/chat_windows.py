"""Chat as windows show it: who and when stand above what was said, in one line or in two."""

import re
from collections.abc import Sequence

from secondstory.documents.extraction.stamps import Stamp, leading_stamp
from secondstory.integrations.pasted.log_lines import Read
from secondstory.integrations.pasted.notes import Notes

_LONGEST = 140
_MOST_WORDS = 6
_SEPARATOR = re.compile(r"\s{2,8}|\s?[—–·|]\s|,\s(?=\[?[A-Z\d])|\s(?=\[?\d)| added a comment - | made changes - ")
_NAME = re.compile(r"[^\W_][^\n:<>|\t]{0,60}")
_SAID_OF_NAME = re.compile(
    r"(?: ?:[a-z0-9_+-]{1,40}:| \((?:guest|external|extern|unverified|[a-z]{1,10}(?:/[a-z]{1,10}){1,2})\)| \[[^\[\]]{1,30}\])+$"
    r"|[\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f]+\s*$",
    re.IGNORECASE,
)
"""What windows show beside a name: emoji, pronouns, that somebody is a guest, a team in brackets."""
_TODAY = re.compile(r"(?:Today|Yesterday)(?: at)?,? ", re.IGNORECASE)
_HALF = re.compile(r"([AaPp])\.?[Mm]\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/(\d{2,4})\b")
_BADGES = {"app", "bot", "workflow"}
_TEAMS = re.compile(r"\[(?P<stamp>[^\[\]]{4,40})\]\s(?P<name>[^\n]{1,60})")
_ZOOM = re.compile(r"From\s{1,4}(?P<nick>\S[^\n]{0,60}?)\s{1,4}to\s{1,4}\S[^\n:]{0,60}:\s?(?P<text>.*)", re.DOTALL | re.IGNORECASE)


class ChatWindow:
    """Reads lines in their order. What a window leaves out beside a later message of the same person, it stated at the one before."""

    def __init__(self, notes: Notes, sample: Sequence[str]) -> None:
        self._notes = notes
        self._speaker = ""
        self._half = ""
        self._speakers: set[str] = set()
        self.is_teams = _has_names_after_times(sample, notes)

    def read(self, line: str, above: Sequence[str], *, is_first: bool) -> tuple[Read, int] | None:
        """Return what a heading says, and how many of the lines above belong to it; None where the line is none. `is_first`: the lines
        above belong to nothing yet."""
        if len(line) > _LONGEST or ":" not in line:
            return None
        line = _SLASHED.sub(lambda found: f"{found[1]} {found[2]} {found[3] if len(found[3]) > 2 else f'20{found[3]}'}", line)
        if self.is_teams and (found := _TEAMS.fullmatch(line.strip())) and (stamp := self._whole(found["stamp"])):
            return self._said(stamp, found["stamp"], found["name"]), 0
        bare = line.strip().strip("[]")
        if stamp := self._whole(bare):
            is_below_name = is_first or line[:1] == " " or stamp.day is not None
            name, taken = self._name_above(above, is_sure=is_below_name) if bare[:1] == line.strip()[:1] else (self._speaker, 0)
            return (self._said(stamp, bare, name), taken) if name else None
        return self._in_one_line(line.strip(), above)

    def _in_one_line(self, line: str, above: Sequence[str]) -> tuple[Read, int] | None:
        for separator in _SEPARATOR.finditer(line, 1, 70):
            stated = line[separator.end() :].strip(" []")
            name = line[: separator.start()]
            if (
                not name
                or (stamp := self._whole(_TODAY.sub("", stated))) is None
                or not _is_name(name, loosely=separator[0].strip() != "" or len(separator[0]) > 1)
            ):
                continue
            if name.lower() in _BADGES and above and above[-1].strip():
                return self._said(stamp, stated, above[-1]), 1
            said = separator[0].strip(" -") if len(separator[0]) > 8 else ""
            return self._said(stamp, stated, name, text=said if said == "made changes" else ""), 0
        return None

    def _name_above(self, above: Sequence[str], *, is_sure: bool) -> tuple[str, int]:
        """A window repeats no name beside a later message of the same person."""
        last = above[-1].strip() if above else ""
        is_apart = len(above) > 1 and not above[-2].strip()
        if last and _is_name(last, loosely=True) and (is_sure or is_apart or _plain(last) in self._speakers):
            return last, 1
        return self._speaker, 0

    def _said(self, stamp: Stamp, stated: str, name: str, *, text: str = "") -> Read:
        half = _HALF.search(stated)
        if half:
            self._half = half[1].lower()
        elif self._half == "p" and stamp.clock and stamp.clock.hour < 12:
            stamp = _in_the_afternoon(stamp)
        self._speaker = _plain(name)
        self._speakers.add(self._speaker)
        is_unsure = _TODAY.match(stated) is not None or self._notes.is_open(stated)
        if is_unsure:
            self._notes.forget_day()
        at, local = (None, None) if is_unsure else self._notes.moments(stamp, holds=True)
        return Read(text, at, local, "" if at or local else stated, self._speaker, kind="chat")

    def _whole(self, written: str) -> Stamp | None:
        """A stamp with a time of day that is all of the text."""
        stamp = leading_stamp(written, self._notes.order)
        return stamp if stamp and stamp.clock and stamp.length >= len(written) else None


def said_in_zoom(text: str) -> tuple[str, str] | None:
    found = _ZOOM.match(text)
    return (found["nick"].strip(), found["text"].strip()) if found else None


def _has_names_after_times(sample: Sequence[str], notes: Notes) -> bool:
    """Whether all that stands behind times in square brackets are names alone, each with something said below it."""
    found = [
        (match["name"], sample[index + 1] if index + 1 < len(sample) else "")
        for index, line in enumerate(sample)
        if (match := _TEAMS.fullmatch(line.strip())) and leading_stamp(match["stamp"], notes.order)
    ]
    return bool(found) and all(_is_name(name, loosely=False) and below.strip() and not below.startswith("[") for name, below in found)


def _is_name(written: str, *, loosely: bool) -> bool:
    """Whether this can be the name of a person. Before a single space it must be a handle, or words with capitals."""
    name = _plain(written)
    words = name.split()
    if not _NAME.fullmatch(name) or not 1 <= len(words) <= _MOST_WORDS or name[-1] in ".!?;,":
        return False
    return loosely or len(words) == 1 or all(word[0].isupper() or not word[0].isalpha() for word in words)


def _plain(name: str) -> str:
    name = name.strip(" —–·|\u200e\u200f")
    while (shorter := _SAID_OF_NAME.sub("", name).strip()) != name and shorter:
        name = shorter
    return name


def _in_the_afternoon(stamp: Stamp) -> Stamp:
    clock = stamp.clock
    return Stamp(day=stamp.day, zone=stamp.zone, clock=type(clock)(clock.hour + 12, clock.minute, clock.second) if clock else None)
