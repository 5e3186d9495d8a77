"""Lines of IRC logs. Most formats state the time of day in a line and the day elsewhere: in a line of its own, or in the file's name."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from secondstory.integrations.lines import MONTHS, first_lines, lines_of
from secondstory.integrations.reading import local_moment, moment
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_STAMP = re.compile(
    r"\[?(?:(?P<full>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"|(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) (?P<time>\d{2}:\d{2}:\d{2}))\]?(?=\s|$)"
)
_DATE_LINE = re.compile(
    r"(?:--- (?:Log opened|Log closed|Day changed)|\*\*\*\* (?:BEGIN|ENDING) LOGGING AT|Session (?:Start|Close|Time|Ident):)"
    r"(?: [A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2})(?: \d{2}:\d{2}:\d{2})? (?P<year>\d{4}))?"
)
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_CHANNEL_IN_NAME = re.compile(r"#[\w-]+")
_SAID = re.compile(r"<[@+%&~! ]?(?P<nick>[^<>\s&]{1,64})(?:>|&gt;)\s?(?P<text>.*)")
_NOTICE = re.compile(r"-(?P<nick>[^-\s:!][^\s:]{0,63})(?::[#&]?\S+)?-(?:\s(?P<text>.*)|$)")
_SERVER = re.compile(r"(?:\*\*\*|-!-|-->|<--|--)\s+(?P<text>.*)")
_ACTION = re.compile(r"\*\s?(?P<nick>[^\s*]{1,64})(?:\s(?P<text>.*)|$)")
_WEECHAT = re.compile(r"\t(?P<prefix>[^\t]{0,66})\t(?P<text>.*)")
_MOVES = re.compile(
    r"(?:has|have) (?:joined|quit|left|parted)|^(?:Joins|Parts|Quits):|is now known as|^[Mm]ode[/ ]|sets? mode|changed nick"
    r"|^Nicks |^Channel #\S+ created"
)
_MOVER = re.compile(r"[@+%&~!]?(\S+) (?:[\[(]\S+[\])] )?(?:has |have |is now known|sets? |changed )|(?:Joins|Parts|Quits): (\S+)")
_MARKS = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|[\x02\x0f\x11\x16\x1d\x1e\x1f]")
_WEECHAT_SIGNS = {"-->", "<--", "--", "", "=!="}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    nick: str = ""
    kind: str = "message"


@dataclass(slots=True)
class _Clock:
    """What day the lines are at; None while no line has said."""

    day: str | None = None
    year: str | None = None
    before: str = ""
    repeats: dict[str, int] = field(default_factory=dict)
    stamp: str = ""

    def turned(self, found: re.Match[str]) -> None:
        if found["year"] and found["month"] in MONTHS:
            self.year = found["year"]
            self.day = f"{found['year']}-{MONTHS[found['month']]:02}-{int(found['day']):02}"
            self.before = ""

    def read(self, found: re.Match[str]) -> tuple[datetime | None, datetime | None]:
        if full := found["full"]:
            return moment(full), local_moment(full)
        if found["month"]:
            if self.year is None or found["month"] not in MONTHS:
                return None, None
            return None, local_moment(f"{self.year}-{MONTHS[found['month']]:02}-{int(found['day']):02} {found['time']}")
        clock = found["clock"].zfill(5) if found["clock"].count(":") == 1 else found["clock"].zfill(8)
        if clock[:5] < self.before[:5]:
            self.day = None  # past midnight without a line that says which day began
        self.before = clock
        return None, local_moment(f"{self.day} {clock}") if self.day else None


def recognises(payload: Payload) -> bool:
    if payload.is_json:
        return False
    lines = [line for line in first_lines(payload) if line.strip()]
    found = 0
    if any((stamped := _STAMP.match(line)) and not stamped["full"] and line[stamped.end() :].startswith("\t") for line in lines):
        return False  # a copied table: WeeChat, which separates by tabs too, states the day in every line
    for line in lines:
        stamped = _STAMP.match(line)
        if _DATE_LINE.match(line) or (stamped and (read := _read(line[stamped.end() :])) and read.kind != "plain"):
            found += 1
    said = sum(1 for line in lines if (stamped := _STAMP.match(line)) and re.match(r"\s*(?:<\S|\*\*\*|-!-|\t)", line[stamped.end() :]))
    return said > 0 and found >= 0.6 * len(lines)


def events(payload: Payload) -> Iterator[SourceEvent]:
    clock = _Clock()
    if named := _DATE_IN_NAME.search(payload.name):
        clock.day, clock.year = "-".join(named.groups()), named[1]
    channel = _CHANNEL_IN_NAME.search(payload.name)
    is_known = False
    for line in lines_of(payload):
        if turned := _DATE_LINE.match(line):
            clock.turned(turned)
            is_known = True
        elif stamped := _STAMP.match(line):
            is_known = True
            if told := _event(line, stamped, clock=clock, channel=channel[0] if channel else ""):
                yield told
    if not is_known:
        raise UnreadablePayload("This is no IRC log: no line begins with a time.")


def _event(line: str, stamped: re.Match[str], *, clock: _Clock, channel: str) -> SourceEvent | None:
    read = _read(line[stamped.end() :])
    if read is None:
        return None
    at, local = clock.read(stamped)
    stamp = stamped[0].strip("[]")
    moment_stated = at or local
    text = _MARKS.sub("", read.text)
    return SourceEvent(
        text=text if moment_stated else f"{stamp} {text}",
        at=at,
        local_at=None if at else local,
        actor=read.nick,
        actor_handle=read.nick,
        external_id=_identity(clock, stamp if moment_stated is None else moment_stated.isoformat(), read),
        component=channel or next(iter(re.findall(r"(?:joined|left|parted) (#\S+)", text)), ""),
        vendor_type=read.kind,
        words=line if text != read.text else "",
        is_noise=read.kind == "server" and _MOVES.search(text) is not None,
    )


def _identity(clock: _Clock, stamp: str, read: _Line) -> str:
    """A log gives its lines no identity: when, who and what make one, and a number tells apart what was said twice in a second."""
    if stamp != clock.stamp:
        clock.stamp, clock.repeats = stamp, {}
    digest = hashlib.sha256(f"{read.kind}\0{read.nick}\0{read.text}".encode("utf-8", "replace")).hexdigest()[:16]
    number = clock.repeats[digest] = clock.repeats.get(digest, 0) + 1
    return f"{stamp}/{digest}" + (f"/{number}" if number > 1 else "")


def _read(rest: str) -> _Line | None:
    """What a line says after its time; None where it says nothing."""
    if weechat := _WEECHAT.fullmatch(rest):
        return _weechat(weechat["prefix"].strip(), weechat["text"].strip())
    rest = rest.strip()
    for pattern, kind in ((_SAID, "message"), (_NOTICE, "notice"), (_SERVER, "server"), (_ACTION, "action")):
        if found := pattern.fullmatch(rest):
            text = (found["text"] or "").strip()
            if not text:
                return None
            if kind == "server":
                return _Line(text, _mover(text), kind)
            return _Line(f"{found['nick']} {text}" if kind == "action" else text, found["nick"], kind)
    return _Line(rest, kind="plain") if rest else None


def _weechat(prefix: str, text: str) -> _Line | None:
    if not text:
        return None
    if prefix == "*":
        return _Line(text, text.split(maxsplit=1)[0], "action")
    if prefix in _WEECHAT_SIGNS:
        return _Line(text, _mover(text), "server")
    return _Line(text, prefix.lstrip("@+%&~!"))


def _mover(text: str) -> str:
    """Who joined, left or took another name."""
    found = _MOVER.match(text)
    return (found[1] or found[2]) if found else ""
